package dcgan.data.cifar;

import static dcgan.data.Sentences.complaint;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dcgan.data.Dataset;
import dcgan.data.ImageShape;
import dcgan.data.shapes.Shapes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Cifar10WriterTest {
    @TempDir
    Path temp;

    private static Dataset shapes(int imagesPerFile, long seed) {
        return Shapes.of(Cifar10.SHAPE, 5 * imagesPerFile, imagesPerFile, seed);
    }

    @Test
    void theBytesAreTheSameEverywhere() throws Exception {
        ByteArrayOutputStream tar = new ByteArrayOutputStream();
        Cifar10Writer.writeTar(shapes(20, 1), 20, tar);
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(tar.toByteArray());
        assertEquals(
                "88fcb2d0aeebc4d76013ca94565a641ffb96dfb65c349c7dcb84fa1eb3b976eb",
                HexFormat.of().formatHex(digest));
    }

    @Test
    void whatIsWrittenIsRead() {
        Path archive = temp.resolve("new/shapes.tar.gz");
        Dataset drawn = shapes(20, 5);
        Cifar10Writer.write(drawn, 20, archive);
        Cifar10 read = Cifar10.open(archive);
        assertEquals(100, read.train().size());
        assertEquals(20, read.test().size());
        assertEquals(drawn.classNames(), read.classNames());
        for (int i = 0; i < 100; i++) {
            assertArrayEquals(drawn.train().bytes(i), read.train().bytes(i));
            assertEquals(i % 10, read.train().label(i));
        }
        assertArrayEquals(drawn.test().bytes(19), read.test().bytes(19));
    }

    @Test
    void writingTwiceGivesTheSameFile() throws IOException {
        Cifar10Writer.write(shapes(10, 5), 10, temp.resolve("a"));
        Cifar10Writer.write(shapes(10, 5), 10, temp.resolve("b"));
        assertEquals(-1, Files.mismatch(temp.resolve("a"), temp.resolve("b")));
        Cifar10Writer.write(shapes(10, 6), 10, temp.resolve("c"));
        assertTrue(Files.mismatch(temp.resolve("a"), temp.resolve("c")) >= 0);
        try (var files = Files.list(temp)) {
            assertEquals(3, files.count());
        }
    }

    @Test
    void nothingIsOverwritten() throws IOException {
        Path file = Files.writeString(temp.resolve("mine"), "mine");
        complaint(() -> Cifar10Writer.write(shapes(10, 1), 10, file), "mine", "already");
        assertEquals("mine", Files.readString(file));
    }

    @Test
    void refusesImpossibleCountsShapesAndPlaces() throws IOException {
        Path archive = temp.resolve("new");
        for (int perFile : new int[] {0, 11, 10_001}) {
            assertThrows(IllegalArgumentException.class, () -> Cifar10Writer.write(shapes(10, 1), perFile, archive));
        }
        Dataset large = Shapes.of(ImageShape.square(3, 64), 50, 10, 1);
        assertThrows(IllegalArgumentException.class, () -> Cifar10Writer.write(large, 10, archive));
        try (var files = Files.list(temp)) {
            assertEquals(0, files.count());
        }
        Path file = Files.createFile(temp.resolve("file"));
        complaint(
                () -> Cifar10Writer.write(shapes(10, 1), 10, file.resolve("shapes.tar.gz")),
                "shapes.tar.gz",
                "cannot be written");
    }
}
