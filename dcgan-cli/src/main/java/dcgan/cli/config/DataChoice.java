package dcgan.cli.config;

import dcgan.nn.gan.WhenMissing;

/**
 * Which images a run is trained on.
 *
 * @param dataset where they come from
 * @param data the archive or folder, absolute; null for the cache or where the data set needs none
 * @param limit only so many images; null for all
 */
public record DataChoice(
        @WhenMissing("\"cifar10\"") DatasetKind dataset,
        @WhenMissing("null") String data,
        @WhenMissing("null") Integer limit) {

    /** All of CIFAR-10, from the cache. */
    public static final DataChoice DEFAULT = new DataChoice(DatasetKind.CIFAR10, null, null);

    /** The option of a training that chooses a data set: {@code --dataset folder}. */
    public static String option(DatasetKind dataset) {
        return "--dataset " + dataset;
    }
}
