package dcgan.data.cifar;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.archivers.zip.ZipEncodingHelper;

/** A small CIFAR-10 archive, in which a test can break what it likes. */
final class TestArchive {
    static final String FOLDER = "cifar-10-batches-bin/";
    static final int RECORDS = 4;

    /** Names and contents; a name that ends with / is a folder. */
    final Map<String, byte[]> entries = new LinkedHashMap<>();

    TestArchive() {
        // The published archive has them out of order as well.
        entries.put(FOLDER, new byte[0]);
        entries.put(FOLDER + "data_batch_4.bin", records(4, RECORDS));
        entries.put(FOLDER + "data_batch_1.bin", records(1, RECORDS));
        entries.put(FOLDER + "readme.html", bytes("<html></html>"));
        entries.put(FOLDER + "test_batch.bin", records(6, RECORDS));
        entries.put(FOLDER + "data_batch_5.bin", records(5, RECORDS));
        entries.put(FOLDER + "data_batch_2.bin", records(2, RECORDS));
        entries.put(FOLDER + "batches.meta.txt", bytes("a\nb\nc\nd\ne\nf\ng\nh\ni\nj\n\n"));
        entries.put(FOLDER + "data_batch_3.bin", records(3, RECORDS));
    }

    /** Records whose red is the file's number, green the record's and blue the position in the row. */
    static byte[] records(int file, int count) {
        byte[] records = new byte[count * 3073];
        for (int record = 0; record < count; record++) {
            records[record * 3073] = (byte) ((file + record) % 10);
            for (int i = 0; i < 1024; i++) {
                records[record * 3073 + 1 + i] = (byte) file;
                records[record * 3073 + 1 + 1024 + i] = (byte) record;
                records[record * 3073 + 1 + 2048 + i] = (byte) (i % 32);
            }
        }
        return records;
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    TestArchive with(String name, byte[] content) {
        entries.put(FOLDER + name, content);
        return this;
    }

    TestArchive without(String name) {
        entries.remove(FOLDER + name);
        return this;
    }

    byte[] tar() {
        return tar(_ -> {});
    }

    /** The archive with more entries at its end. */
    byte[] tar(MoreEntries more) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
            tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
            for (var entry : entries.entrySet()) {
                put(tar, new TarArchiveEntry(entry.getKey()), entry.getValue());
            }
            more.write(tar);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    @FunctionalInterface
    interface MoreEntries {
        void write(TarArchiveOutputStream tar) throws IOException;
    }

    static void put(TarArchiveOutputStream tar, TarArchiveEntry entry, byte[] content) throws IOException {
        entry.setSize(content.length);
        // So that an archive has the same bytes at any time, and the same ones break in it.
        entry.setModTime(0);
        tar.putArchiveEntry(entry);
        tar.write(content);
        tar.closeArchiveEntry();
    }

    /** A header alone that claims a size, with nothing behind it. */
    static byte[] header(String name, long size, byte type) {
        TarArchiveEntry entry = new TarArchiveEntry(name, type);
        entry.setSize(size);
        byte[] header = new byte[TarConstants.DEFAULT_RCDSIZE];
        try {
            entry.writeEntryHeader(header, ZipEncodingHelper.getZipEncoding("UTF-8"), true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return header;
    }

    byte[] tarGz() {
        return gzip(tar());
    }

    static byte[] gzip(byte[] data) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(data);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** Writes all entries as files, without the folder of the archive. */
    void unpackTo(Path folder) throws IOException {
        Files.createDirectories(folder);
        for (var entry : entries.entrySet()) {
            if (!entry.getKey().endsWith("/")) {
                Files.write(folder.resolve(entry.getKey().substring(FOLDER.length())), entry.getValue());
            }
        }
    }
}
