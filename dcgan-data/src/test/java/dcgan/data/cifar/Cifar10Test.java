package dcgan.data.cifar;

import static dcgan.data.Sentences.complaint;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dcgan.data.Batch;
import dcgan.data.DatasetException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Cifar10Test {
    private static final String FOLDER = TestArchive.FOLDER;

    @TempDir
    Path temp;

    private Path file(byte[] content) throws IOException {
        return Files.write(temp.resolve("cifar.tar.gz"), content);
    }

    /** Expects that a file of that content is refused with a sentence that names it and holds all parts. */
    private void refused(byte[] content, String... parts) throws IOException {
        Path file = file(content);
        String message = complaint(() -> Cifar10.open(file), parts);
        assertTrue(message.startsWith(file.toString()), message);
    }

    private static void assertIsTestArchive(Cifar10 cifar) {
        assertEquals(List.of("a", "b", "c", "d", "e", "f", "g", "h", "i", "j"), cifar.classNames());
        assertEquals(5 * TestArchive.RECORDS, cifar.train().size());
        assertEquals(TestArchive.RECORDS, cifar.test().size());
        assertEquals(
                List.of(
                        "data_batch_1.bin",
                        "data_batch_2.bin",
                        "data_batch_3.bin",
                        "data_batch_4.bin",
                        "data_batch_5.bin",
                        "test_batch.bin"),
                List.copyOf(cifar.recordsPerFile().keySet()));
        for (int i = 0; i < cifar.train().size(); i++) {
            int file = i / TestArchive.RECORDS + 1;
            int record = i % TestArchive.RECORDS;
            byte[] pixels = cifar.train().bytes(i);
            assertEquals((file + record) % 10, cifar.train().label(i));
            assertEquals(file, pixels[0]);
            assertEquals(record, pixels[1024]);
            assertEquals(31, pixels[2048 + 31]);
        }
        assertEquals(6, cifar.test().bytes(0)[1023]);
    }

    @Test
    void readsGzippedTar() throws IOException {
        assertIsTestArchive(Cifar10.open(file(new TestArchive().tarGz())));
    }

    @Test
    void readsPlainTarWhateverItsName() throws IOException {
        assertIsTestArchive(Cifar10.open(file(new TestArchive().tar())));
    }

    @Test
    void readsFolderOfFiles() throws IOException {
        new TestArchive().unpackTo(temp);
        assertIsTestArchive(Cifar10.open(temp));
    }

    @Test
    void readsFolderAroundTheFolderOfFiles() throws IOException {
        new TestArchive().unpackTo(temp.resolve("cifar-10-batches-bin"));
        assertIsTestArchive(Cifar10.open(temp));
    }

    @Test
    void theExampleInTheDocumentationWorks() throws IOException {
        Cifar10 cifar = Cifar10.open(file(new TestArchive().tarGz()));
        int batches = 0;
        for (Batch batch : cifar.train().batches(8).shuffled(1).epoch(1)) {
            assertEquals(8 * 3 * 32 * 32, batch.images().length);
            assertEquals(8, batch.labels().length);
            batches++;
        }
        assertEquals(2, batches);
    }

    @Test
    void missing() {
        complaint(() -> Cifar10.open(temp.resolve("no.tar.gz")), "no.tar.gz", "no such file", "dcgan data fetch");
    }

    @Test
    void empty() throws IOException {
        refused(new byte[0], "empty");
    }

    @Test
    void neitherGzipNorTar() throws IOException {
        byte[] noise = new byte[5000];
        new Random(1).nextBytes(noise);
        refused(noise, "this is neither gzip nor tar data;");
        refused(TestArchive.bytes("<!DOCTYPE html><html>404</html>"), "this is a web page, not a tar archive;");
        refused(TestArchive.bytes("PK\3\4 and so on"), "a zip archive");
        refused(TestArchive.gzip(noise), "this is neither gzip nor tar data after unpacking;");
        refused(TestArchive.gzip(new byte[0]), "empty after unpacking");
        refused(new byte[] {' '}, "neither gzip nor tar data");
        refused(new byte[] {0x1f, (byte) 0x8b}, "damaged");
    }

    @Test
    void truncatedAtEveryPoint() throws IOException {
        for (byte[] whole : List.of(new TestArchive().tarGz(), new TestArchive().tar())) {
            // The zeros at the end of a tar are padding: nothing is lost with them.
            int last = whole[0] == 0x1f ? whole.length - 1 : lastDataByte(whole);
            for (int length = 1; length < last; length += last / 50) {
                refused(Arrays.copyOf(whole, length), "dcgan data fetch");
            }
            refused(Arrays.copyOf(whole, last));
        }
    }

    private static int lastDataByte(byte[] tar) {
        int last = tar.length;
        while (tar[last - 1] == 0) {
            last--;
        }
        return last - 1;
    }

    @Test
    void anyBitFlippedInAGzip() throws IOException {
        byte[] whole = new TestArchive().tarGz();
        // The ten bytes of the header hold a time and the like, which no checksum covers.
        Cifar10 original = Cifar10.open(file(whole));
        int refused = 0;
        for (int i = 10; i < whole.length; i += 7) {
            byte[] flipped = whole.clone();
            flipped[i] ^= (byte) (1 << i % 8);
            try {
                // Some bits mean nothing, and some distances lead to the same bytes: then nothing may have changed.
                Cifar10 same = Cifar10.open(file(flipped));
                for (int image = 0; image < same.train().size(); image++) {
                    assertArrayEquals(
                            original.train().bytes(image), same.train().bytes(image));
                }
            } catch (DatasetException e) {
                assertTrue(e.getMessage().startsWith(temp.toString()), e.getMessage());
                assertTrue(e.getMessage().contains("gzip"), e.getMessage());
                refused++;
            }
        }
        assertTrue(refused > whole.length / 7 * 9 / 10, refused + " of " + whole.length / 7);
    }

    /** Noise cannot be packed, so that gzip stores it as it is and a flipped bit shows in its checksum alone. */
    @Test
    void bitFlippedInAGzipIsBlamedOnNoFileThatCannotBeToBlame() throws IOException {
        byte[] noise = TestArchive.records(2, 100);
        new Random(1).nextBytes(noise);
        for (int record = 0; record < 100; record++) {
            noise[record * 3073] = 0;
        }
        byte[] whole = new TestArchive().with("data_batch_2.bin", noise).tarGz();
        int record = indexOf(whole, Arrays.copyOfRange(noise, 50 * 3073, 50 * 3073 + 100));
        byte[] pixel = whole.clone();
        pixel[record + 99] ^= 1;
        String damaged = "the archive is damaged or incomplete, download it again (`dcgan data fetch`).";
        refused(pixel, ": what was unpacked does not match gzip's checksum; " + damaged);
        byte[] label = whole.clone();
        label[record] ^= 64;
        refused(
                label,
                ": what was unpacked does not match gzip's checksum, and made no sense while " + FOLDER
                        + "data_batch_2.bin was being read; " + damaged);
        refused(
                Arrays.copyOf(whole, record),
                ": the gzip data broke off while " + FOLDER + "data_batch_2.bin was being read; " + damaged);
    }

    private static int indexOf(byte[] whole, byte[] part) {
        int at = 0;
        while (!Arrays.equals(whole, at, at + part.length, part, 0, part.length)) {
            at++;
        }
        return at;
    }

    @Test
    void bitFlippedInATarHeader() throws IOException {
        byte[] tar = new TestArchive().tar();
        // The name of the second entry, which comes right after the folder's header.
        tar[512 + FOLDER.length() + 11] ^= 1;
        refused(tar, "checksum");
    }

    @Test
    void somethingAfterTheGzipData() throws IOException {
        byte[] whole = new TestArchive().tarGz();
        refused(Arrays.copyOf(whole, whole.length + 1), "follows the end");
    }

    @Test
    void byteTooMany() throws IOException {
        byte[] content = Arrays.copyOf(TestArchive.records(2, 4), 4 * 3073 + 1);
        refused(
                new TestArchive().with("data_batch_2.bin", content).tarGz(),
                "data_batch_2.bin",
                "12,293",
                "and 1 more");
    }

    @Test
    void emptyFile() throws IOException {
        refused(new TestArchive().with("test_batch.bin", new byte[0]).tarGz(), "test_batch.bin is empty");
    }

    @Test
    void tooManyRecords() throws IOException {
        byte[] header = TestArchive.header(FOLDER + "test_batch.bin", 10_001 * 3073, (byte) '0');
        refused(header, "test_batch.bin", "at most 10,000 records");
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 127, 128, 255})
    void labelOutOfRange(int label) throws IOException {
        byte[] content = TestArchive.records(3, 4);
        content[2 * 3073] = (byte) label;
        refused(
                new TestArchive().with("data_batch_3.bin", content).tarGz(),
                "data_batch_3.bin",
                "label " + label,
                "record 3");
    }

    @Test
    void trainingFilesOfDifferentLength() throws IOException {
        refused(
                new TestArchive()
                        .with("data_batch_3.bin", TestArchive.records(3, 3))
                        .tarGz(),
                "[4, 4, 3, 4, 4]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"data_batch_1.bin", "data_batch_5.bin", "test_batch.bin", "batches.meta.txt"})
    void missingFile(String name) throws IOException {
        refused(new TestArchive().without(name).tarGz(), name + " is missing");
        new TestArchive().without(name).unpackTo(temp.resolve("folder"));
        complaint(() -> Cifar10.open(temp.resolve("folder")), "folder: " + name + " is missing");
    }

    @Test
    void anotherDataSetIsNamed() throws IOException {
        for (boolean python : new boolean[] {false, true}) {
            refused(
                    TestArchive.cifar100(python).tarGz(),
                    "shows that this holds CIFAR-100, not CIFAR-10; read it as cifar100.");
        }
        refused(
                TestArchive.gzip(new byte[] {0, 0, 8, 3, 0, 0, 0, 1}),
                "this is an IDX file, as of MNIST, not a tar archive after unpacking;");
    }

    @Test
    void tellsWhereItIs() throws IOException {
        assertTrue(Cifar10.isIn(file(new TestArchive().tarGz())));
        assertTrue(Cifar10.isIn(file(TestArchive.python().tar())));
        assertFalse(Cifar10.isIn(file(TestArchive.cifar100(false).tarGz())));
        assertFalse(Cifar10.isIn(file(new byte[0])));
        assertFalse(Cifar10.isIn(temp.resolve("no")));
        new TestArchive().unpackTo(temp.resolve("binary"));
        TestArchive.python().unpackTo(temp.resolve("python"));
        assertTrue(Cifar10.isIn(temp.resolve("binary")));
        assertTrue(Cifar10.isIn(temp.resolve("python")));
        assertFalse(Cifar10.isIn(temp));
    }

    @Test
    void emptyFolder() {
        complaint(() -> Cifar10.open(temp), "data_batch_1.bin is missing");
    }

    @Test
    void badClassNames() throws IOException {
        refused(withNames("a\nb\n"), "batches.meta.txt", "10 different");
        refused(withNames("a\na\nb\nc\nd\ne\nf\ng\nh\ni\n"), "10 different");
        refused(withNames("../x\nb\nc\nd\ne\nf\ng\nh\ni\nj\n"), "class name \"../x\"");
        refused(withNames("\u001b[31m\nb\nc\nd\ne\nf\ng\nh\ni\nj\n"), "class name \"?[31m\"");
        refused(withNames("a".repeat(5000)), "5,000 bytes");
    }

    private static byte[] withNames(String names) {
        return new TestArchive()
                .with("batches.meta.txt", TestArchive.bytes(names))
                .tarGz();
    }

    @Test
    void duplicateEntry() throws IOException {
        for (String name : List.of("data_batch_1.bin", "batches.meta.txt")) {
            byte[] twice = new TestArchive()
                    .tar(tar -> TestArchive.put(tar, new TarArchiveEntry("other/" + name), TestArchive.records(1, 4)));
            refused(twice, name + " is there twice");
        }
    }

    @Test
    void folderInsteadOfFile() throws IOException {
        TestArchive archive = new TestArchive().without("data_batch_1.bin").with("data_batch_1.bin/", new byte[0]);
        refused(archive.tarGz(), "data_batch_1.bin", "a folder instead of a plain file");
        Path folder = temp.resolve("unpacked");
        new TestArchive().without("data_batch_1.bin").unpackTo(folder);
        Files.createDirectory(folder.resolve("data_batch_1.bin"));
        complaint(() -> Cifar10.open(folder), "data_batch_1.bin is not a file");
    }

    @ParameterizedTest
    @ValueSource(bytes = {TarConstants.LF_SYMLINK, TarConstants.LF_LINK, TarConstants.LF_FIFO, TarConstants.LF_CHR})
    void linksAndDevices(byte type) throws IOException {
        for (String name : List.of("data_batch_1.bin", "innocent")) {
            byte[] archive = new TestArchive().without(name).tar(tar -> {
                TarArchiveEntry entry = new TarArchiveEntry(FOLDER + name, type);
                entry.setLinkName("/etc/passwd");
                TestArchive.put(tar, entry, new byte[0]);
            });
            refused(archive, name, "instead of a plain file");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"../data_batch_1.bin", "a/../../b", "..", "/etc/passwd"})
    void namesThatLeadOut(String name) throws IOException {
        byte[] archive =
                new TestArchive().tar(tar -> TestArchive.put(tar, new TarArchiveEntry(name, true), new byte[10]));
        refused(archive, name, "leads out of the archive");
    }

    @Test
    void terminalCodesInNamesAreNotShown() throws IOException {
        byte[] archive = new TestArchive()
                .tar(tar -> TestArchive.put(tar, new TarArchiveEntry("\u001b[2Jx/../y"), new byte[10]));
        refused(archive, "?[2Jx/../y");
    }

    @Test
    void headersThatClaimTenGigabytes() throws IOException {
        long huge = 10L << 30;
        refused(
                TestArchive.header(FOLDER + "data_batch_1.bin", huge, (byte) '0'),
                "data_batch_1.bin",
                "10,737,418,240");
        refused(
                TestArchive.header(FOLDER + "batches.meta.txt", huge, (byte) '0'),
                "batches.meta.txt",
                "10,737,418,240");
        refused(TestArchive.header(FOLDER + "readme.html", huge, (byte) '0'), "readme.html", "10,737,418,240");
        // A name of that length, which the tar reader would like to hold in memory.
        refused(TestArchive.header("././@LongLink", huge, (byte) 'L'), "damaged");
        refused(TestArchive.header("pax", huge, (byte) 'x'), "damaged");
    }

    @Test
    void gzipBombs() throws IOException {
        // Zeros without end as a name, as a file, and after the end.
        refused(bomb(TestArchive.header("././@LongLink", 300 << 20, (byte) 'L'), 20), "more overhead");
        refused(bomb(TestArchive.header("pax", 300 << 20, (byte) 'x'), 20), "damaged");
        refused(bomb(TestArchive.header(FOLDER + "zeros", 300 << 20, (byte) '0'), 20), "zeros", "314,572,800");
        refused(bomb(new TestArchive().tar(), 20), "more overhead");
    }

    private static byte[] bomb(byte[] start, int megabytes) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(start);
            byte[] zeros = new byte[1 << 20];
            for (int i = 0; i < megabytes; i++) {
                gzip.write(zeros);
            }
        }
        return bytes.toByteArray();
    }

    @Test
    void endlessGzipHeader() throws IOException {
        // The flag for a file name, and no zero that would end it.
        byte[] archive = new byte[5 << 20];
        Arrays.fill(archive, (byte) 'A');
        System.arraycopy(new byte[] {0x1f, (byte) 0x8b, 8, 8, 0, 0, 0, 0, 0, 0}, 0, archive, 0, 10);
        refused(archive, "more overhead");
    }

    @Test
    void endlessEntries() throws IOException {
        byte[] archive = new TestArchive().tar(tar -> {
            for (int i = 0; i < 100; i++) {
                TestArchive.put(tar, new TarArchiveEntry("file-" + i), new byte[0]);
            }
        });
        refused(archive, "more than 64 entries");
    }

    @Test
    void noiseInHeadersIsNeverMoreThanAComplaint() throws IOException {
        byte[] whole = new TestArchive().tar();
        Random random = new Random(7);
        for (int round = 0; round < 300; round++) {
            byte[] broken = whole.clone();
            for (int k = 0; k < 20; k++) {
                broken[random.nextInt(1024)] = (byte) random.nextInt(256);
            }
            Path file = file(broken);
            try {
                Cifar10.open(file);
            } catch (DatasetException e) {
                assertTrue(e.getMessage().startsWith(file.toString()), e.getMessage());
            }
        }
    }

    @Test
    void nothingIsUnpacked() throws IOException {
        Path file = file(new TestArchive().tarGz());
        Cifar10.open(file);
        try (var entries = Files.list(temp)) {
            assertEquals(List.of(file), entries.toList());
        }
    }

    @Test
    void pixelsArriveAsTheyAre() throws IOException {
        byte[] content = TestArchive.records(1, 4);
        new Random(3).nextBytes(content);
        for (int record = 0; record < 4; record++) {
            content[record * 3073] = (byte) record;
        }
        Cifar10 cifar = Cifar10.open(
                file(new TestArchive().with("data_batch_1.bin", content).tarGz()));
        assertArrayEquals(
                Arrays.copyOfRange(content, 3074, 2 * 3073), cifar.train().bytes(1));
    }
}
