package dcgan.cli.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dcgan.cli.io.RunException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The steps in which processes take a lock and give it back, in the orders in which they may meet. */
class RunLockTest {
    @TempDir
    private Path root;

    private Path file;

    @BeforeEach
    void nameFile() {
        file = root.resolve(RunLock.NAME);
    }

    /** The first one removes the file after the second one has opened it; the third one makes a new file. */
    @Test
    void aFileThatWasRemovedMeanwhileIsNoLock() throws Exception {
        RunLock first = RunLock.acquire(root, false);
        RunLock second = RunLock.open(root);
        first.close();
        RunLock third = RunLock.acquire(root, false);
        assertFalse(second.take(false));
        second.close();
        assertTrue(Files.exists(file));
        assertThrows(RunException.class, () -> RunLock.acquire(root, false));
        third.close();
        assertFalse(Files.exists(file));
    }

    @Test
    void aFileThatWasRemovedAndNotReplacedIsNoLock() throws Exception {
        RunLock first = RunLock.acquire(root, false);
        RunLock second = RunLock.open(root);
        first.close();
        assertFalse(second.take(false));
        assertFalse(Files.exists(file));
    }

    @Test
    void theFileOfAnotherProcessIsNotRemoved() throws Exception {
        RunLock lock = RunLock.acquire(root, false);
        String content = Files.readString(file);
        Files.delete(file);
        Files.writeString(file, content);
        lock.close();
        assertEquals(content, Files.readString(file));
    }

    /** A machine may have any name, or none. */
    @ParameterizedTest
    @CsvSource({"node-1.example.org, node-1.example.org", "(none), _none_", "'', localhost", "zürich, z_rich"})
    void everyHostHasANameThatIsReadAgain(String host, String name) throws Exception {
        assertEquals(name, RunLock.Owner.named(host));
        Files.writeString(
                file,
                new RunLock.Owner(RunLock.Owner.named(host), "other", 1, "")
                        .json()
                        .toString());
        RunException refused = assertThrows(RunException.class, () -> RunLock.acquire(root, false));
        assertTrue(refused.getMessage().contains("process 1 on host " + name + ","), refused.getMessage());
    }
}
