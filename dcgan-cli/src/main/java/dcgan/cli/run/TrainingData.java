package dcgan.cli.run;

import dcgan.cli.config.DataChoice;
import dcgan.cli.config.RunConfig;
import dcgan.cli.config.Sampling;
import dcgan.cli.console.Console;
import dcgan.cli.io.NativeNames;
import dcgan.cli.io.Program;
import dcgan.cli.io.RunException;
import dcgan.data.Batches;
import dcgan.data.Cifar10;
import dcgan.data.Cifar10Download;
import dcgan.data.DatasetException;
import dcgan.data.ImageDataset;
import dcgan.data.ImageFolder;
import dcgan.data.Shapes;
import dcgan.data.Subset;
import dcgan.nn.gan.BatchSource;
import dcgan.nn.gan.ImageBatch;
import dcgan.tensor.Shape;
import dcgan.tensor.Tensor;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.zip.CRC32C;

/**
 * The images that a run is trained on.
 *
 * @param images all of them
 * @param source where they came from, for people
 * @param sampling which images {@code --limit} took
 */
public record TrainingData(ImageDataset images, String source, Sampling sampling) {
    /** Height and width of the images that the models make. */
    private static final int SIDE = 32;

    /** Enough to learn from, few enough for an epoch in under a minute on two cores. */
    private static final int SHAPES = 10_000;

    /** The shapes are a data set like another: not those of the training's own seed. */
    private static final long SHAPES_SEED = 1;

    /**
     * Opens the data set of a run; fetches CIFAR-10 first where it was asked for and is not there.
     *
     * @param seed of the sample that {@code --limit} takes
     * @param sampling which images {@code --limit} takes
     * @param offline whether fetching is forbidden
     */
    public static TrainingData open(
            DataChoice options, long seed, Sampling sampling, boolean offline, Console console, boolean withBar) {
        Subset subset = sampling.subset(options.limit(), seed);
        return switch (options.dataset()) {
            case SHAPES -> {
                int all = options.limit() == null ? SHAPES : Shapes.MAX_TRAIN_IMAGES;
                yield new TrainingData(Shapes.train(all, SHAPES_SEED, subset), "shapes, drawn in memory", sampling);
            }
            case FOLDER ->
                new TrainingData(ImageFolder.open(path(options.data()), SIDE, subset), options.data(), sampling);
            case CIFAR10 -> {
                Path archive = options.data() == null ? cached(offline, console, withBar) : path(options.data());
                yield new TrainingData(cifar10(archive).train().subset(subset), archive.toString(), sampling);
            }
        };
    }

    /** The archive or folder of a run, by the name that its {@code config.json} has. */
    private static Path path(String name) {
        if (name == null) {
            throw new RunException("the run does not say where its images are; name the place with --data");
        }
        try {
            return NativeNames.path(name);
        } catch (InvalidPathException e) {
            throw new RunException(
                    name + ": the images of this run are not found by this name; name their place with --data", e);
        }
    }

    private static Cifar10 cifar10(Path path) {
        if (Files.isDirectory(path)
                && Stream.of("cifar-10-batches-bin", "data_batch_1.bin")
                        .noneMatch(name -> Files.exists(path.resolve(name)))) {
            throw new RunException(path
                    + ": this folder does not hold CIFAR-10; for PNG or JPEG files of your own add --dataset folder");
        }
        return Cifar10.open(path);
    }

    private static Path cached(boolean offline, Console console, boolean withBar) {
        Path archive = Cifar10Download.cachedArchive();
        if (Files.exists(archive)) {
            return archive;
        }
        if (offline) {
            throw new RunException("CIFAR-10 is not in the cache (" + archive
                    + "), and --offline forbids to fetch it; fetch it once with " + Program.FETCH + ", or give --data");
        }
        console.notice("CIFAR-10 is not in the cache; fetching it (170 MB) from " + Cifar10Download.OFFICIAL_URL
                + " to " + archive);
        try {
            Fetch.run(Cifar10Download.to(archive), console, withBar);
            return archive;
        } catch (DatasetException e) {
            throw new RunException(
                    "CIFAR-10 is neither in the cache nor can it be fetched; give its archive with --data, train on"
                            + " --dataset shapes, fetch it from elsewhere with " + Program.FETCH
                            + " --url URL, or mend the"
                            + " cause: " + e.getMessage(),
                    e);
        }
    }

    /** One line for people: {@code 10,000 images of 10 classes from …}. */
    public String described() {
        return String.format(
                Locale.ROOT,
                "%,d images of %d classes from %s",
                images.size(),
                images.classNames().size(),
                source);
    }

    /** What {@code config.json} keeps of it. */
    RunConfig.Data fingerprint() {
        CRC32C crc = new CRC32C();
        for (int i = 0; i < images.size(); i++) {
            crc.update(images.bytes(i));
        }
        return new RunConfig.Data(source, images.size(), String.format(Locale.ROOT, "%08x", crc.getValue()), sampling);
    }

    /** Batches for a trainer, in a new order each epoch. */
    static BatchSource source(Batches batches) {
        ImageDataset images = batches.dataset();
        Shape one = Shape.of(images.channels(), images.height(), images.width());
        Shape all = Shape.of(batches.batchSize(), images.channels(), images.height(), images.width());
        return BatchSource.of(
                one,
                (epoch, fromBatch) -> batches.epoch(epoch).from(fromBatch).stream()
                        .map(batch -> ImageBatch.of(new Tensor(all, batch.images()))));
    }
}
