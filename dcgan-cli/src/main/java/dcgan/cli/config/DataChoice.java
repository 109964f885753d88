package dcgan.cli.config;

import dcgan.data.cifar.Cifar100;
import dcgan.data.decode.Fit;
import dcgan.data.decode.PictureOptions;
import dcgan.data.download.DownloadCache;
import dcgan.data.folder.FolderListener;
import dcgan.data.folder.FolderOptions;
import dcgan.data.folder.OnError;
import dcgan.nn.gan.WhenMissing;
import java.nio.file.Path;

/**
 * Which images a run is trained on.
 *
 * @param dataset where they come from
 * @param data the archive or folder, absolute; null for the cache or where the data set needs none
 * @param limit only so many images; null for all
 * @param fit what happens to pictures of a folder that are not square
 * @param background the colour behind transparent and beside padded pictures of a folder, {@code #rrggbb}
 * @param onError what happens to pictures of a folder that cannot be read
 * @param labels which labels the images of CIFAR-100 get
 */
public record DataChoice(
        @WhenMissing("\"cifar10\"") DatasetKind dataset,
        @WhenMissing("null") String data,
        @WhenMissing("null") Integer limit,
        @WhenMissing("\"crop\"") Fit fit,
        @WhenMissing("\"#ffffff\"") String background,
        @WhenMissing("\"refuse\"") OnError onError,
        @WhenMissing("\"fine\"") Cifar100.Labels labels) {

    /** Where decoded pictures are kept. */
    public static final Path FOLDER_CACHE = DownloadCache.folder().resolve("folders");

    /** All of CIFAR-10, from the cache. */
    public static final DataChoice DEFAULT = DataChoice.of(DatasetKind.CIFAR10, null, null);

    /**
     * Checks the colour.
     *
     * @throws IllegalArgumentException if it is not of the form {@code #rrggbb}
     */
    public DataChoice {
        if (!background.matches("#[0-9a-f]{6}")) {
            throw new IllegalArgumentException("the background must be #rrggbb, not " + background);
        }
    }

    /** With the defaults for pictures and labels. */
    public static DataChoice of(DatasetKind dataset, String data, Integer limit) {
        return new DataChoice(dataset, data, limit, Fit.CROP, "#ffffff", OnError.REFUSE, Cifar100.Labels.FINE);
    }

    /** The same with other labels for CIFAR-100. */
    public DataChoice withLabels(Cifar100.Labels other) {
        return new DataChoice(dataset, data, limit, fit, background, onError, other);
    }

    /** How the pictures of a folder are read. */
    public FolderOptions folder(FolderListener listener) {
        return new FolderOptions(
                new PictureOptions(fit, Integer.parseInt(background.substring(1), 16)),
                onError,
                FOLDER_CACHE,
                listener);
    }

    /** The option of a training that chooses a data set: {@code --dataset folder}. */
    public static String option(DatasetKind dataset) {
        return "--dataset " + dataset;
    }
}
