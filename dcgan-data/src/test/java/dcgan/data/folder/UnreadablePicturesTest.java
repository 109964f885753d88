package dcgan.data.folder;

import static dcgan.data.Sentences.complaint;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dcgan.data.ImageShape;
import dcgan.data.Images;
import dcgan.data.Split;
import dcgan.data.Subset;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a folder has that is no picture, or only looks like one. */
class UnreadablePicturesTest {
    private static final ImageShape SHAPE = ImageShape.square(3, 8);

    @TempDir
    Path folder;

    private final List<UnreadablePicture> leftOut = new ArrayList<>();

    private ImageFolder open(OnError onError) {
        FolderListener listener = new FolderListener() {
            @Override
            public void leftOut(List<UnreadablePicture> pictures, int total) {
                leftOut.addAll(pictures);
            }
        };
        return ImageFolder.open(
                folder, SHAPE, FolderOptions.DEFAULT.onError(onError).listener(listener));
    }

    private void draw(String name, int seed) {
        Pictures.draw(folder.resolve(name), seed);
    }

    private void spoil(String name) {
        Pictures.spoil(folder.resolve(name));
    }

    /** Two classes of so many pictures. */
    private void drawTwoClasses(int each) {
        for (int i = 0; i < each; i++) {
            draw("a/%03d.png".formatted(i), i);
            draw("b/%03d.png".formatted(i), each + i);
        }
    }

    @Test
    void upToTenAreNamedInOneMessage() {
        drawTwoClasses(12);
        spoil("a/003.png");
        assertEquals(
                leftOutOf(1).getFirst().reason(),
                complaint(() -> open(OnError.REFUSE).train(), "a/003.png"),
                "a single one says it itself");
        spoil("b/001.png");
        String two = complaint(() -> open(OnError.REFUSE).train(), "2 of 24 pictures", "a/003.png: ", "b/001.png: ");
        assertFalse(two.contains(" more"), two);
        for (int i = 0; i < 11; i++) {
            spoil("a/%03d.png".formatted(i));
        }
        String many = complaint(() -> open(OnError.REFUSE).train(), "12 of 24", "a/009.png: ", "And 2 more.");
        assertFalse(many.contains("a/010.png"), many);
    }

    private List<UnreadablePicture> leftOutOf(int expected) {
        leftOut.clear();
        open(OnError.SKIP).train();
        assertEquals(expected, leftOut.size());
        return List.copyOf(leftOut);
    }

    @Test
    void whatIsLeftOutIsTold() {
        drawTwoClasses(3);
        Images all = open(OnError.SKIP).train();
        assertEquals(List.of(), leftOut);
        spoil("a/001.png");
        Images rest = open(OnError.SKIP).train();
        assertEquals(
                List.of(folder.resolve("a/001.png")),
                leftOut.stream().map(UnreadablePicture::file).toList());
        assertArrayEquals(new int[] {2, 3}, rest.countsPerClass());
        int[] kept = {0, 2, 3, 4, 5};
        for (int i = 0; i < kept.length; i++) {
            assertArrayEquals(all.bytes(kept[i]), rest.bytes(i));
        }
    }

    @Test
    void aSampleTakesAnotherPictureOfTheClassAndKeepsTheOthers() {
        drawTwoClasses(20);
        Subset sample = Subset.balanced(10, 3);
        List<String> before = contents(open(OnError.SKIP).images(Split.TRAIN, sample));
        int first = sample.indices(IntStream.range(0, 40).map(i -> i / 20).toArray(), 2)[0];
        spoil("a/%03d.png".formatted(first));
        Images images = open(OnError.SKIP).images(Split.TRAIN, sample);
        assertArrayEquals(new int[] {5, 5}, images.countsPerClass());
        List<String> after = contents(images);
        assertEquals(9, after.stream().filter(before::contains).count());
        leftOut.clear();
        assertEquals(after, contents(open(OnError.SKIP).images(Split.TRAIN, sample)));
        assertEquals(1, leftOut.size());
        // All but two of a class: the other one fills the sample.
        for (int i = 2; i < 20; i++) {
            spoil("a/%03d.png".formatted(i));
        }
        draw("a/000.png", 0);
        draw("a/001.png", 1);
        assertArrayEquals(
                new int[] {2, 8}, open(OnError.SKIP).images(Split.TRAIN, sample).countsPerClass());
    }

    private static List<String> contents(Images images) {
        return IntStream.range(0, images.size())
                .mapToObj(i -> Arrays.toString(images.bytes(i)))
                .toList();
    }

    @Test
    void ofASampleNoMorePicturesAreReadThanNeeded() {
        drawTwoClasses(20);
        IntStream.range(2, 20).forEach(i -> {
            spoil("a/%03d.png".formatted(i));
            spoil("b/%03d.png".formatted(i));
        });
        assertEquals(
                4,
                open(OnError.REFUSE)
                        .images(Split.TRAIN, Subset.firstOfEachClass(4))
                        .size());
    }

    @Test
    void aClassWithoutAPictureIsRefused() throws IOException {
        drawTwoClasses(2);
        Files.createDirectory(folder.resolve("empty"));
        Files.createDirectories(folder.resolve(".hidden"));
        Files.writeString(folder.resolve("empty/notes.txt"), "");
        for (OnError onError : OnError.values()) {
            complaint(() -> open(onError).train(), "a class has no picture", "empty", "remove it");
        }
        Files.createDirectory(folder.resolve("void"));
        complaint(() -> open(OnError.SKIP).train(), "2 classes", "empty, void");
        Files.delete(folder.resolve("empty/notes.txt"));
        Files.delete(folder.resolve("empty"));
        Files.delete(folder.resolve("void"));
        assertEquals(List.of("a", "b"), open(OnError.SKIP).classNames());
        spoil("a/000.png");
        spoil("a/001.png");
        complaint(() -> open(OnError.SKIP).train(), "a class has no picture that can be read: a;");
    }

