package dcgan.data;

import static dcgan.data.Sentences.complaint;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShapesTest {
    @TempDir
    Path temp;

    @Test
    void theBytesAreTheSameEverywhere() throws Exception {
        ByteArrayOutputStream tar = new ByteArrayOutputStream();
        Shapes.writeTar(tar, 20, 1);
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(tar.toByteArray());
        assertEquals(
                "88fcb2d0aeebc4d76013ca94565a641ffb96dfb65c349c7dcb84fa1eb3b976eb",
                HexFormat.of().formatHex(digest));
    }

    @Test
    void whatIsWrittenIsWhatIsInMemory() {
        Path archive = temp.resolve("new/shapes.tar.gz");
        Shapes.write(archive, 20, 5);
        Cifar10 read = Cifar10.open(archive);
        Cifar10 drawn = Shapes.open(20, 5);
        assertEquals(100, read.train().size());
        assertEquals(20, read.test().size());
        assertEquals(Shapes.classNames(), read.classNames());
        for (int i = 0; i < 100; i++) {
            assertArrayEquals(drawn.train().bytes(i), read.train().bytes(i));
            assertEquals(i % 10, read.train().label(i));
        }
        assertArrayEquals(drawn.test().bytes(19), read.test().bytes(19));
    }

    @Test
    void writingTwiceGivesTheSameFile() throws IOException {
        Shapes.write(temp.resolve("a"), 10, 5);
        Shapes.write(temp.resolve("b"), 10, 5);
        assertEquals(-1, Files.mismatch(temp.resolve("a"), temp.resolve("b")));
        Shapes.write(temp.resolve("c"), 10, 6);
        assertTrue(Files.mismatch(temp.resolve("a"), temp.resolve("c")) >= 0);
        try (var files = Files.list(temp)) {
            assertEquals(3, files.count());
        }
    }

    @Test
    void hardlyTwoPicturesAreTheSame() {
        ImageDataset train = Shapes.open(200, 1).train();
        long different = IntStream.range(0, 1000)
                .mapToObj(i -> Arrays.hashCode(train.bytes(i)))
                .distinct()
                .count();
        assertTrue(different > 950, different + " of 1000 pictures differ");
        for (int count : train.countsPerClass()) {
            assertEquals(100, count);
        }
    }

    @Test
    void everyPictureHasAShapeThatIsYellowAboveAndRedBelowOnAGreyGround() {
        ImageDataset train = Shapes.open(100, 2).train();
        for (int i = 0; i < train.size(); i++) {
            byte[] pixels = train.bytes(i);
            int yellow = 0;
            int red = 0;
            for (int p = 0; p < 1024; p++) {
                if ((pixels[p] & 0xFF) > 220 && (pixels[p + 2048] & 0xFF) < 85) {
                    int row = p / 32;
                    int green = pixels[p + 1024] & 0xFF;
                    assertTrue(row > 11 || green > 155, i + " is not yellow in row " + row);
                    assertTrue(row < 20 || green < 125, i + " is not red in row " + row);
                    yellow += row < 16 ? 1 : 0;
                    red += row < 16 ? 0 : 1;
                }
            }
            assertTrue(yellow > 30 && red > 30 && yellow + red < 650, i + " has " + yellow + " and " + red + " pixels");
            int[] corner = {pixels[0] & 0xFF, pixels[1024] & 0xFF, pixels[2048] & 0xFF};
            assertArrayEquals(new int[] {104, 116, 136}, corner, "a corner is ground");
        }
    }

    @Test
    void shapesAreWhatTheyAreCalled() {
        assertTrue(Shape.CIRCLE.covers(0, 0) && !Shape.CIRCLE.covers(0.8, 0.8));
        assertTrue(Shape.SQUARE.covers(0.75, 0.75) && !Shape.SQUARE.covers(0.9, 0));
        assertTrue(Shape.TRIANGLE.covers(0, -0.9) && !Shape.TRIANGLE.covers(0.5, -0.9));
        assertTrue(Shape.DIAMOND.covers(0, 1) && !Shape.DIAMOND.covers(0.6, 0.6));
        assertTrue(Shape.CROSS.covers(0.9, 0) && !Shape.CROSS.covers(0.6, 0.6));
        assertFalse(Shape.RING.covers(0, 0));
        assertTrue(Shape.RING.covers(0, 0.8));
        assertTrue(Shape.STAR.covers(0, -1) && !Shape.STAR.covers(0, 1));
        assertTrue(Shape.HEART.covers(0, 0.8) && !Shape.HEART.covers(0, -0.8));
        assertTrue(Shape.MOON.covers(-0.8, 0) && !Shape.MOON.covers(0.5, 0));
        assertTrue(Shape.ARROW.covers(0, 0.9) && !Shape.ARROW.covers(0.5, 0.9));
        for (Shape shape : Shape.values()) {
            for (int i = 0; i < 628; i++) {
                double far = Shape.REACH + 0.001;
                assertFalse(shape.covers(far * Math.cos(i / 100.0), far * Math.sin(i / 100.0)), shape.name());
            }
        }
        assertEquals(
                List.of("circle", "square", "triangle", "diamond", "cross", "ring", "star", "heart", "moon", "arrow"),
                Shapes.classNames());
    }

    @Test
    void nothingIsOverwritten() throws IOException {
        Path file = Files.writeString(temp.resolve("mine"), "mine");
        complaint(() -> Shapes.write(file, 10, 1), "mine", "already");
        assertEquals("mine", Files.readString(file));
    }

    @Test
    void refusesImpossibleCountsAndPlaces() throws IOException {
        assertThrows(IllegalArgumentException.class, () -> Shapes.open(0, 1));
        assertThrows(IllegalArgumentException.class, () -> Shapes.open(10_001, 1));
        Path file = Files.createFile(temp.resolve("file"));
        complaint(() -> Shapes.write(file.resolve("shapes.tar.gz"), 10, 1), "shapes.tar.gz", "cannot be written");
    }
}
