package dcgan.cli.run;

import dcgan.cli.console.Console;
import dcgan.data.Batches;
import dcgan.data.Cifar10;
import dcgan.data.Cifar10Download;
import dcgan.data.DatasetException;
import dcgan.data.ImageDataset;
import dcgan.data.ImageFolder;
import dcgan.data.Shapes;
import dcgan.nn.gan.BatchSource;
import dcgan.nn.gan.ImageBatch;
import dcgan.tensor.Shape;
import dcgan.tensor.Tensor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.zip.CRC32C;

/**
 * The images that a run is trained on.
 *
 * @param images all of them
 * @param source where they came from, for people
 */
public record TrainingData(ImageDataset images, String source) {
    /** Height and width of the images that the models make. */
    private static final int SIDE = 32;

    /** Enough to learn from, few enough for an epoch in under a minute on two cores. */
    private static final int SHAPES = 10_000;

    private static final int SHAPES_FILES = 5;
    private static final int MAX_SHAPES = SHAPES_FILES * Cifar10.MAX_RECORDS;

    /** The shapes are a data set like another: not those of the training's own seed. */
    private static final long SHAPES_SEED = 1;

    /**
     * Opens the data set of a run; fetches CIFAR-10 first where it was asked for and is not there.
     *
     * @param offline whether fetching is forbidden
     */
    public static TrainingData open(TrainOptions options, boolean offline, Console console, boolean withBar) {
        TrainingData all = switch (options.dataset()) {
            case SHAPES -> {
                int wanted = options.limit() == null ? SHAPES : options.limit();
                // More than there are is no mistake elsewhere either.
                int perFile = Math.ceilDiv(Math.min(wanted, MAX_SHAPES), SHAPES_FILES);
                yield new TrainingData(Shapes.open(perFile, SHAPES_SEED).train(), "shapes, drawn in memory");
            }
            case FOLDER -> new TrainingData(ImageFolder.open(Path.of(options.data()), SIDE), options.data());
            case CIFAR10 -> {
                Path archive = options.data() == null ? cached(offline, console, withBar) : Path.of(options.data());
                yield new TrainingData(cifar10(archive).train(), archive.toString());
            }
        };
        return options.limit() == null ? all : new TrainingData(all.images.limit(options.limit()), all.source);
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
        return new RunConfig.Data(source, images.size(), String.format(Locale.ROOT, "%08x", crc.getValue()));
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
