package dcgan.data.cifar;

import static dcgan.data.Sentences.complaint;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dcgan.data.DatasetException;
import dcgan.data.Images;
import dcgan.data.Split;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Cifar100Test {
    private static final String DAMAGED = "; the data is damaged, fetch it again with `dcgan data fetch cifar100`.";

    @TempDir
    Path temp;

    private Path file(byte[] content) throws IOException {
        return Files.write(temp.resolve("cifar-100.tar.gz"), content);
    }

    private static Cifar100 open(Path path) {
        return Cifar100.open(path, Cifar100.Labels.FINE);
    }

    private void refused(TestArchive archive, String... parts) throws IOException {
        Path file = file(archive.tarGz());
        String message = complaint(() -> open(file), parts);
        assertTrue(message.startsWith(file.toString()), message);
    }

    private static void assertIsTestArchive(Path path) {
        Cifar100 fine = open(path);
        Cifar100 coarse = Cifar100.open(path, Cifar100.Labels.COARSE);
        assertEquals("cifar100", fine.name());
        assertEquals(Cifar10.SHAPE, fine.shape());
        assertEquals(List.of(Split.TRAIN, Split.TEST), fine.splits());
        assertEquals(100, fine.classNames().size());
        assertEquals("class_99", fine.classNames().getLast());
        assertEquals(20, coarse.classNames().size());
        assertEquals("group_19", coarse.classNames().getLast());
        byte[] records = TestArchive.records100(1, 100);
        for (int i = 0; i < 100; i++) {
            assertEquals(i, fine.train().label(i));
            assertEquals(i / 5, coarse.train().label(i));
            assertArrayEquals(
                    Arrays.copyOfRange(records, i * 3074 + 2, (i + 1) * 3074),
                    fine.train().bytes(i));
        }
        Images test = fine.test();
        assertEquals(20, test.size());
        assertEquals(6, test.bytes(0)[0]);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void readsEveryEdition(boolean python) throws IOException {
        TestArchive archive = TestArchive.cifar100(python);
        assertIsTestArchive(file(archive.tarGz()));
        assertIsTestArchive(file(archive.tar()));
        assertTrue(Cifar100.isIn(file(archive.tarGz())));
        archive.unpackTo(temp.resolve("files"));
        assertIsTestArchive(temp.resolve("files"));
        assertTrue(Cifar100.isIn(temp.resolve("files")));
        archive.unpackTo(temp.resolve("root").resolve(archive.folder()));
        assertIsTestArchive(temp.resolve("root"));
        assertTrue(Cifar100.isIn(temp.resolve("root")));
    }

    @Test
    void anotherDataSetIsNamed() throws IOException {
        for (TestArchive archive : List.of(new TestArchive(), TestArchive.python())) {
            refused(archive, "shows that this holds CIFAR-10, not CIFAR-100; read it as cifar10.");
            assertFalse(Cifar100.isIn(file(archive.tarGz())));
        }
    }

    @Test
    void missing() {
        complaint(() -> open(temp.resolve("no")), "no: there is no such file or folder; `dcgan data fetch cifar100`");
        complaint(() -> open(temp), "train.bin is missing; it is incomplete or something else, fetch it with `dcgan");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void missingFile(boolean python) throws IOException {
        for (String entry : TestArchive.cifar100(python).entries.keySet()) {
            String name = entry.replaceFirst(".*/", "");
            if (!name.isEmpty()) {
                refused(TestArchive.cifar100(python).without(name), ": " + name + " is missing; ");
            }
        }
    }

    @Test
    void labelsOutOfRange() throws IOException {
        byte[] records = TestArchive.records100(1, 100);
        records[2 * 3074] = 20;
        refused(
                TestArchive.cifar100(false).replace("train.bin", records),
                "train.bin has the coarse label 20 in record 3, but labels go from 0 to 19" + DAMAGED);
        records[2 * 3074] = 19;
        records[3 * 3074 + 1] = (byte) 200;
        refused(
                TestArchive.cifar100(false).replace("train.bin", records),
                "train.bin has the fine label 200 in record 4, but labels go from 0 to 99" + DAMAGED);
        byte[] pickle = new TestPickle()
                .put("fine_labels", List.of(100))
                .put("coarse_labels", List.of(1))
                .putImages("data", new byte[3072])
                .bytes();
        refused(
                TestArchive.cifar100(true).replace("test", pickle),
                "test has the fine label 100 for image 1, but labels go from 0 to 99" + DAMAGED);
    }

    @Test
    void recordsOfAnotherLength() throws IOException {
        refused(
                TestArchive.cifar100(false).replace("test.bin", TestArchive.records(1, 4)),
                "test.bin is 12,292 bytes long, which is 3 records of 3,074 bytes and 3,070 more" + DAMAGED);
        refused(TestArchive.cifar100(false).replace("test.bin", new byte[0]), "test.bin is empty" + DAMAGED);
        byte[] header = TestArchive.header("cifar-100-binary/train.bin", 50_001 * 3074L, (byte) '0');
        Path file = file(header);
        complaint(() -> open(file), "train.bin is 153,703,074 bytes long, but such a file has at most 50,000 records");
    }

    @Test
    void badClassNames() throws IOException {
        refused(
                TestArchive.cifar100(false).replace("coarse_label_names.txt", TestArchive.bytes("a\nb\n")),
                "coarse_label_names.txt must name 20 different coarse classes, but names 2" + DAMAGED);
        refused(
                TestArchive.cifar100(false).replace("fine_label_names.txt", TestArchive.bytes("a\na\n")),
                "fine_label_names.txt must name 100 different fine classes, but names 1" + DAMAGED);
        refused(
                TestArchive.cifar100(true)
                        .replace(
                                "meta",
                                new TestPickle()
                                        .put("fine_label_names", List.of("a"))
                                        .bytes()),
                "meta has no list of names named coarse_label_names" + DAMAGED);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void noiseIsNeverMoreThanAComplaint(boolean python) throws IOException {
        byte[] whole = TestArchive.cifar100(python).tar();
        Random random = new Random(11);
        for (int round = 0; round < 200; round++) {
            byte[] broken = round % 2 == 0 ? whole.clone() : Arrays.copyOf(whole, random.nextInt(whole.length));
            for (int k = 0; k < 20 && broken.length > 0; k++) {
                broken[random.nextInt(Math.min(broken.length, 2048))] = (byte) random.nextInt(256);
            }
            Path file = file(broken);
            try {
                open(file);
            } catch (DatasetException e) {
                assertTrue(e.getMessage().startsWith(file.toString()), e.getMessage());
            }
        }
    }
}
