package dcgan.data.folder;

import java.nio.file.Path;

/**
 * A picture that cannot be read.
 *
 * @param file its path
 * @param reason a sentence that names the file, and says what is wrong and what to do
 */
public record UnreadablePicture(Path file, String reason) {}
