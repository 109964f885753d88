package dcgan.data.idx;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

/** The four files of a small MNIST, in which a test can break what it likes. */
final class TestIdx {
    static final int TRAIN = 20;
    static final int TEST = 10;

    /** Names without {@code .gz}, and unpacked contents. */
    final Map<String, byte[]> files = new LinkedHashMap<>();

    TestIdx() {
        this(TRAIN, TEST);
    }

    TestIdx(int train, int test) {
        files.put("train-images-idx3-ubyte", images(train, 1));
        files.put("train-labels-idx1-ubyte", labels(train));
        files.put("t10k-images-idx3-ubyte", images(test, 2));
        files.put("t10k-labels-idx1-ubyte", labels(test));
    }

    /** Images whose every pixel is the image's number plus its row, plus a hundred times {@code set}. */
    static byte[] images(int count, int set) {
        ByteBuffer file = ByteBuffer.allocate(16 + count * 784);
        file.putInt(0x803).putInt(count).putInt(28).putInt(28);
        for (int i = 0; i < count * 784; i++) {
            file.put((byte) (100 * set + i / 784 + i % 784 / 28));
        }
        return file.array();
    }

    static byte[] labels(int count) {
        ByteBuffer file = ByteBuffer.allocate(8 + count);
        file.putInt(0x801).putInt(count);
        for (int i = 0; i < count; i++) {
            file.put((byte) (i % 10));
        }
        return file.array();
    }

    TestIdx with(String name, byte[] content) {
        files.put(name, content);
        return this;
    }

    /** Writes the files, gzipped. */
    Path packTo(Path folder) {
        return write(folder, true);
    }

    /** Writes the files as they are. */
    Path unpackTo(Path folder) {
        return write(folder, false);
    }

    private Path write(Path folder, boolean gzip) {
        try {
            Files.createDirectories(folder);
            for (var file : files.entrySet()) {
                Files.write(
                        folder.resolve(file.getKey() + (gzip ? ".gz" : "")),
                        gzip ? gzip(file.getValue()) : file.getValue());
            }
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
}
