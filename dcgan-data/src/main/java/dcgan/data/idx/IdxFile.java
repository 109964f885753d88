package dcgan.data.idx;

import dcgan.data.DatasetException;
import dcgan.data.archive.Advice;
import dcgan.data.archive.PackedFile;
import dcgan.data.file.Reasons;
import dcgan.data.text.Messages;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * One of the four files: a magic number, the number of items, for images rows and columns, all of them 32 bits with the highest byte
 * first; then the items, a byte for a label and {@code rows × columns} bytes for an image, row-major.
 */
enum IdxFile {
    TRAIN_IMAGES("train-images", true),
    TRAIN_LABELS("train-labels", false),
    TEST_IMAGES("t10k-images", true),
    TEST_LABELS("t10k-labels", false);

    /** Rows and columns of an image. */
    static final int SIDE = 28;

    /** More than any such data set has. */
    static final int MAX_ITEMS = 300_000;

    private static final int IMAGES_MAGIC = 0x803;
    private static final int LABELS_MAGIC = 0x801;

    /** More than all that a file may unpack to. */
    private static final long MAX_UNPACKED = 1 << 28;

    private static final int CHUNK = 1 << 16;

    private final String prefix;
    private final boolean images;

    IdxFile(String prefix, boolean images) {
        this.prefix = prefix;
        this.images = images;
    }

    /** The name under which it is published. */
    String published() {
        return spelling("-") + ".gz";
    }

    private String spelling(String separator) {
        return prefix + separator + (images ? "idx3" : "idx1") + "-ubyte";
    }

    /** Whether there is such a file, however it is spelled. */
    boolean isIn(Path folder) {
        return List.of("-", ".").stream().anyMatch(separator -> find(folder, separator) != null);
    }

    /**
     * The file in a folder, gzipped or not. Where both are there, the gzipped one is taken, which has a checksum.
     *
     * @throws DatasetException if there is none, or if there are two of different spelling
     */
    Path find(Path folder, Advice advice) {
        Path dash = find(folder, "-");
        Path dot = find(folder, ".");
        if (dash == null && dot == null) {
            throw new DatasetException(folder + ": " + published()
                    + " is missing, gzipped or not; fetch all four files with `" + advice.fetch() + "`.");
        }
        if (dash != null && dot != null) {
            throw new DatasetException(folder + ": " + dash.getFileName() + " and " + dot.getFileName()
                    + " are both there, and nobody can say which one counts; remove one of them.");
        }
        return dash != null ? dash : dot;
    }

    private Path find(Path folder, String separator) {
        Path packed = folder.resolve(spelling(separator) + ".gz");
        Path plain = folder.resolve(spelling(separator));
        return Files.exists(packed) ? packed : Files.exists(plain) ? plain : null;
    }

    /**
     * Reads the images, put in the middle of black ones of {@code padded × padded} pixels.
     *
     * @return each {@code [1, padded, padded]}
     * @throws DatasetException if the file is not as it must be
     */
    List<byte[]> images(Path file, int padded, IdxKind kind) {
        List<byte[]> all = new ArrayList<>();
        read(file, kind, in -> {
            int count = count(in, file, kind);
            int rows = number(in, file, kind);
            int columns = number(in, file, kind);
            if (rows != SIDE || columns != SIDE) {
                throw error(
                        file,
                        Messages.format(
                                "the images have %s × %s pixels, but those of %s have %d × %d; ",
                                Integer.toUnsignedString(columns),
                                Integer.toUnsignedString(rows),
                                kind.title(),
                                SIDE,
                                SIDE),
                        kind);
            }
            byte[] image = new byte[SIDE * SIDE];
            int margin = (padded - SIDE) / 2;
            for (int i = 0; i < count; i++) {
                readFully(in, image, file, "image", i, count, kind);
                byte[] framed = new byte[padded * padded];
                for (int y = 0; y < SIDE; y++) {
                    System.arraycopy(image, y * SIDE, framed, (margin + y) * padded + margin, SIDE);
                }
                // One array an image, made when its bytes are there: a count that lies costs no memory.
                all.add(framed);
            }
        });
        return all;
    }

