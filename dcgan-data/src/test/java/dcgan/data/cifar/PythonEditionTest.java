package dcgan.data.cifar;

import static dcgan.data.Sentences.complaint;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dcgan.data.DatasetException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** CIFAR-10's Python edition, as published and as people have written it again. */
class PythonEditionTest {
    private static final String DAMAGED = "; the data is damaged, fetch it again with `dcgan data fetch`.";

    @TempDir
    Path temp;

    static List<String> batches() {
        return Stream.concat(
                        Stream.of("python2-batch"),
                        Stream.of("numpy1", "numpy2")
                                .flatMap(numpy -> Stream.concat(
                                        Stream.of(numpy + "-readonly-batch-protocol5"),
                                        Stream.of("bytes", "latin1")
                                                .flatMap(strings -> Stream.of(2, 3, 4, 5)
                                                        .map(protocol -> numpy + "-" + strings + "-batch-protocol"
                                                                + protocol)))))
                .toList();
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream in = PythonEditionTest.class.getResourceAsStream(name + ".pickle")) {
            assertNotNull(in, name);
            return in.readAllBytes();
        }
    }

    /** What src/test/golden/cifar_pickles.py has written. */
    @ParameterizedTest
    @MethodSource("batches")
    void readsWhatPythonWrites(String name) throws Exception {
        byte[] file = resource(name);
        CifarContent content = PythonFile.images(CifarKind.CIFAR10, file.length, new ByteArrayInputStream(file));
        assertArrayEquals(new int[] {3, 9}, content.labels().getFirst());
        assertEquals(2, content.images().size());
        for (int image = 0; image < 2; image++) {
            for (int i = 0; i < 3072; i++) {
                assertEquals((byte) (31 * image + 7 * i), content.images().get(image)[i]);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "python2-meta",
                "numpy1-bytes-meta-protocol2",
                "numpy1-bytes-meta-protocol5",
                "numpy2-bytes-meta-protocol2",
                "numpy2-bytes-meta-protocol5"
            })
    void readsTheNamesThatPythonWrites(String name) throws Exception {
        byte[] file = resource(name);
        assertEquals(
                List.of(List.of(
                        "airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck")),
                PythonFile.names(CifarKind.CIFAR10, file.length, new ByteArrayInputStream(file)));
    }

    /** No damage to a pickle is more than a complaint, and no memory is lost to it. */
    @ParameterizedTest
    @ValueSource(strings = {"python2-batch", "numpy1-bytes-batch-protocol2", "numpy2-latin1-batch-protocol5"})
    void damagedPicklesAreNeverMoreThanAComplaint(String name) throws Exception {
        byte[] whole = resource(name);
        Random random = new Random(9);
        int refused = 0;
        for (int round = 0; round < 1000; round++) {
            byte[] broken = whole.clone();
            for (int k = 0; k <= round % 3; k++) {
                // Pixels may be anything: the opcodes are at both ends.
                int i = random.nextInt(300);
                broken[random.nextBoolean() ? i : broken.length - 1 - i] = (byte) random.nextInt(256);
            }
            try {
                PythonFile.images(CifarKind.CIFAR10, broken.length, new ByteArrayInputStream(broken));
            } catch (CifarFormatException e) {
                assertTrue(e.getMessage().chars().noneMatch(Character::isISOControl), e.getMessage());
                refused++;
            }
        }
        assertTrue(refused > 300, refused + " of 1000");
    }

    @Test
    void truncatedAtEveryPoint() throws Exception {
        byte[] whole = resource("python2-batch");
        for (int length = 0; length < whole.length; length += length < 300 ? 1 : 97) {
            byte[] part = Arrays.copyOf(whole, length);
            assertThrows(
                    CifarFormatException.class,
                    () -> PythonFile.images(CifarKind.CIFAR10, part.length, new ByteArrayInputStream(part)));
        }
        broken(Arrays.copyOf(whole, whole.length + 1), "goes on after its pickle, which ends at byte 6,454");
    }

    @Test
    void readsArchives() throws IOException {
        assertIsTestArchive(Cifar10.open(
                Files.write(temp.resolve("a.tar.gz"), TestArchive.python().tarGz())));
        assertIsTestArchive(Cifar10.open(
                Files.write(temp.resolve("a.tar"), TestArchive.python().tar())));
    }

    @Test
    void readsFolders() throws IOException {
        TestArchive.python().unpackTo(temp.resolve("root/cifar-10-batches-py"));
        assertIsTestArchive(Cifar10.open(temp.resolve("root/cifar-10-batches-py")));
        assertIsTestArchive(Cifar10.open(temp.resolve("root")));
    }

    private static void assertIsTestArchive(Cifar10 cifar) throws IOException {
        assertEquals(List.of("a", "b", "c", "d", "e", "f", "g", "h", "i", "j"), cifar.classNames());
        assertEquals(
                "[data_batch_1, data_batch_2, data_batch_3, data_batch_4, data_batch_5, test_batch]",
                cifar.recordsPerFile().keySet().toString());
        for (int i = 0; i < 5 * TestArchive.RECORDS; i++) {
            int file = i / TestArchive.RECORDS + 1;
            int record = i % TestArchive.RECORDS;
            assertEquals((file + record) % 10, cifar.train().label(i));
            assertArrayEquals(
                    Arrays.copyOfRange(TestArchive.records(file, 4), record * 3073 + 1, (record + 1) * 3073),
                    cifar.train().bytes(i));
        }
        assertEquals(TestArchive.RECORDS, cifar.test().size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"data_batch_1", "data_batch_5", "test_batch", "batches.meta"})
    void missingFile(String name) throws IOException {
        TestArchive archive = TestArchive.python().without(name);
        Path file = Files.write(temp.resolve("a.tar.gz"), archive.tarGz());
        complaint(() -> Cifar10.open(file), "a.tar.gz: " + name + " is missing; ");
    }

    @Test
    void filesThatAreNotAsTheyMustBe() throws IOException {
        byte[] pixels = new byte[4 * 3072];
        List<Integer> labels = List.of(0, 1, 2, 9);
        TestPickle fine = new TestPickle().put("labels", labels).putImages("data", pixels);
        Cifar10.open(file(fine));
        broken(new byte[0], "is no pickle of protocol 2 to 5");
        broken(TestArchive.bytes("(dp1\nS'data'\n"), "is no pickle of protocol 2 to 5");
        broken(new byte[] {(byte) 0x80, 6, '.'}, "is a pickle of protocol 6, but those of 2 to 5 are read");
        broken(new byte[] {(byte) 0x80, 2, 'N', '.'}, "is a pickle of something else than a dictionary");
        broken(new TestPickle().put("labels", labels), "has no array named data");
        broken(new TestPickle().putImages("data", pixels), "has no list named labels");
        broken(
                new TestPickle().put("labels", List.of(1, 2, 3)).putImages("data", pixels),
                "has 4 images, but 3 entries in labels");
        broken(
                new TestPickle().put("labels", List.of(1, 2, 10, 3)).putImages("data", pixels),
                "has the label 10 for image 3, but labels go from 0 to 9");
        broken(
                new TestPickle().put("labels", List.of(1, 2, 3, "x")).putImages("data", pixels),
                "has something in labels that is no number, at entry 4");
        broken(
                new TestPickle().put("labels", labels).put("labels", labels).putImages("data", pixels),
                "has two entries named labels");
        broken(
                new TestPickle().putArray("data", 3, 3072, "u1", false, pixels),
                "has an array of 3 rows and 3,072 columns, but of 12,288 bytes");
        broken(
                new TestPickle().putArray("data", 4 * 3, 1024, "u1", false, pixels),
                "has an array of 12 rows of 1,024 bytes, but such a file has 1 to 10,000 rows of 3,072");
        broken(new TestPickle().putArray("data", -4, -3072, "u1", false, pixels), "has an array of -4 rows and -3,072");
        broken(
                new TestPickle().putArray("data", 4, 3072, "f4", false, pixels),
                "has an array whose elements are not unsigned bytes");
        broken(new TestPickle().putArray("data", 4, 3072, "u1", true, pixels), "has an array that is not in C's order");
        broken(new TestPickle().opcodes("U\4dataT\u00ff\u00ff\u00ff\u007f"), "ends at byte 15, within its pickle");
    }

    /** The classic attack, and other opcodes that would make Python do something. */
    @Test
    void nothingIsRun() throws IOException {
        Path victim = temp.resolve("victim");
        broken(
                new TestPickle().opcodes("cposix\nsystem\nU\10touch " + victim + "\u0085R"),
                "refers to posix.system, which no such file needs");
        broken(new TestPickle().opcodes("c__builtin__\neval\n"), "refers to __builtin__.eval, which");
        broken(
                new TestPickle().opcodes("\u008c\2os\u008c\6system\u0093"),
                "refers to os.system, which no such file needs");
        broken(new TestPickle().opcodes("cnumpy\n\u001b[2J\n"), "refers to numpy.?[2J, which");
        for (char opcode :
                "iop0123dlIFLSVPQ\u0081\u0082\u0083\u0084\u008d\u008f\u0090\u0092\u0097\u0098".toCharArray()) {
            broken(
                    new TestPickle().opcodes(opcode + "\0\0\n\n"),
                    String.format("has the pickle opcode 0x%02x at byte 5, which no such file needs", (int) opcode));
        }
        assertTrue(Files.notExists(victim));
    }

    @Test
    void picklesThatMakeNoSense() throws IOException {
        for (String opcodes : List.of(
                "R",
                "b",
                "e",
                "a",
                "s",
                "\u0086",
                "q\0",
                "\u0094",
                "NNR",
                "]NaR",
                "U\1aUa",
                "NN",
                "N",
                ")b",
                "\u0093",
                "c_codecs\nencode\n)R",
                "c_codecs\nencode\nNN\u0086R",
                "cnumpy\nndarray\n)R",
                "cnumpy\ndtype\n)R",
                "cnumpy.core.multiarray\n_reconstruct\n)R",
                "cnumpy.core.numeric\n_frombuffer\n)R",
                "\u008a\tabcdefghi",
                "c" + "x".repeat(200) + "\n\n")) {
            broken(new TestPickle().opcodes(opcodes), "");
        }
        broken(new TestPickle().opcodes("h\7"), "refers to value 7, which is not there");
        broken(new TestPickle().opcodes("c_codecs\nencode\nX\2\0\0\0\u00c4\u0080U\6latin1\u0086R"), "not Latin-1");
    }

    /** What takes little room in a file and much in memory. */
    @Test
    void bombs() throws IOException {
        broken(
                new TestPickle().opcodes("]".repeat(1 << 21)),
                "has more than 1,048,576 opcodes, which no such file needs");
        String again = "h\0h\1h\2\u0086R";
        broken(
                new TestPickle()
                        .opcodes("c_codecs\nencode\nq\0X\0\0\20\0" + "x".repeat(1 << 20) + "q\1U\6latin1q\2")
                        .opcodes(again.repeat(50_000)),
                "is a pickle that makes no sense");
        byte[] header = TestArchive.header("cifar-10-batches-py/data_batch_1", 10L << 30, (byte) '0');
        complaint(
                () -> Cifar10.open(Files.write(temp.resolve("huge.tar"), header)),
                "data_batch_1 is 10,737,418,240 bytes long, too many for the 10,000 images of such a file");
        byte[] names = TestArchive.header("cifar-10-batches-py/batches.meta", 10L << 30, (byte) '0');
        complaint(
                () -> Cifar10.open(Files.write(temp.resolve("huge.tar"), names)),
                "batches.meta has 10,737,418,240 bytes, too many for class names");
    }

    @Test
    void badClassNames() throws IOException {
        names(new TestPickle().put("num_vis", 1), "has no list of names named label_names");
        names(new TestPickle().put("label_names", List.of(1, 2)), "has no list of names named label_names");
        names(new TestPickle().put("label_names", List.of("a", "b")), "must name 10 different classes, but names 2");
        names(
                new TestPickle().put("label_names", List.of("../x", "b", "c", "d", "e", "f", "g", "h", "i", "j")),
                "has the class name \"../x\", but a class name is");
    }

    @Test
    void noBitFlippedInAGzipGoesUnnoticed() throws IOException {
        byte[] whole = TestArchive.python().tarGz();
        Random random = new Random(3);
        Path file = temp.resolve("a.tar.gz");
        for (int round = 0; round < 150; round++) {
            byte[] flipped = whole.clone();
            flipped[10 + random.nextInt(whole.length - 10)] ^= (byte) (1 << random.nextInt(8));
            Files.write(file, flipped);
            try {
                assertIsTestArchive(Cifar10.open(file));
            } catch (DatasetException e) {
                assertTrue(e.getMessage().startsWith(file + ": "), e.getMessage());
                assertTrue(e.getMessage().contains("gzip"), e.getMessage());
            }
        }
    }

    private void names(TestPickle pickle, String expected) throws IOException {
        Path file = Files.write(
                temp.resolve("names.tar"),
                TestArchive.python().replace("batches.meta", pickle.bytes()).tar());
        complaint(() -> Cifar10.open(file), file + ": batches.meta " + expected, DAMAGED);
    }

    private void broken(TestPickle pickle, String expected) throws IOException {
        broken(pickle.bytes(), expected);
    }

    private void broken(byte[] pickle, String expected) throws IOException {
        Path file = Files.write(
                temp.resolve("broken.tar"),
                TestArchive.python().replace("data_batch_3", pickle).tar());
        complaint(() -> Cifar10.open(file), file + ": data_batch_3 ", expected, DAMAGED);
    }

    private Path file(TestPickle pickle) throws IOException {
        return Files.write(
                temp.resolve("a.tar"),
                TestArchive.python().replace("data_batch_3", pickle.bytes()).tar());
    }
}
