package dcgan.data.decode;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dcgan.data.ImageShape;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** The pictures of the tests, and what their quarters are. */
final class Fixture {
    static final int RED = 0xFF0000;
    static final int GREEN = 0x00FF00;
    static final int BLUE = 0x0000FF;
    static final int WHITE = 0xFFFFFF;
    static final int BLACK = 0x000000;

    private static final ImageShape SHAPE = new ImageShape(3, 8, 8);

    private Fixture() {}

    static byte[] bytes(String name) {
        try (InputStream in = Fixture.class.getResourceAsStream(name)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The colours in the middle of the four quarters, row by row. */
    static int[] quarters(Path file, PictureOptions options) {
        byte[] pixels = PictureFile.read(file, SHAPE, options);
        int[] quarters = new int[4];
        for (int i = 0; i < 4; i++) {
            int index = (i / 2 * 5 + 1) * 8 + i % 2 * 5 + 1;
            quarters[i] = (pixels[index] & 0xFF) << 16 | (pixels[64 + index] & 0xFF) << 8 | pixels[128 + index] & 0xFF;
        }
        return quarters;
    }

    static int[] quarters(Path folder, String name, byte[] content, PictureOptions options) {
        try {
            return quarters(Files.write(folder.resolve(name), content), options);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void assertColours(String what, int tolerance, int[] actual, int... expected) {
        for (int i = 0; i < expected.length; i++) {
            assertTrue(
                    difference(expected[i], actual[i]) <= tolerance,
                    () -> what + ": " + hex(actual) + " is not " + hex(expected));
        }
    }

    static int difference(int a, int b) {
        int difference = 0;
        for (int shift = 0; shift < 24; shift += 8) {
            difference = Math.max(difference, Math.abs((a >> shift & 0xFF) - (b >> shift & 0xFF)));
        }
        return difference;
    }

    private static String hex(int[] colours) {
        return Arrays.stream(colours)
                .mapToObj(colour -> "%06x".formatted(colour))
                .toList()
                .toString();
    }
}
