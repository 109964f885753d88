package dcgan.data.download;

import dcgan.data.file.AtomicFile;
import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * What has come of a download so far, and beside it where it comes from and by which mark (an ETag or a date) the
 * server knows that edition. Bytes without such a note are worth nothing: nobody can say what they are the beginning
 * of.
 */
final class PartialFile {
    private final Path file;
    private final Path info;
    private final URI url;

    PartialFile(Path file, Path info, URI url) {
        this.file = file;
        this.info = info;
        this.url = url;
    }

    Path file() {
        return file;
    }

    /** Whether there is anything of it, of whatever worth. */
    boolean exists() {
        return Files.exists(file) || Files.exists(info);
    }

    /** How many bytes are there that a transfer may go on from. */
    long size() throws IOException {
        return validator().isEmpty() || Files.notExists(file) ? 0 : Files.size(file);
    }

    /** The mark of the edition, for {@code If-Range}, or "" if there is none. */
    String validator() throws IOException {
        if (Files.notExists(info)) {
            return "";
        }
        List<String> lines = Files.readAllLines(info, StandardCharsets.ISO_8859_1);
        boolean usable = lines.size() == 2
                && lines.get(0).equals(url.toASCIIString())
                && lines.get(1).matches("[ -~]+");
        return usable ? lines.get(1) : "";
    }

    /** Opens the file to write on after its bytes. */
    FileChannel append() throws IOException {
        return FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
    }

    /** Opens the file to write an edition from its beginning. */
    FileChannel restart(String validator) throws IOException {
        // In this order: the note must never stand beside bytes of another edition.
        Files.deleteIfExists(info);
        FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING);
        try {
            if (!validator.isEmpty()) {
                Files.write(info, List.of(url.toASCIIString(), validator), StandardCharsets.UTF_8);
            }
            return channel;
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    void delete() throws IOException {
        Files.deleteIfExists(info);
        Files.deleteIfExists(file);
    }

    /** Gives the whole file its name; the note, worthless now, is left to {@link #delete}. */
    void moveTo(Path target) throws IOException {
        AtomicFile.moveDurably(file, target);
    }
}
