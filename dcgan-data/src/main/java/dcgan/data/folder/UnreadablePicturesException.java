package dcgan.data.folder;

import dcgan.data.DatasetException;
import dcgan.data.text.Messages;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** Pictures of a folder cannot be read; {@link OnError#SKIP} would leave them out. */
public final class UnreadablePicturesException extends DatasetException {
    private static final long serialVersionUID = 1L;

    private static final int MOST_NAMED = 10;

    UnreadablePicturesException(Path folder, List<UnreadablePicture> pictures, int total) {
        super(message(folder, pictures, total));
    }

    private static String message(Path folder, List<UnreadablePicture> pictures, int total) {
        if (pictures.size() == 1) {
            return pictures.getFirst().reason();
        }
        int more = pictures.size() - MOST_NAMED;
        return Messages.format("%s: %,d of %,d pictures cannot be read. ", folder, pictures.size(), total)
                + pictures.stream()
                        .limit(MOST_NAMED)
                        .map(UnreadablePicture::reason)
                        .collect(Collectors.joining(" "))
                + (more > 0 ? Messages.format(" And %,d more.", more) : "");
    }
}
