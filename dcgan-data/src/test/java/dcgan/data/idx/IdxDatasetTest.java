package dcgan.data.idx;

import static dcgan.data.Sentences.complaint;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dcgan.data.DatasetException;
import dcgan.data.ImageShape;
import dcgan.data.Split;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdxDatasetTest {
    private static final String IMAGES = "train-images-idx3-ubyte";
    private static final String LABELS = "train-labels-idx1-ubyte";
    private static final String DAMAGED =
            "the file is damaged or incomplete, download it again (`dcgan data fetch mnist`).";

    @TempDir
    Path temp;

    /** Expects that a folder with that file is refused with a sentence that names it and holds all parts. */
    private void refused(String name, byte[] content, String... parts) {
        Path folder = new TestIdx().with(name, content).unpackTo(temp);
        String message = complaint(() -> IdxDataset.open(IdxKind.MNIST, folder), parts);
        assertTrue(message.startsWith(folder.resolve(name).toString()), message);
    }

    private static void assertIsTestIdx(IdxDataset mnist) {
        assertEquals("mnist", mnist.name());
        assertEquals(ImageShape.square(1, 32), mnist.shape());
        assertEquals(List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9"), mnist.classNames());
        assertEquals(List.of(Split.TRAIN, Split.TEST), mnist.splits());
        assertEquals(TestIdx.TRAIN, mnist.train().size());
        assertEquals(TestIdx.TEST, mnist.test().size());
        for (int i = 0; i < TestIdx.TRAIN; i++) {
            assertEquals(i % 10, mnist.train().label(i));
        }
        byte[] image = mnist.test().bytes(3);
        for (int y = 0; y < 32; y++) {
            for (int x = 0; x < 32; x++) {
                boolean frame = y < 2 || y >= 30 || x < 2 || x >= 30;
                assertEquals((byte) (frame ? 0 : 200 + 3 + y - 2), image[y * 32 + x]);
            }
        }
    }

    @Test
    void readsGzippedFiles() {
        assertIsTestIdx(IdxDataset.open(IdxKind.MNIST, new TestIdx().packTo(temp)));
    }

    @Test
    void readsPlainFiles() {
        assertIsTestIdx(IdxDataset.open(IdxKind.MNIST, new TestIdx().unpackTo(temp)));
    }

    @Test
    void readsPlainFilesThatAreCalledGzipped() throws IOException {
        new TestIdx().unpackTo(temp);
        Files.move(temp.resolve(IMAGES), temp.resolve(IMAGES + ".gz"));
        assertIsTestIdx(IdxDataset.open(IdxKind.MNIST, temp));
    }

    @Test
    void readsTheOtherSpelling() throws IOException {
        new TestIdx().unpackTo(temp);
        Files.move(temp.resolve(IMAGES), temp.resolve("train-images.idx3-ubyte"));
        assertIsTestIdx(IdxDataset.open(IdxKind.MNIST, temp));
    }

    @ParameterizedTest
    @ValueSource(strings = {"raw", "MNIST/raw"})
    void readsTheFolderOfTorchvision(String raw) {
        // torchvision keeps the packed files beside the others.
        new TestIdx().packTo(temp.resolve(raw));
        new TestIdx().unpackTo(temp.resolve(raw));
        assertTrue(IdxKind.MNIST.isIn(temp));
        assertIsTestIdx(IdxDataset.open(IdxKind.MNIST, temp));
    }

    @Test
    void fashionHasClothesForClasses() {
        IdxDataset fashion = IdxDataset.open(IdxKind.FASHION_MNIST, new TestIdx().packTo(temp));
        assertEquals("fashion-mnist", fashion.name());
        assertEquals("T-shirt/top", fashion.classNames().getFirst());
        assertEquals("Ankle boot", fashion.train().className(9));
    }

    @Test
    void thePublishedFilesAreTellable() {
        byte[] labels = TestIdx.labels(60_000);
        System.arraycopy(new byte[] {9, 0, 0, 3, 0, 2, 7, 2, 5, 5}, 0, labels, 8, 10);
        new TestIdx().with(LABELS, labels).packTo(temp);
        assertTrue(IdxKind.FASHION_MNIST.isIn(temp));
        assertFalse(IdxKind.MNIST.isIn(temp));
        complaint(
                () -> IdxDataset.open(IdxKind.MNIST, temp),
                LABELS,
                "the labels of Fashion-MNIST, not of MNIST; read the folder as fashion-mnist.");
        assertFalse(IdxKind.MNIST.isIn(temp.resolve("nothing")));
    }

    @Test
    void theFilesToFetchAreFourOfEach() {
        for (IdxKind kind : IdxKind.values()) {
            assertEquals(4, kind.files().size());
            assertEquals(
                    kind + "/t10k-labels-idx1-ubyte.gz", kind.files().getLast().name());
            kind.files()
                    .forEach(file -> assertTrue(file.mirrors().stream()
                            .allMatch(mirror ->
                                    mirror.getPath().endsWith(file.name().replaceFirst(".*/", "/")))));
        }
    }

    @Test
    void missing() throws IOException {
        complaint(
                () -> IdxDataset.open(IdxKind.MNIST, temp.resolve("no")),
                "no: there is no such folder",
                "data fetch mnist");
        Path file = Files.write(temp.resolve("file"), TestIdx.labels(3));
        complaint(() -> IdxDataset.open(IdxKind.MNIST, file), "file: this is no folder", "the four files of MNIST");
        for (String name : new TestIdx().files.keySet()) {
            TestIdx three = new TestIdx();
            three.files.remove(name);
            Path folder = three.packTo(temp.resolve(name));
            complaint(
                    () -> IdxDataset.open(IdxKind.MNIST, folder),
                    folder + ": " + name + ".gz is missing",
                    "fetch all four files with `dcgan data fetch mnist`.");
        }
    }

    @Test
    void twoSpellings() throws IOException {
        new TestIdx().packTo(temp);
        Files.write(temp.resolve("train-images.idx3-ubyte"), TestIdx.images(TestIdx.TRAIN, 1));
        complaint(
                () -> IdxDataset.open(IdxKind.MNIST, temp),
                "train-images-idx3-ubyte.gz and train-images.idx3-ubyte are both there",
                "remove one");
    }

    @Test
    void aFolderInsteadOfAFile() throws IOException {
        new TestIdx().unpackTo(temp);
        Files.delete(temp.resolve(LABELS));
        Files.createDirectory(temp.resolve(LABELS));
        complaint(() -> IdxDataset.open(IdxKind.MNIST, temp), LABELS + ": this is not a file; ");
    }

    @Test
    void emptyFiles() {
        refused(IMAGES, new byte[0], "the file is empty; " + DAMAGED);
        refused(LABELS, TestIdx.gzip(new byte[0]), "this is no IDX file after unpacking; " + DAMAGED);
    }

    @Test
    void filesOfOtherKinds() {
        refused(IMAGES, TestIdx.labels(20), "the file holds labels (magic number 2049) instead of images (2051); give");
        refused(LABELS, TestIdx.images(20, 1), "the file holds images (magic number 2051) instead of labels (2049);");
        refused(IMAGES, TestIdx.gzip("<html>no".getBytes()), "this is a web page after unpacking, not an IDX file; ");
        refused(IMAGES, "PK and so on".getBytes(), "this is no IDX file; " + DAMAGED);
        byte[] floats = TestIdx.images(20, 1);
        floats[2] = 0x0D;
        refused(IMAGES, floats, "the magic number is 3331 instead of 2051; " + DAMAGED);
    }

    @Test
    void imagesOfAnotherSize() {
        byte[] wide = TestIdx.images(20, 1);
        wide[15] = 56;
        refused(IMAGES, wide, "the images have 56 × 28 pixels, but those of MNIST have 28 × 28; ");
        byte[] huge = TestIdx.images(20, 1);
        huge[8] = -1;
        refused(IMAGES, huge, "the images have 28 × 4278190108 pixels");
    }

    @Test
    void countsThatLie() {
        byte[] images = TestIdx.images(20, 1);
        ByteBuffer.wrap(images).putInt(4, 21);
        refused(IMAGES, images, "it ends at image 21 of the 21 that its header counts; ");
        ByteBuffer.wrap(images).putInt(4, 19);
        refused(IMAGES, images, "it goes on after the last item that its header counts; ");
        ByteBuffer.wrap(images).putInt(4, -1);
        refused(IMAGES, images, "its header counts 4,294,967,295 images, but such a file has 1 to 300,000; ");
        ByteBuffer.wrap(images).putInt(4, 0);
        refused(IMAGES, images, "its header counts 0 images");
        ByteBuffer.wrap(images).putInt(4, 300_000);
        refused(IMAGES, images, "it ends at image 21 of the 300,000 that its header counts; ");
        byte[] labels = TestIdx.labels(20);
        ByteBuffer.wrap(labels).putInt(4, 30);
        refused(LABELS, labels, "it ends at label 21 of the 30 that its header counts; ");
    }

    @Test
    void asManyLabelsAsImages() {
        refused(IMAGES, TestIdx.images(19, 1), "there are 19 images, but 20 labels in " + LABELS + "; ");
    }

    @Test
    void labelsOutOfRange() {
        byte[] labels = TestIdx.labels(20);
        labels[8 + 4] = 10;
        refused(LABELS, labels, "label 5 is 10, but labels go from 0 to 9; ");
        labels[8 + 4] = -1;
        refused(LABELS, labels, "label 5 is 255, but");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void truncatedAtEveryPoint(boolean gzip) {
        for (String name : List.of(IMAGES, LABELS)) {
            byte[] plain = new TestIdx().files.get(name);
            byte[] whole = gzip ? TestIdx.gzip(plain) : plain;
            for (int length = 0; length < whole.length; length += 1 + whole.length / 100) {
                refused(name, Arrays.copyOf(whole, length), DAMAGED);
            }
            refused(name, Arrays.copyOf(whole, whole.length - 1), DAMAGED);
            refused(name, Arrays.copyOf(whole, whole.length + 1));
        }
    }

    @Test
    void aWrongChecksum() {
        byte[] whole = TestIdx.gzip(TestIdx.images(20, 1));
        whole[whole.length - 8] ^= 1;
        refused(IMAGES, whole, "what was unpacked does not match gzip's checksum; " + DAMAGED);
    }

    /** No bit of a gzipped file can be flipped so that other images come of it. */
    @Test
    void anyBitFlippedInAGzip() throws IOException {
        new TestIdx().packTo(temp);
        IdxDataset original = IdxDataset.open(IdxKind.MNIST, temp);
        Random random = new Random(5);
        int refused = 0;
        for (String name : List.of(IMAGES + ".gz", LABELS + ".gz")) {
            byte[] whole = Files.readAllBytes(temp.resolve(name));
            for (int round = 0; round < 300; round++) {
                byte[] flipped = whole.clone();
                // The ten bytes of the header hold a time and the like, which no checksum covers.
                int i = 10 + random.nextInt(whole.length - 10);
                flipped[i] ^= (byte) (1 << random.nextInt(8));
                Files.write(temp.resolve(name), flipped);
                try {
                    IdxDataset same = IdxDataset.open(IdxKind.MNIST, temp);
                    for (int image = 0; image < same.train().size(); image++) {
                        assertArrayEquals(
                                original.train().bytes(image), same.train().bytes(image));
                        assertEquals(original.train().label(image), same.train().label(image));
                    }
                } catch (DatasetException e) {
                    assertTrue(e.getMessage().startsWith(temp.resolve(name) + ": "), e.getMessage());
                    assertTrue(e.getMessage().contains("gzip"), e.getMessage());
                    refused++;
                }
            }
            Files.write(temp.resolve(name), whole);
        }
        assertTrue(refused > 500, refused + " of 600");
    }

    @Test
    void noiseInPlainFilesIsNeverMoreThanAComplaint() throws IOException {
        new TestIdx().unpackTo(temp);
        Random random = new Random(6);
        for (String name : List.of(IMAGES, LABELS)) {
            byte[] whole = Files.readAllBytes(temp.resolve(name));
            for (int round = 0; round < 500; round++) {
                byte[] broken = Arrays.copyOf(whole, random.nextInt(2) == 0 ? whole.length : random.nextInt(40));
                for (int k = 0; k < 3 && broken.length > 0; k++) {
                    broken[random.nextInt(Math.min(broken.length, 30))] = (byte) random.nextInt(256);
                }
                Files.write(temp.resolve(name), broken);
                try {
                    IdxDataset.open(IdxKind.MNIST, temp);
                } catch (DatasetException e) {
                    assertTrue(e.getMessage().startsWith(temp.toString()), e.getMessage());
                }
            }
            Files.write(temp.resolve(name), whole);
        }
    }

    @Test
    void gzipBombs() throws IOException {
        byte[] zeros = new byte[1 << 20];
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(TestIdx.images(20, 1));
            for (int i = 0; i < 20; i++) {
                gzip.write(zeros);
            }
        }
        refused(IMAGES, bytes.toByteArray(), "it goes on after the last item");
        byte[] endless = new byte[2 << 20];
        Arrays.fill(endless, (byte) 'A');
        System.arraycopy(new byte[] {0x1f, (byte) 0x8b, 8, 8, 0, 0, 0, 0, 0, 0}, 0, endless, 0, 10);
        refused(IMAGES, endless, "more overhead");
    }
}
