package dcgan.data.cifar;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
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

    /** The same images in the Python edition. */
    static TestArchive python() {
        TestArchive archive = new TestArchive();
        archive.entries.clear();
        String folder = "cifar-10-batches-py/";
        archive.entries.put(folder, new byte[0]);
        for (int file : new int[] {4, 1, 6, 5, 2, 3}) {
            byte[] records = records(file, RECORDS);
            archive.entries.put(
                    folder + (file == 6 ? "test_batch" : "data_batch_" + file),
                    new TestPickle()
                            .put("batch_label", "training batch")
                            .put("labels", labels(records, 3073, 0))
                            .putImages("data", pixels(records, 1))
                            .bytes());
        }
        archive.entries.put(folder + "readme.html", bytes("<html></html>"));
        archive.entries.put(
                folder + "batches.meta",
                new TestPickle()
                        .put("num_vis", 3072)
                        .put("label_names", List.of("a", "b", "c", "d", "e", "f", "g", "h", "i", "j"))
                        .bytes());
        return archive;
    }

    /** CIFAR-100: image i of a file has the fine label i and the coarse one i / 5, and the same pixels as in CIFAR-10. */
    static TestArchive cifar100(boolean python) {
        TestArchive archive = new TestArchive();
        archive.entries.clear();
        String folder = python ? "cifar-100-python/" : "cifar-100-binary/";
        archive.entries.put(folder, new byte[0]);
        for (String file : List.of("test", "train")) {
            byte[] records = records100(file.equals("train") ? 1 : 6, file.equals("train") ? 100 : 20);
            archive.entries.put(
                    folder + file + (python ? "" : ".bin"),
                    python
                            ? new TestPickle()
                                    .put("batch_label", file)
                                    .put("fine_labels", labels(records, 3074, 1))
                                    .put("coarse_labels", labels(records, 3074, 0))
                                    .putImages("data", pixels(records, 2))
                                    .bytes()
                            : records);
        }
        List<String> coarse = IntStream.range(0, 20).mapToObj(i -> "group_" + i).toList();
        List<String> fine = IntStream.range(0, 100).mapToObj(i -> "class_" + i).toList();
        if (python) {
            archive.entries.put(
                    folder + "meta",
                    new TestPickle()
                            .put("fine_label_names", fine)
                            .put("coarse_label_names", coarse)
                            .bytes());
        } else {
            archive.entries.put(folder + "fine_label_names.txt", bytes(String.join("\n", fine) + "\n"));
            archive.entries.put(folder + "coarse_label_names.txt", bytes(String.join("\n", coarse) + "\n"));
        }
        return archive;
    }

    static byte[] records100(int file, int count) {
        byte[] cifar10 = records(file, count);
        byte[] records = new byte[count * 3074];
        for (int record = 0; record < count; record++) {
            records[record * 3074] = (byte) (record / 5);
            records[record * 3074 + 1] = (byte) record;
            System.arraycopy(cifar10, record * 3073 + 1, records, record * 3074 + 2, 3072);
        }
        return records;
    }

    private static List<Integer> labels(byte[] records, int recordBytes, int offset) {
        return IntStream.range(0, records.length / recordBytes)
                .mapToObj(i -> (int) records[i * recordBytes + offset])
                .toList();
    }

    private static byte[] pixels(byte[] records, int labels) {
        int count = records.length / (labels + 3072);
        byte[] pixels = new byte[count * 3072];
        for (int i = 0; i < count; i++) {
            System.arraycopy(records, i * (labels + 3072) + labels, pixels, i * 3072, 3072);
        }
        return pixels;
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

    /** The folder of the archive, with a slash at its end. */
    String folder() {
        return entries.keySet().iterator().next();
    }

    /** Replaces the content of a file. */
    TestArchive replace(String name, byte[] content) {
        entries.replace(folder() + name, content);
        return this;
    }

    TestArchive with(String name, byte[] content) {
        entries.put(FOLDER + name, content);
        return this;
    }

    TestArchive without(String name) {
        entries.remove(folder() + name);
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
                Files.write(folder.resolve(entry.getKey().replaceFirst(".*/", "")), entry.getValue());
            }
        }
    }
}
