package dcgan.data.decode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dcgan.data.DatasetException;
import dcgan.data.ImageShape;
import dcgan.data.Sentences;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Damaged files: each is read, or refused in one sentence, and neither takes long nor fills the memory. */
class HostileFilesTest {
    /** The number of mutations of each format; 1,000 were tried once. */
    private static final int MUTATIONS = Integer.getInteger("dcgan.mutations", 100);

    /** Ten files are decoded within some milliseconds. This is for a decoder that never ends. */
    private static final Duration NEVER = Duration.ofMinutes(5);

    private static final long SEED = Long.getLong("dcgan.mutations.seed", 601);

    private static final ImageShape SHAPE = new ImageShape(3, 8, 8);

    @TempDir
    private Path temp;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rgb-bad-badtime.png",
                "interlaced.png",
                "exif-orientation-6.jpg",
                "progressive.jpg",
                "cmyk.jpg",
                "lossless.webp",
                "lossy.webp",
                "lossy-alpha.webp",
                "animated.webp",
                "rgb.bmp",
                "palette.bmp",
                "rle8.bmp",
                "animated.gif",
                "transparent.gif",
                "lzw.tif",
                "zip.tif",
                "packbits.tif",
                "tiled.tif",
                "jpeg.tif",
                "group4.tif"
            })
    void filesThatAreCutOff(String name) throws IOException {
        byte[] whole = Fixture.bytes(name);
        Path file = temp.resolve(name);
        byte[] right = PictureFile.read(Files.write(file, whole), SHAPE, PictureOptions.DEFAULT);
        for (int length = 16; length < whole.length; length += 1 + whole.length / 100) {
            Files.write(file, Arrays.copyOf(whole, length));
            int cut = length;
            String message;
            try {
                byte[] read = PictureFile.read(file, SHAPE, PictureOptions.DEFAULT);
                // What follows the pixels does not matter.
                assertTrue(
                        Arrays.equals(right, read), () -> name + " is read wrongly from its first " + cut + " bytes");
                continue;
            } catch (DatasetException e) {
                message = e.getMessage();
            }
            assertEquals(file + ": the picture is cut off; get it anew, or remove it.", message, () -> cut + " bytes");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "jpg", "webp", "bmp", "gif", "tif"})
    void mutatedFiles(String ending) {
        List<byte[]> seeds = seeds(ending).stream().map(Fixture::bytes).toList();
        Mutations mutations = new Mutations(seeds, new SplittableRandom(SEED));
        assertTimeoutPreemptively(NEVER, () -> {
            int refused = 0;
            for (int i = 0; i < MUTATIONS; i++) {
                refused += pixelsOf("mutated-" + i + "." + ending, mutations.of(i)) == null ? 1 : 0;
            }
            assertTrue(refused > 0, "no mutated file was refused");
        });
    }

    /** The decoder is not to rely on checksums: whoever damages files on purpose corrects them. */
    @Test
    void mutatedPngFilesWithTheRightChecksums() {
        List<byte[]> seeds = seeds("png").stream().map(Fixture::bytes).toList();
        Mutations mutations = new Mutations(seeds, new SplittableRandom(SEED));
        assertTimeoutPreemptively(NEVER, () -> {
            int refused = 0;
            for (int i = 0; i < MUTATIONS; i++) {
                byte[] mutated = Mutations.withChecksums(mutations.of(i));
                refused += pixelsOf("mutated-" + i + ".png", mutated) == null ? 1 : 0;
            }
            assertTrue(refused > 0, "no mutated file was refused");
        });
    }

    /** What has wrong pixels is refused; what has wrong ancillary chunks is read without some of them. */
    @Test
    void noDamagedPngFileIsReadWrongly() throws IOException {
        List<byte[]> seeds = seeds("png").stream().map(Fixture::bytes).toList();
        Set<String> right = new HashSet<>();
        for (byte[] seed : seeds) {
            right.add(Arrays.toString(pixelsOf("whole.png", seed)));
            right.add(Arrays.toString(pixelsOf("critical.png", withoutAncillaryChunks(seed))));
        }
        Mutations mutations = new Mutations(seeds, new SplittableRandom(SEED));
        for (int i = 0; i < MUTATIONS; i++) {
            byte[] mutated = mutations.of(i);
            byte[] pixels = pixelsOf("mutated-" + i + ".png", mutated);
            assertTrue(
                    pixels == null || right.contains(Arrays.toString(pixels)),
                    () -> HexFormat.of().formatHex(mutated));
        }
    }

    private static byte[] withoutAncillaryChunks(byte[] png) {
        ByteBuffer file = ByteBuffer.wrap(png);
        ByteArrayOutputStream critical = new ByteArrayOutputStream();
        critical.write(png, 0, 8);
        for (int chunk = 8; chunk < png.length; chunk += 12 + file.getInt(chunk)) {
            if (Character.isUpperCase(png[chunk + 4])) {
                critical.write(png, chunk, 12 + file.getInt(chunk));
            }
        }
        return critical.toByteArray();
    }

    private static List<String> seeds(String ending) {
        return switch (ending) {
            case "png" ->
                List.of(
                        "rgb-bad-badtime.png",
                        "interlaced.png",
                        "alpha-16.png",
                        "display-p3.png",
                        "exif-orientation-6.png");
            case "jpg" ->
                List.of("exif-orientation-6.jpg", "display-p3.jpg", "progressive.jpg", "cmyk.jpg", "grey.jpg");
            case "webp" ->
                List.of("lossy.webp", "lossless.webp", "lossy-alpha.webp", "animated.webp", "display-p3.webp");
            case "bmp" -> List.of("rgb.bmp", "palette.bmp", "rle8.bmp", "bits-1.bmp", "alpha.bmp");
            case "gif" -> List.of("animated.gif", "interlaced.gif", "offset.gif", "transparent.gif");
            default ->
                List.of(
                        "lzw.tif",
                        "zip.tif",
                        "packbits.tif",
                        "jpeg.tif",
                        "group4.tif",
                        "tiled.tif",
                        "planar.tif",
                        "bits-16.tif",
                        "cmyk.tif",
                        "bigtiff.tif",
                        "display-p3.tif");
        };
    }

    /** The pixels of a file, or null if it is refused in one sentence. */
    private byte[] pixelsOf(String name, byte[] content) throws IOException {
        Path file = Files.write(temp.resolve(name), content);
        try {
            return PictureFile.read(file, SHAPE, PictureOptions.DEFAULT);
        } catch (DatasetException e) {
            String message = Sentences.complaint(
                    () -> {
                        throw e;
                    },
                    file.toString());
            assertFalse(message.contains("Error") || message.contains("java."), message);
            return null;
        } catch (Throwable e) {
            throw new AssertionError(name + ": " + HexFormat.of().formatHex(content), e);
        } finally {
            Files.delete(file);
        }
    }
}
