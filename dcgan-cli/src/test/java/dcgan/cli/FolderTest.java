package dcgan.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dcgan.cli.Dcgan.Result;
import dcgan.cli.Dcgan.Running;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A folder of pictures, from what is said about it to the images that a run is trained on. */
class FolderTest {
    private static final String TRAIN = "train --dataset folder --data pictures --batch-size 2 --feature-maps 2"
            + " --latent-size 4 --epochs 1 --backend reference";

    @TempDir
    private Path folder;

    @BeforeEach
    void drawPictures() throws IOException {
        for (int i = 0; i < 4; i++) {
            draw("pictures/a/" + i + ".png", 40, 20 + i);
            draw("pictures/b/" + i + ".png", 30, 30);
        }
    }

    private void draw(String name, int width, int height) throws IOException {
        BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int x = 0; x < width; x++) {
            for (int y = 0; y < height; y++) {
                picture.setRGB(x, y, x * 6 << 16 | y * 6 << 8 | name.hashCode() & 0xFF);
            }
        }
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        ImageIO.write(picture, "png", file.toFile());
    }

    private void spoil(String name) throws IOException {
        Path file = folder.resolve("pictures").resolve(name);
        FileTime time = Files.getLastModifiedTime(file);
        Files.write(file, new byte[(int) Files.size(file)]);
        Files.setLastModifiedTime(file, time);
    }

    private Result run(String arguments) throws Exception {
        return Dcgan.in(folder).run(arguments.split(" "));
    }

    private Result succeed(String arguments) throws Exception {
        Result result = run(arguments);
        assertEquals(0, result.exit(), result.err());
        return result;
    }

    private Result fail(int exit, String arguments) throws Exception {
        Result result = run(arguments);
        assertEquals(exit, result.exit(), result.err());
        assertFalse(result.err().contains("\tat "), result.err());
        return result;
    }

    private JsonNode config(String run) throws IOException {
        return new ObjectMapper().readTree(folder.resolve(run + "/config.json").toFile());
    }

    private String crc(String run) throws IOException {
        return config(run).at("/data/crc32c").asText();
    }

    @Test
    void aTrainingDecodesOnceAndKeepsItsOptions() throws Exception {
        Files.writeString(folder.resolve("pictures/notes.txt"), "");
        Result first = succeed(TRAIN + " --out one --fit PAD --background #F00");
        assertTrue(first.said().contains("found 8 pictures (8 .png); 1 file skipped (1 .txt)"), first.err());
        assertEquals("pad", config("one").at("/options/source/fit").asText());
        assertEquals("#ff0000", config("one").at("/options/source/background").asText());
        assertEquals("refuse", config("one").at("/options/source/onError").asText());
        for (int i = 0; i < 4; i++) {
            spoil("a/" + i + ".png");
        }
        // From the cache: the files could not be read any more.
        succeed(TRAIN + " --out again --fit pad --background red");
        assertEquals(crc("one"), crc("again"));
        succeed("train --resume one --epochs 2");
        succeed("train --resume one --epochs 3 --fit pad --background red --on-error refuse");
        Result other = fail(2, "train --resume one --epochs 4 --fit stretch");
        assertEquals(
                "dcgan: --fit stretch contradicts the run, which was begun with --fit pad; leave it out, or begin a new"
                        + " run",
                other.failure());
        assertTrue(fail(2, "train --resume one --epochs 4 --background #fff")
                .failure()
                .startsWith("dcgan: --background #ffffff contradicts the run, which was begun with --background"
                        + " #ff0000;"));
        // Other options are other pixels, and so are read again.
        assertTrue(fail(1, TRAIN + " --out two").failure().contains("4 of 8 pictures cannot be read"));
        assertTrue(Files.notExists(folder.resolve("two")));
    }

    @Test
    void aRunDoesNotGoOnWithAFolderThatHasChanged() throws Exception {
        succeed(TRAIN + " --out run");
        draw("pictures/a/new.png", 30, 30);
        assertTrue(fail(1, "train --resume run --epochs 2")
                .failure()
                .endsWith(
                        "pictures has changed since the run was begun: its images are not the same any more (8 then, 9"
                                + " now); restore them, or begin a new run with --init-from"));
        Files.delete(folder.resolve("pictures/a/new.png"));
        succeed("train --resume run --epochs 2");
    }

    @Test
    void aRunDoesNotTakeOptionsOfAnotherDataSet() throws Exception {
        succeed("train --dataset shapes --limit 4 --batch-size 2 --feature-maps 2 --latent-size 4 --epochs 1 --backend"
                + " reference --out run");
        assertEquals(
                "dcgan: --dataset shapes takes no --fit; that is for a folder of pictures",
                fail(2, "train --resume run --epochs 2 --fit pad").failure());
        assertEquals(
                "dcgan: --dataset shapes takes no --labels; that is for cifar100",
                fail(2, "train --resume run --epochs 2 --labels coarse").failure());
    }

    @Test
    void anExportIsRefusedBeforeThePicturesAreRead() throws Exception {
        spoil("a/0.png");
        Files.createDirectories(folder.resolve("full/of"));
        assertEquals(
                "dcgan: full: the folder is not empty, and nothing in it is overwritten; choose another one.",
                fail(1, "data export folder --data pictures --out full").failure());
    }

    @Test
    void fitAndBackgroundDecideAboutThePixels() throws Exception {
        List<String> seen = new ArrayList<>();
        for (String options : List.of("", " --fit pad", " --fit pad --background navy", " --fit stretch")) {
            succeed("data export folder --data pictures --limit 1 --out out" + seen.size() + options);
            BufferedImage picture = ImageIO.read(
                    folder.resolve("out" + seen.size() + "/a/00001.png").toFile());
            seen.add("%06x %06x".formatted(picture.getRGB(16, 0) & 0xFFFFFF, picture.getRGB(0, 16) & 0xFFFFFF));
        }
        assertEquals(4, seen.stream().distinct().count(), seen.toString());
        assertTrue(seen.get(1).startsWith("ffffff"), seen.toString());
        assertTrue(seen.get(2).startsWith("000080"), seen.toString());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        train --dataset shapes --fit pad --out x                | --dataset shapes takes no --fit; that is for a folder of pictures
        train --background white --out x                        | --dataset cifar10 takes no --background; that is for a folder of pictures
        data info --on-error skip                               | the data set cifar10 takes no --on-error; that is for a folder of pictures
        data export shapes --fit crop --out x                   | the data set shapes takes no --fit; that is for a folder of pictures
        data info folder --data pictures --fit squeeze          | it must be one of crop, pad, stretch, but is "squeeze"
        data info folder --data pictures --on-error ignore      | it must be one of refuse, skip, but is "ignore"
        data info folder --data pictures --background beige     | it must be #rgb, #rrggbb or one of aqua, black, blue,
        data info folder --data pictures --background #12345    | it must be #rgb, #rrggbb or one of aqua, black, blue,
        """)
    void optionsThatMakeNoSenseAreRefused(String arguments, String expected) throws Exception {
        Result result = fail(2, arguments);
        assertTrue(result.failure().contains(expected), result.err());
        assertTrue(Files.notExists(folder.resolve("x")));
    }

    @Test
    void picturesThatCannotBeReadAreAllNamedOrLeftOut() throws Exception {
        spoil("a/1.png");
        spoil("b/2.png");
        Result refused = fail(1, TRAIN + " --out run");
        assertTrue(
                refused.failure().contains("pictures: 2 of 8 pictures cannot be read. ")
                        && refused.failure().contains("/pictures/a/1.png: "),
                refused.err());
        assertTrue(refused.failure().contains("/pictures/b/2.png: "), refused.err());
        assertTrue(refused.failure().endsWith(" --on-error skip leaves out what cannot be read."), refused.err());
        assertTrue(Files.notExists(folder.resolve("run")));
        Result skipped = succeed(TRAIN + " --out run --on-error skip");
        assertTrue(
                skipped.said().stream()
                        .anyMatch(line -> line.matches(
                                "left out 2 that cannot be read: \\S*pictures/a/1.png, \\S*pictures/b/2.png")),
                skipped.err());
        assertEquals(6, config("run").at("/data/images").asInt());
        assertEquals("skip", config("run").at("/options/source/onError").asText());
        succeed("train --resume run --epochs 2");
    }

    @Test
    void infoReportsEverything() throws Exception {
        spoil("a/1.png");
        Files.writeString(folder.resolve("pictures/b/notes.txt"), "");
        Files.createSymbolicLink(folder.resolve("pictures/b/gone.png"), Path.of("nowhere"));
        Result info = fail(1, "data info folder --data pictures");
        List<String> lines = info.out().lines().toList();
        assertEquals(
                List.of(
                        "pictures: 7 images to train with, 2 classes",
                        "files: 8 pictures (8 .png); 2 files skipped (1 .txt, broken link b/gone.png)",
                        "sizes: 40 x 20 to 40 x 23 pixels, most often 30 x 30 (4 pictures); 3 not square",
                        "",
                        "CANNOT BE READ (1)"),
                lines.subList(0, 5));
        assertTrue(lines.get(5).startsWith("pictures/a/1.png: "), info.out());
        assertEquals(
                List.of("", "LABEL  CLASS  TRAIN", "    0  a          3", "    1  b          4"), lines.subList(6, 10));
        assertEquals(
                "dcgan: pictures: 1 cannot be read; repair or remove what is listed, or leave it out with --on-error"
                        + " skip",
                info.failure());
        assertEquals(
                info.out(),
                succeed("data info folder --data pictures --on-error skip").out());
        Files.createDirectory(folder.resolve("pictures/c"));
        assertTrue(fail(1, "data info folder --data pictures --on-error skip")
                .failure()
                .contains("no picture can be read of the class c; add pictures, or remove the folder"));
        assertTrue(fail(1, TRAIN + " --out run").failure().contains("a class has no picture that can be read: c;"));
    }

    @Test
    void ofASampleNothingElseIsRead() throws Exception {
        succeed(TRAIN + " --limit 4 --out sample");
        List<Path> pixels;
        try (Stream<Path> files = Files.list(folder.resolve("cache/dcgan/folders"))) {
            pixels = files.filter(file -> file.toString().endsWith(".pixels")).toList();
        }
        assertEquals(1, pixels.size());
        assertEquals(4096 + 4 * 3 * 32 * 32, Files.size(pixels.getFirst()));
    }

    @Test
    void withoutACachePicturesAreKeptInMemory() throws Exception {
        Files.createDirectories(folder.resolve("cache"));
        Files.writeString(folder.resolve("cache/dcgan"), "in the way");
        Result result = succeed(TRAIN + " --out run");
        assertTrue(
                result.said().stream()
                        .anyMatch(
                                line -> line.matches(".*/cache/dcgan/folders cannot keep the decoded pictures \\(.+\\);"
                                        + " they are kept in memory")),
                result.err());
        Files.delete(folder.resolve("cache/dcgan"));
        succeed(TRAIN + " --out other");
        assertEquals(crc("run"), crc("other"));
    }

    @Test
    void aReadingThatIsStoppedLeavesNothingWrong() throws Exception {
        draw("many/a/large.png", 1500, 1500);
        for (int i = 0; i < 300; i++) {
            Files.createLink(folder.resolve("many/a/" + i + ".png"), folder.resolve("many/a/large.png"));
        }
        String train = TRAIN.replace("pictures", "many");
        for (Map.Entry<String, Integer> signal : Map.of("INT", 130, "KILL", 137).entrySet()) {
            Path cache = folder.resolve("cache");
            long before = pixels(cache);
            Running running = Dcgan.in(folder)
                    .by("env", "--default-signal=INT")
                    .start((train + " --out stopped" + signal.getKey()).split(" "));
            running.await(() -> pixels(cache) > Math.max(before, 4096));
            running.signal(signal.getKey());
            Result stopped = running.end();
            assertEquals(signal.getValue(), stopped.exit(), stopped.err());
            if (signal.getKey().equals("INT")) {
                assertEquals("dcgan: stopped by Ctrl-C", stopped.said().getLast());
                assertTrue(Files.notExists(folder.resolve("stoppedINT")));
            }
        }
        succeed(train + " --limit 4 --out rest");
        succeed("data export folder --data many --limit 1 --out first");
        Files.move(folder.resolve("cache"), folder.resolve("old"));
        succeed(train + " --limit 4 --out anew");
        assertEquals(crc("anew"), crc("rest"));
        assertNotEquals("", crc("rest"));
    }

    /** The size of all pixels in the cache. */
    private static long pixels(Path cache) {
        try (Stream<Path> files = Files.walk(cache)) {
            return files.filter(file -> file.toString().endsWith(".pixels"))
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        } catch (IOException | java.io.UncheckedIOException e) {
            return 0;
        }
    }
}
