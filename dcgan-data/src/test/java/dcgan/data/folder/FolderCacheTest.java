package dcgan.data.folder;

import static dcgan.data.Sentences.complaint;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dcgan.data.ImageShape;
import dcgan.data.Images;
import dcgan.data.Split;
import dcgan.data.Subset;
import dcgan.data.decode.Fit;
import dcgan.data.decode.PictureOptions;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A picture that was decoded is not read again, and nothing but its own pixels is ever taken for it. */
@Timeout(60)
class FolderCacheTest {
    private static final ImageShape SHAPE = ImageShape.square(3, 8);
    private static final int PICTURES = 6;
    private static final int HEADER = 4096;

    @TempDir
    Path temp;

    private Path folder;
    private Path cache;

    @BeforeEach
    void drawPictures() {
        folder = temp.resolve("pictures");
        cache = temp.resolve("cache/folders");
        for (int i = 0; i < PICTURES; i++) {
            Pictures.draw(picture(i), i);
        }
    }

    private Path picture(int i) {
        return folder.resolve(i % 2 == 0 ? "a" : "b").resolve(i + ".png");
    }

    private void spoilAll() {
        IntStream.range(0, PICTURES).forEach(i -> Pictures.spoil(picture(i)));
    }

    private FolderOptions options() {
        return FolderOptions.DEFAULT.cache(cache).listener(new FolderListener() {
            @Override
            public void withoutCache(Path folder, String reason) {
                throw new AssertionError(reason);
            }
        });
    }

    private Images load(FolderOptions options, Subset subset) {
        return ImageFolder.open(folder, SHAPE, options).images(Split.TRAIN, subset);
    }

    private Images load() {
        return load(options(), Subset.ALL);
    }

    private Images decoded() {
        return load(FolderOptions.DEFAULT, Subset.ALL);
    }

    private static void assertSameImages(Images expected, Images images) {
        assertEquals(expected.size(), images.size());
        assertEquals(expected.classNames(), images.classNames());
        for (int i = 0; i < images.size(); i++) {
            assertArrayEquals(expected.bytes(i), images.bytes(i), "image " + i);
            assertEquals(expected.label(i), images.label(i));
        }
    }

    private Path only(String ending) throws IOException {
        List<Path> found = all(ending);
        assertEquals(1, found.size(), found.toString());
        return found.getFirst();
    }

    private List<Path> all(String ending) throws IOException {
        try (Stream<Path> files = Files.list(cache)) {
            return files.filter(file -> file.toString().endsWith(ending)).toList();
        }
    }

    private void assertSlots(int expected) throws IOException {
        assertEquals(HEADER + expected * SHAPE.size(), Files.size(only(".pixels")));
    }

