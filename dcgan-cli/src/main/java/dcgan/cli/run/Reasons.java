package dcgan.cli.run;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Locale;

/** Why a file could not be read or written, in a few words without its name. */
public final class Reasons {
    private Reasons() {}

    /** The words. */
    public static String of(IOException e) {
        return switch (e) {
            case NoSuchFileException _ -> "it does not exist";
            case CharacterCodingException _ -> "it is no text in UTF-8";
            case AccessDeniedException _ -> "permission denied";
            case NotDirectoryException _ -> "it is not a folder";
            case FileAlreadyExistsException _ -> "something of that name exists already";
            case FileSystemException f when f.getReason() != null -> decapitalised(f.getReason());
            default -> e.getMessage() == null ? e.getClass().getSimpleName() : decapitalised(e.getMessage());
        };
    }

    private static String decapitalised(String reason) {
        return reason.substring(0, 1).toLowerCase(Locale.ROOT) + reason.substring(1);
    }
}
