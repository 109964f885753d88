package dcgan.cli.run;

import dcgan.cli.console.Console;
import dcgan.cli.io.RunException;
import dcgan.data.Dataset;
import dcgan.data.Images;
import dcgan.data.Split;
import dcgan.data.Subset;
import dcgan.data.folder.ImageFolder;
import dcgan.data.folder.UnreadablePicturesException;

/** Reads the images of a data set, and says which files of a folder are taken for pictures. */
public final class Loading {
    private Loading() {}

    /**
     * Reads images.
     *
     * @throws dcgan.data.DatasetException if they cannot be read
     * @throws RunException if pictures cannot be read, which an option would leave out
     */
    public static Images images(Dataset dataset, Split split, Subset subset, Console console) {
        if (dataset instanceof ImageFolder folder) {
            console.notice("found " + folder.contents().describe());
        }
        try {
            return dataset.images(split, subset);
        } catch (UnreadablePicturesException e) {
            throw new RunException(e.getMessage() + " --on-error skip leaves out what cannot be read.", e);
        }
    }
}
