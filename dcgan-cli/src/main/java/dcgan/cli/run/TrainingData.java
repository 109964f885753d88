package dcgan.cli.run;

import dcgan.cli.config.DataChoice;
import dcgan.cli.config.DataRequest;
import dcgan.cli.config.DatasetKind;
import dcgan.cli.config.ImageShapes;
import dcgan.cli.config.RunConfig;
import dcgan.cli.config.Sampling;
import dcgan.cli.console.Console;
import dcgan.cli.console.LoadDisplay;
import dcgan.cli.evaluation.RealPictures;
import dcgan.cli.io.NativeNames;
import dcgan.cli.io.RunException;
import dcgan.data.Batches;
import dcgan.data.Dataset;
import dcgan.data.DatasetException;
import dcgan.data.ImageShape;
import dcgan.data.Images;
import dcgan.data.Split;
import dcgan.data.Subset;
import dcgan.data.download.Download;
import dcgan.data.folder.FolderListener;
import dcgan.nn.gan.BatchSource;
import dcgan.nn.gan.ImageBatch;
import dcgan.nn.gan.TrainingConfig;
import dcgan.tensor.Shape;
import dcgan.tensor.Tensor;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.zip.CRC32C;

/**
 * The images that a run is trained on.
 *
 * @param images all of them
 * @param real what generated pictures are compared with; null if none are
 * @param source where they came from, for people
 * @param sampling which images {@code --limit} took
 */
public record TrainingData(Images images, RealPictures real, String source, Sampling sampling) {
    /**
     * Opens the data set of a run; fetches it first where it is to come from the cache and is not there.
     *
     * @param training its networks tell the shape that the images get, and its seed which of them {@code --limit} takes
     * @param sampling which images {@code --limit} takes
     * @param evaluateCount how many generated pictures are compared with real ones; null for none
     * @param offline whether fetching is forbidden
     */
    public static TrainingData open(
            DataChoice options,
            TrainingConfig training,
            Sampling sampling,
            Integer evaluateCount,
            boolean offline,
            Console console,
            boolean withBar) {
        try (LoadDisplay display = new LoadDisplay(console, withBar)) {
            ImageShape shape = ImageShapes.of(training.network().image());
            Source source = source(options, shape, offline, console, withBar, display);
            Subset subset = sampling.subset(options.limit(), training.seed());
            Images images = Loading.images(source.dataset, Split.TRAIN, subset, console);
            RealPictures real = evaluateCount == null
                    ? null
                    : RealPictures.of(
                            source.dataset.splits(),
                            split -> split == Split.TRAIN
                                    ? images
                                    : Loading.images(source.dataset, split, Subset.ALL, console),
                            evaluateCount);
            return new TrainingData(images, real, source.name, sampling);
        }
    }

    /**
     * A data set and where it comes from.
     *
     * @param dataset all of its splits
     * @param name where it comes from, for people
     */
    public record Source(Dataset dataset, String name) {}

    /**
     * Opens the data set of a run; fetches it first where it is to come from the cache and is not there.
     *
     * @param shape the shape of the images that the networks are for
     * @param offline whether fetching is forbidden
     * @param listener hears how a folder is read
     */
    public static Source source(
            DataChoice options,
            ImageShape shape,
            boolean offline,
            Console console,
            boolean withBar,
            FolderListener listener) {
        DatasetKind kind = options.dataset();
        Path path = kind.isStored() ? stored(kind, options.data(), offline, console, withBar) : null;
        Dataset dataset = kind.open(new DataRequest(
                path, shape, options.limit(), options.labels(), options.folder(listener), DataChoice::option));
        return new Source(dataset, kind.source(path));
    }

    private static Path stored(DatasetKind kind, String data, boolean offline, Console console, boolean withBar) {
        if (data != null) {
            return path(data);
        }
        if (kind.files().isEmpty()) {
            throw new RunException("the run does not say where its images are; name the place with --data");
        }
        return cached(kind, offline, console, withBar);
    }

    /** The file or folder of a run, by the name that its {@code config.json} has. */
    private static Path path(String name) {
        try {
            return NativeNames.path(name);
        } catch (InvalidPathException e) {
            throw new RunException(
                    name + ": the images of this run are not found by this name; name their place with --data", e);
        }
    }

    private static Path cached(DatasetKind kind, boolean offline, Console console, boolean withBar) {
        Path place = kind.cached();
        if (kind.places(place).stream().allMatch(Files::exists)) {
            return place;
        }
        if (offline) {
            throw new RunException(kind.title() + " is not in the cache (" + place
                    + "), and --offline forbids to fetch it; fetch it once with " + kind.fetchCommand()
                    + ", or give --data");
        }
        console.notice(kind.title() + " is not in the cache; fetching it (" + kind.downloadSize() + ") from "
                + kind.files().getFirst().mirrors().getFirst() + " to " + place);
        try {
            kind.files().forEach(file -> Fetch.run(Download.of(file), console, withBar));
            return place;
        } catch (DatasetException e) {
            String elsewhere = kind.files().size() > 1
                    ? ""
                    : " fetch it from elsewhere with " + kind.fetchCommand() + " --url URL,";
            throw new RunException(
                    kind.title() + " is neither in the cache nor can it be fetched; give its "
                            + (kind.files().size() > 1 ? "files" : "archive") + " with --data, train on --dataset "
                            + DatasetKind.SHAPES + "," + elsewhere + " or mend the cause: " + e.getMessage(),
                    e);
        }
    }

    /** One line for people: {@code 10,000 images of 10 classes from …}. */
    public String described() {
        int classes = images.classNames().size();
        return String.format(
                Locale.ROOT,
                "%,d %s of %d %s from %s",
                images.size(),
                images.size() == 1 ? "image" : "images",
                classes,
                classes == 1 ? "class" : "classes",
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
        ImageShape image = batches.images().shape();
        Shape all = Shape.of(batches.batchSize(), image.channels(), image.height(), image.width());
        return BatchSource.of(
                ImageShapes.of(image),
                (epoch, fromBatch) -> batches.epoch(epoch).from(fromBatch).stream()
                        .map(batch -> ImageBatch.of(new Tensor(all, batch.images()))));
    }
}