    /**
     * Reads the labels.
     *
     * @throws DatasetException if the file is not as it must be
     */
    int[] labels(Path file, IdxKind kind) {
        List<byte[]> chunks = new ArrayList<>();
        read(file, kind, in -> {
            int count = count(in, file, kind);
            for (int first = 0; first < count; first += CHUNK) {
                byte[] chunk = new byte[Math.min(CHUNK, count - first)];
                readFully(in, chunk, file, "label", first, count, kind);
                for (int i = 0; i < chunk.length; i++) {
                    if ((chunk[i] & 0xFF) >= kind.classNames().size()) {
                        throw error(
                                file,
                                Messages.format(
                                        "label %,d is %d, but labels go from 0 to %d; ",
                                        first + i + 1,
                                        chunk[i] & 0xFF,
                                        kind.classNames().size() - 1),
                                kind);
                    }
                }
                chunks.add(chunk);
            }
        });
        int[] labels = new int[chunks.stream().mapToInt(chunk -> chunk.length).sum()];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = chunks.get(i / CHUNK)[i % CHUNK];
        }
        return labels;
    }

    @FunctionalInterface
    private interface Content {
        void read(BufferedInputStream in) throws IOException;
    }

    private void read(Path file, IdxKind kind, Content content) {
        if (!Files.isRegularFile(file)) {
            throw error(file, "this is not a file; ", kind);
        }
        try (InputStream in = Files.newInputStream(file)) {
            new PackedFile(file.toString(), kind.advice(), MAX_UNPACKED, () -> "").read(in, (unpacked, how) -> {
                checkMagic(PackedFile.peek(unpacked), file, how, kind);
                number(unpacked, file, kind);
                content.read(unpacked);
                if (unpacked.read() >= 0) {
                    throw error(file, "it goes on after the last item that its header counts; ", kind);
                }
            });
        } catch (IOException e) {
            throw new DatasetException(
                    file + ": the file cannot be read (" + Reasons.of(e) + "); check the file and its permissions.", e);
        }
    }

    private void checkMagic(byte[] head, Path file, String how, IdxKind kind) {
        int wanted = images ? IMAGES_MAGIC : LABELS_MAGIC;
        int found = head.length < Integer.BYTES ? -1 : ByteBuffer.wrap(head).getInt();
        if (found == wanted) {
            return;
        }
        if (found == (images ? LABELS_MAGIC : IMAGES_MAGIC)) {
            throw new DatasetException(file + ": the file holds " + (images ? "labels" : "images")
                    + Messages.format(" (magic number %d) instead of ", found) + (images ? "images" : "labels")
                    + Messages.format(
                            " (%d); give the files their own names, or fetch them again (`%s`).",
                            wanted, kind.advice().fetch()));
        }
        if (new String(head, StandardCharsets.ISO_8859_1).stripLeading().startsWith("<")) {
            throw error(file, "this is a web page" + how + ", not an IDX file; ", kind);
        }
        throw error(
                file,
                found >>> Short.SIZE == 0
                        ? Messages.format("the magic number is %d%s instead of %d; ", found, how, wanted)
                        : "this is no IDX file" + how + "; ",
                kind);
    }

    private int count(BufferedInputStream in, Path file, IdxKind kind) throws IOException {
        long count = Integer.toUnsignedLong(number(in, file, kind));
        if (count == 0 || count > MAX_ITEMS) {
            throw error(
                    file,
                    Messages.format(
                            "its header counts %,d %s, but such a file has 1 to %,d; ",
                            count, images ? "images" : "labels", MAX_ITEMS),
                    kind);
        }
        return (int) count;
    }

    private int number(InputStream in, Path file, IdxKind kind) throws IOException {
        byte[] bytes = in.readNBytes(Integer.BYTES);
        if (bytes.length < Integer.BYTES) {
            throw error(file, "it ends within its header; ", kind);
        }
        return ByteBuffer.wrap(bytes).getInt();
    }

    private void readFully(InputStream in, byte[] bytes, Path file, String item, int index, int count, IdxKind kind)
            throws IOException {
        int read = in.readNBytes(bytes, 0, bytes.length);
        if (read < bytes.length) {
            int missing = index + (images ? 0 : read);
            throw error(
                    file,
                    Messages.format("it ends at %s %,d of the %,d that its header counts; ", item, missing + 1, count),
                    kind);
        }
    }

    private static DatasetException error(Path file, String complaint, IdxKind kind) {
        return new DatasetException(file + ": " + complaint + kind.advice().damaged());
    }
}
