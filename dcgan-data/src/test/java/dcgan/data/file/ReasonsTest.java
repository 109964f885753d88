package dcgan.data.file;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import org.junit.jupiter.api.Test;

class ReasonsTest {
    /** The same words as in dcgan.nn, which has this test too. */
    @Test
    void filesHaveTheSameWordsEverywhere() {
        assertEquals("it does not exist", Reasons.of(new NoSuchFileException("x")));
        assertEquals("permission denied", Reasons.of(new AccessDeniedException("x")));
        assertEquals("something of that name is in the way", Reasons.of(new FileAlreadyExistsException("x")));
        assertEquals("something of that name is in the way", Reasons.of(new DirectoryNotEmptyException("x")));
        assertEquals("it is not a folder", Reasons.of(new NotDirectoryException("x")));
        assertEquals("it was interrupted", Reasons.of(new ClosedByInterruptException()));
        assertEquals("it was interrupted", Reasons.of(new ClosedChannelException()));
        assertEquals(
                "no space left on device", Reasons.of(new FileSystemException("x", null, "No space left on device")));
        assertEquals("no space left on device", Reasons.of(new IOException("No space left on device")));
        assertEquals("HTTP/1.1 is spoken here", Reasons.of(new IOException("HTTP/1.1 is spoken here")));
        assertEquals("IOException", Reasons.of(new IOException()));
    }
}
