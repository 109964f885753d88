package dcgan.data;

import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Locale;
import javax.imageio.IIOException;

/** Pieces of the sentences that users read. */
final class Messages {
    private Messages() {}

    /** What went wrong in a few words, without the file's name (the sentence around it has that already). */
    static String reason(IOException e) {
        return switch (e) {
            case NoSuchFileException _, FileNotFoundException _ -> "it does not exist";
            case AccessDeniedException _ -> "permission denied";
            case FileAlreadyExistsException _ -> "something else of that name is in the way";
            case NotDirectoryException _ -> "it is not a folder";
            case FileSystemLoopException _ -> "a link leads back to " + e.getMessage();
            case EOFException _ -> "it ends too early";
            case IIOException wrapper when wrapper.getCause() instanceof IOException cause -> reason(cause);
            case FileSystemException f when f.getReason() != null -> f.getReason();
            default -> e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        };
    }

    /** A name from outside, short and without anything that a terminal might obey. */
    static String printable(String name) {
        String plain = name.replaceAll("[^\\p{Print}\\p{L}\\p{N}]", "?");
        return plain.length() <= 80 ? plain : plain.substring(0, 77) + "...";
    }

    /** {@link String#format} with the same digits and commas everywhere. */
    static String format(String format, Object... arguments) {
        return String.format(Locale.ROOT, format, arguments);
    }
}
