package dcgan.data.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AtomicFileTest {
    private interface Write {
        void write(Path file, AtomicFile.Content content) throws IOException;
    }

    /** The ways in which the toolkit writes. */
    enum Way {
        DURABLY(AtomicFile::writeDurably),
        ONE_OF_MANY(AtomicFile::write),
        REPLACING(AtomicFile::replace);

        private final Write write;

        Way(Write write) {
            this.write = write;
        }

        void write(Path file, String content) throws IOException {
            write.write(file, out -> out.write(content.getBytes()));
        }
    }

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource
    void aLinkStaysAndItsTargetIsReplaced(Way way) throws IOException {
        Path target = Files.createDirectory(folder.resolve("elsewhere")).resolve("target");
        Files.writeString(target, "old");
        Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("elsewhere/target"));
        Path link2 = Files.createSymbolicLink(folder.resolve("link2"), Path.of("link"));
        way.write(link2, "new");
        assertEquals("new", Files.readString(target));
        assertTrue(Files.isSymbolicLink(link) && Files.isSymbolicLink(link2));
        assertEquals(List.of("elsewhere", "link", "link2", "target"), names());
    }

    @ParameterizedTest
    @EnumSource
    void aLinkToNothingYetMakesItsTarget(Way way) throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("link"), folder.resolve("target"));
        way.write(link, "new");
        assertTrue(Files.isRegularFile(folder.resolve("target"), LinkOption.NOFOLLOW_LINKS));
        assertEquals("new", Files.readString(link));
    }

    @ParameterizedTest
    @EnumSource
    void linksInACircleAreRefused(Way way) throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("other"));
        Files.createSymbolicLink(folder.resolve("other"), Path.of("link"));
        assertThrows(FileSystemException.class, () -> way.write(link, "new"));
        assertEquals(List.of("link", "other"), names());
    }

    @ParameterizedTest
    @EnumSource
    void aPipeIsWrittenTo(Way way) throws Exception {
        Path pipe = pipe();
        FutureTask<String> reader = new FutureTask<>(() -> Files.readString(pipe));
        Thread.ofPlatform().daemon().start(reader);
        way.write(pipe, "new");
        assertEquals("new", reader.get());
        assertTrue(isOther(pipe));
        assertEquals(List.of("pipe"), names());
    }

    @ParameterizedTest
    @EnumSource
    void aPipeThatNobodyReadsIsGivenUpWhenTheThreadIsInterrupted(Way way) throws Exception {
        Path pipe = pipe();
        Thread.currentThread().interrupt();
        assertThrows(ClosedByInterruptException.class, () -> way.write(pipe, "new"));
        assertTrue(Thread.interrupted());
        assertTrue(isOther(pipe));
    }

    @ParameterizedTest
    @EnumSource
    void aDeviceStaysOne(Way way) throws IOException {
        // By a link, so that a failure costs the machine nothing.
        Path full = Files.createSymbolicLink(folder.resolve("full"), Path.of("/dev/full"));
        IOException e = assertThrows(IOException.class, () -> way.write(full, "new"));
        assertTrue(e.getMessage().contains("No space left on device"), e.toString());
        assertTrue(isOther(Path.of("/dev/full")));
        assertTrue(Files.isSymbolicLink(full));
    }

    @ParameterizedTest
    @EnumSource
    void aPlainFileIsReplacedAndNothingElseIsLeft(Way way) throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "old");
        Object key = Files.getAttribute(file, "unix:ino");
        way.write(file, "new");
        assertEquals("new", Files.readString(file));
        assertFalse(key.equals(Files.getAttribute(file, "unix:ino")), "it was written into, not replaced");
        assertEquals(List.of("file"), names());
    }

    private Path pipe() throws Exception {
        Path pipe = folder.resolve("pipe");
        assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
        return pipe;
    }

    private static boolean isOther(Path path) throws IOException {
        return (boolean) Files.getAttribute(path, "isOther", LinkOption.NOFOLLOW_LINKS);
    }

    private List<String> names() throws IOException {
        try (var files = Files.walk(folder)) {
            return files.filter(file -> !file.equals(folder))
                    .map(file -> file.getFileName().toString())
                    .sorted()
                    .toList();
        }
    }
}
