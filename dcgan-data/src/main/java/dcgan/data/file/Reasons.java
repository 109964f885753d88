package dcgan.data.file;

import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Locale;
import javax.imageio.IIOException;

/** Why reading or writing failed, in a few words that fit into a sentence which names the file. */
public final class Reasons {
    private Reasons() {}

    /** The words; those for files are the same in every module. */
    public static String of(IOException e) {
        return switch (e) {
            case NoSuchFileException _, FileNotFoundException _ -> "it does not exist";
            case AccessDeniedException _ -> "permission denied";
            case FileAlreadyExistsException _, DirectoryNotEmptyException _ -> "something of that name is in the way";
            case NotDirectoryException _ -> "it is not a folder";
            case ClosedChannelException _ -> "it was interrupted";
            case FileSystemLoopException _ -> "a link leads back to " + e.getMessage();
            case EOFException _ -> "it ends too early";
            case CharacterCodingException _ -> "it is no text in UTF-8";
            case IIOException wrapper when wrapper.getCause() instanceof IOException cause -> of(cause);
            case FileSystemException f when f.getReason() != null -> decapitalised(f.getReason());
            default -> e.getMessage() == null ? e.getClass().getSimpleName() : decapitalised(e.getMessage());
        };
    }

    /** A word within a sentence, unless it is an abbreviation such as HTTP. */
    private static String decapitalised(String reason) {
        return reason.matches("(?s)\\p{Lu}\\p{Ll}.*")
                ? reason.substring(0, 1).toLowerCase(Locale.ROOT) + reason.substring(1)
                : reason;
    }
}