    @Test
    void classNamesThatCannotBePrintedAreRefused() {
        for (String name : List.of("a\nb", "a\tb", "\033[31mred", "a\u202eb", "a\u2028b", "a\u0085b")) {
            Path file = Pictures.draw(folder.resolve(name).resolve("1.png"), 1);
            String message = complaint(() -> open(OnError.SKIP), "cannot be a class", "rename it");
            assertTrue(message.contains("?"), message);
            delete(file);
        }
        for (String name : List.of("Zürich", "猫", "👩‍🚀", "שלום", "a b")) {
            draw(name + "/1.png", 1);
        }
        assertEquals(5, open(OnError.REFUSE).train().classNames().size());
    }

    /** Names in Latin-1: no locale of these tests can show them. */
    @Test
    void namesInAnotherEncoding() throws IOException, InterruptedException {
        draw("a/1.png", 1);
        draw("a/2.png", 2);
        shell("mv a/2.png a/$(printf '\\350').png; mkdir $(printf 'k\\351'); cp a/1.png $(printf 'k\\351/\\351').png");
        Images images = open(OnError.REFUSE).train();
        assertArrayEquals(new int[] {2, 1}, images.countsPerClass());
        assertArrayEquals(images.bytes(0), images.bytes(2));
        shell("mv $(printf 'k\\351/\\351').png a");
        shell("mkdir $(printf 'k\\350'); cp a/1.png $(printf 'k\\350')");
        complaint(() -> open(OnError.SKIP), "two folders look like", "rename one");
    }

    private void shell(String script) throws IOException, InterruptedException {
        Process shell = new ProcessBuilder("sh", "-ec", script)
                .directory(folder.toFile())
                .inheritIO()
                .start();
        assertEquals(0, shell.waitFor());
    }

    private static void delete(Path file) {
        try {
            Files.delete(file);
            Files.delete(file.getParent());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aFileThatVanishesIsNamed() throws IOException {
        drawTwoClasses(2);
        ImageFolder opened = open(OnError.REFUSE);
        Files.delete(folder.resolve("b/001.png"));
        complaint(opened::train, "b/001.png", "does not exist");
        ImageFolder skipping = open(OnError.SKIP);
        Files.delete(folder.resolve("b/000.png"));
        complaint(skipping::train, "a class has no picture that can be read: b;");
    }

    @Test
    void foldersThatCannotBeSearchedAreLeftOutToo() throws IOException {
        drawTwoClasses(1);
        Path loop = Files.createSymbolicLink(folder.resolve("a/loop"), folder);
        complaint(() -> open(OnError.REFUSE), "a/loop", "a link leads back");
        assertEquals(2, open(OnError.SKIP).train().size());
        assertEquals(
                List.of(loop), leftOut.stream().map(UnreadablePicture::file).toList());
        Files.delete(loop);
        Path closed = Files.createDirectory(folder.resolve("a/closed"));
        Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("---------"));
        try {
            if (!Files.isReadable(closed)) {
                complaint(() -> open(OnError.REFUSE), "a/closed", "permission denied");
                assertEquals(2, open(OnError.SKIP).train().size());
            }
        } finally {
            Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("rwx------"));
        }
    }

    @Test
    void otherFilesAreCountedByTheirEndings() throws IOException {
        drawTwoClasses(1);
        Files.copy(folder.resolve("a/000.png"), folder.resolve("a/X.PNG"));
        for (String name : List.of("notes.txt", "a/b.TXT", "a/c.heic", "README", ".DS_Store", "a/.x.png")) {
            Files.writeString(folder.resolve(name), "");
        }
        Files.createSymbolicLink(folder.resolve("b/gone.png"), folder.resolve("nowhere.png"));
        Files.createSymbolicLink(folder.resolve("b/z\033.png"), folder.resolve("nowhere.png"));
        FolderContents contents = open(OnError.REFUSE).contents();
        assertEquals(Map.of("png", 3), contents.pictures());
        assertEquals(new TreeMap<>(Map.of("txt", 2, "heic", 1, "", 1)), contents.others());
        assertEquals(
                "3 pictures (3 .png); 8 files skipped (2 .txt, 1 without an ending, 1 .heic, 2 hidden, broken links"
                        + " b/gone.png, b/z?.png)",
                contents.describe());
        assertEquals(3, open(OnError.REFUSE).train().size());
    }

    @Test
    void aFolderOfOtherFilesSaysWhatTheyAre() throws IOException {
        Files.writeString(folder.resolve("a.heic"), "");
        complaint(() -> open(OnError.REFUSE), "there is no picture (", "1 file skipped (1 .heic)");
    }

    @Test
    void aCheckReadsEverythingAndStopsAtNothing() throws IOException {
        drawTwoClasses(3);
        Files.createDirectory(folder.resolve("empty"));
        spoil("a/000.png");
        spoil("b/002.png");
        ImageIO.write(
                new BufferedImage(9, 8, BufferedImage.TYPE_INT_RGB),
                "png",
                folder.resolve("a/wide.png").toFile());
        FolderReport report = open(OnError.SKIP).check();
        assertArrayEquals(new int[] {3, 2, 0}, report.countsPerClass());
        assertEquals(
                List.of(folder.resolve("a/000.png"), folder.resolve("b/002.png")),
                report.unreadable().stream().map(UnreadablePicture::file).toList());
        assertEquals(Map.of(new PictureSize(8, 8), 4, new PictureSize(9, 8), 1), report.sizes());
        assertEquals(new PictureSize(8, 8), report.sizes().firstKey());
    }
}