    @Test
    void cachedImagesAreThoseThatWereDecoded() throws IOException {
        Images expected = decoded();
        assertSameImages(expected, load());
        spoilAll();
        Images images = load();
        assertSameImages(expected, images);
        assertSameImages(expected.subset(Subset.balanced(3, 1)), images.subset(Subset.balanced(3, 1)));
        assertSlots(PICTURES);
        assertEquals(3, all("").size(), "no other file is left");
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(cache)));
    }

    @Test
    void onlyTheSubsetIsDecoded() throws IOException {
        Images expected = decoded();
        Pictures.spoil(picture(4));
        Images first = load(options(), Subset.range(0, 2));
        assertSameImages(expected.subset(Subset.range(0, 2)), first);
        assertSlots(2);
        // Images 0 and 1 are the files 0 and 2.
        Pictures.spoil(picture(0));
        Pictures.spoil(picture(2));
        Pictures.draw(picture(4), 4);
        assertSameImages(expected, load());
        assertSlots(PICTURES);
    }

    @Test
    void whatChangesIsReadAnewAndNothingElse() throws IOException {
        load();
        spoilAll();
        // The same size and other pixels, at another time.
        long size = Files.size(picture(3));
        FileTime time = Files.getLastModifiedTime(picture(3));
        Pictures.draw(picture(3), 3);
        assertEquals(size, Files.size(picture(3)));
        byte[] sameSize = Files.readAllBytes(Pictures.draw(temp.resolve("x.png"), 33));
        Files.write(picture(3), sameSize);
        Files.setLastModifiedTime(picture(3), FileTime.fromMillis(time.toMillis() + 1));
        Pictures.draw(folder.resolve("a/new.png"), 100);
        Files.delete(picture(2));
        Images images = load();
        for (int i = 0; i < PICTURES; i++) {
            if (i != 2) {
                Pictures.draw(picture(i), i == 3 ? 33 : i);
            }
        }
        assertSameImages(decoded(), images);
    }

    @Test
    void otherOptionsAndOtherFoldersHaveTheirOwnCaches() throws IOException {
        load();
        FolderOptions padded = options().pictures(new PictureOptions(Fit.PAD, 0));
        load(padded, Subset.ALL);
        load(options().pictures(new PictureOptions(Fit.PAD, 0xFF)), Subset.ALL);
        ImageFolder.open(folder, ImageShape.square(1, 8), options()).train();
        ImageFolder.open(folder, ImageShape.square(3, 4), options()).train();
        ImageFolder.open(folder.resolve("a"), SHAPE, options()).train();
        assertEquals(6, all(".pixels").size());
        // Another way to the same folder.
        Path link = Files.createSymbolicLink(temp.resolve("link"), folder);
        spoilAll();
        assertEquals(PICTURES, ImageFolder.open(link, SHAPE, options()).train().size());
        assertEquals(PICTURES, load(padded, Subset.ALL).size());
        assertEquals(6, all(".pixels").size());
    }

    @Test
    void aFlippedByteAnywhereIsNoticed() throws IOException {
        Images expected = load();
        byte[] index = Files.readAllBytes(only(".index"));
        for (int i = 0; i < index.length; i += 5) {
            flip(only(".index"), i);
            assertSameImages(expected, load());
        }
        for (int at : new int[] {0, 7, 8, 15, HEADER, HEADER + 500, HEADER + PICTURES * SHAPE.size() - 1}) {
            flip(only(".pixels"), at);
            assertSameImages(expected, load());
        }
    }

    private static void flip(Path file, int at) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[at] ^= 0x10;
        Files.write(file, bytes);
    }

    @Test
    void aFileThatIsCutOffIsNoticed() throws IOException {
        Images expected = load();
        for (String ending : List.of(".index", ".pixels")) {
            int size = (int) Files.size(only(ending));
            for (int i = 1; i <= 12; i++) {
                Path file = only(ending);
                Files.write(file, Arrays.copyOf(Files.readAllBytes(file), size * (i - 1) / 12));
                assertSameImages(expected, load());
            }
        }
        Files.delete(only(".index"));
        assertSameImages(expected, load());
        Files.delete(only(".pixels"));
        assertSameImages(expected, load());
        assertSlots(PICTURES);
    }

    @Test
    void pixelsOfAnotherCacheAreNotTaken() throws IOException {
        Images expected = load();
        Path pixels = only(".pixels");
        load(options().pictures(new PictureOptions(Fit.CROP, 0)), Subset.range(3, 6));
        Path other = all(".pixels").stream()
                .filter(file -> !file.equals(pixels))
                .findFirst()
                .orElseThrow();
        Files.delete(pixels);
        Files.move(other, pixels);
        assertSameImages(expected, load());
    }

    @Test
    void manyChangesDoNotMakeItGrowWithoutEnd() throws IOException {
        Images before = load();
        byte[][] pixels = IntStream.range(0, PICTURES).mapToObj(before::bytes).toArray(byte[][]::new);
        for (int change = 1; change <= 100; change++) {
            Pictures.draw(picture(1), change);
            Files.setLastModifiedTime(picture(1), FileTime.fromMillis(change));
            load();
        }
        assertSameImages(decoded(), load());
        long slots = (Files.size(only(".pixels")) - HEADER) / SHAPE.size();
        assertTrue(slots < 2 * PICTURES + 70, slots + " images");
        // Who has mapped the file of before still has its pixels.
        for (int i = 0; i < PICTURES; i++) {
            assertArrayEquals(pixels[i], before.bytes(i));
        }
    }

    @Test
    void threadsThatReadTheSameFolderDecodeItOnce() throws Exception {
        Images expected = decoded();
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch waiting = new CountDownLatch(1);
        FolderListener holder = new FolderListener() {
            @Override
            public void loaded(int done, int total) {
                inside.countDown();
                try {
                    waiting.await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }
        };
        FolderListener waiter = new FolderListener() {
            @Override
            public void waiting(Path file) {
                waiting.countDown();
            }
        };
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            Future<Images> first = threads.submit(() -> load(options().listener(holder), Subset.ALL));
            inside.await();
            Future<Images> second = threads.submit(() -> load(options().listener(waiter), Subset.ALL));
            assertSameImages(expected, first.get());
            assertSameImages(expected, second.get());
        } finally {
            threads.shutdownNow();
        }
        assertSlots(PICTURES);
    }

    @Test
    void anInterruptedReadingIsContinued() throws IOException {
        Images expected = decoded();
        FolderListener interrupting = new FolderListener() {
            @Override
            public void loaded(int done, int total) {
                if (done == 2) {
                    Thread.currentThread().interrupt();
                }
            }
        };
        complaint(() -> load(options().listener(interrupting), Subset.ALL), "pictures", "interrupted");
        assertTrue(Thread.interrupted(), "the thread is still interrupted");
        assertSlots(2);
        assertSameImages(expected, load());
        assertSlots(PICTURES);
    }

    @Test
    void aProcessThatIsKilledLeavesWhatItHasDecoded() throws Exception {
        Images expected = decoded();
        Process holder = hold(3);
        assertEquals('!', holder.getInputStream().read());
        List<Path> waited = new ArrayList<>();
        FolderListener listener = new FolderListener() {
            @Override
            public void waiting(Path file) {
                waited.add(file);
                holder.destroyForcibly();
            }
        };
        try {
            assertSameImages(expected, load(options().listener(listener), Subset.ALL));
        } finally {
            holder.destroyForcibly();
        }
        assertEquals(List.of(cache), waited, "the other process had it locked");
        assertTrue(holder.waitFor(30, TimeUnit.SECONDS));
        assertSlots(PICTURES);
    }

    @Test
    void aProcessThatWaitsFindsAllDecoded() throws Exception {
        Images expected = decoded();
        Process holder = hold(PICTURES);
        assertEquals('!', holder.getInputStream().read());
        spoilAll();
        FolderListener listener = new FolderListener() {
            @Override
            public void waiting(Path file) {
                try {
                    holder.getOutputStream().close();
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            }
        };
        try {
            assertSameImages(expected, load(options().listener(listener), Subset.ALL));
        } finally {
            holder.destroyForcibly();
        }
    }

    private Process hold(int pictures) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        classPath(),
                        HoldMain.class.getName(),
                        folder.toString(),
                        cache.toString(),
                        Integer.toString(pictures))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static String classPath() {
        return String.join(
                File.pathSeparator,
                System.getProperty("jdk.module.path", ""),
                System.getProperty("java.class.path", ""),
                Path.of("target", "test-classes").toString());
    }

    @Test
    void aCacheThatCannotBeMadeIsReplacedByMemory() throws IOException {
        Images expected = decoded();
        Path file = Files.createFile(temp.resolve("file"));
        for (Path unusable : List.of(file, file.resolve("below"), Path.of("/proc/dcgan"))) {
            List<String> reasons = new ArrayList<>();
            FolderListener listener = new FolderListener() {
                @Override
                public void withoutCache(Path cache, String reason) {
                    assertEquals(unusable, cache);
                    reasons.add(reason);
                }
            };
            assertSameImages(
                    expected, load(FolderOptions.DEFAULT.cache(unusable).listener(listener), Subset.ALL));
            assertEquals(1, reasons.size());
            assertNotEquals("", reasons.getFirst());
        }
    }

    @Test
    void aFolderInPlaceOfItsFilesIsNoObstacle() throws IOException {
        Images expected = load();
        Path index = only(".index");
        Files.delete(index);
        Files.createDirectories(index.resolve("in the way"));
        List<String> reasons = new ArrayList<>();
        FolderListener listener = new FolderListener() {
            @Override
            public void withoutCache(Path cache, String reason) {
                reasons.add(reason);
            }
        };
        assertSameImages(expected, load(options().listener(listener), Subset.ALL));
        assertEquals(List.of("something of that name is in the way"), reasons);
    }
}
