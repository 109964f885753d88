package dcgan.data.cifar;

import dcgan.data.Dataset;
import dcgan.data.DatasetException;
import dcgan.data.ImageShape;
import dcgan.data.Images;
import dcgan.data.Split;
import dcgan.data.Subset;
import dcgan.data.archive.Advice;
import dcgan.data.archive.TarArchive;
import dcgan.data.download.Checksum;
import dcgan.data.download.RemoteFile;
import dcgan.data.file.Reasons;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * CIFAR-10 as its author publishes it ("CIFAR-10 binary version", <a
 * href="https://www.cs.toronto.edu/~kriz/cifar.html">www.cs.toronto.edu/~kriz/cifar.html</a>): 32 × 32 colour images of
 * ten classes, 50,000 to train with and 10,000 to test with.
 *
 * <p>The layout, which other data may come in as well: {@code batches.meta.txt} with the ten class names, {@code
 * data_batch_1.bin} … {@code data_batch_5.bin} and {@code test_batch.bin}. A {@code .bin} file is a row of records of
 * 3,073 bytes: the label, 0 to 9, then 1,024 bytes of red, of green and of blue, row-major. All seven files must be
 * there, each of 1 to 10,000 whole records (10,000 in the published archive), and the five training files must hold
 * equally many.
 */
public final class Cifar10 implements Dataset {
    /** The archive that its author publishes. */
    public static final RemoteFile ARCHIVE = RemoteFile.of(
            "cifar-10-binary.tar.gz",
            170_052_171,
            Checksum.md5("c32a1d4ab5d03f1284b67883e8d87530"),
            URI.create("https://www.cs.toronto.edu/~kriz/cifar-10-binary.tar.gz"));

    /** The shape of its images. */
    public static final ImageShape SHAPE = ImageShape.square(3, 32);

    /** Images that a file may hold. */
    public static final int MAX_RECORDS = 10_000;

    /** The files of images, in the order in which their images are numbered. */
    static final List<String> TRAIN_FILES =
            List.of("data_batch_1.bin", "data_batch_2.bin", "data_batch_3.bin", "data_batch_4.bin", "data_batch_5.bin");

    static final String TEST_FILE = "test_batch.bin";
    static final String NAMES_FILE = "batches.meta.txt";

    /** The folder of the archive. */
    static final String FOLDER = "cifar-10-batches-bin";

    static final int CLASSES = 10;
    static final int RECORD_BYTES = 1 + SHAPE.size();

    private static final Advice ADVICE = new Advice("archive", "dcgan data fetch");

    private final Images train;
    private final Images test;
    private final Map<String, Integer> recordsPerFile;

    Cifar10(Images train, Images test, Map<String, Integer> recordsPerFile) {
        this.train = train;
        this.test = test;
        this.recordsPerFile = recordsPerFile;
    }

    /**
     * Reads a {@code .tar.gz} or {@code .tar} archive (whatever it is called), or a folder of the unpacked files or
     * with {@code cifar-10-batches-bin} in it. An archive is streamed: nothing is ever unpacked to the disk.
     *
     * @throws DatasetException if there is nothing to read at {@code path}, or if anything in it is not as it must be
     */
    public static Cifar10 open(Path path) {
        if (Files.notExists(path)) {
            throw new DatasetException(
                    path + ": there is no such file or folder; `dcgan data fetch` downloads the archive.");
        }
        if (Files.isDirectory(path)) {
            return Cifar10Folder.read(path);
        }
        if (!Files.isRegularFile(path)) {
            throw new DatasetException(path + ": this is neither a file nor a folder; give the archive itself.");
        }
        try (var in = Files.newInputStream(path)) {
            Cifar10Files files = new Cifar10Files(path.toString());
            new TarArchive(path.toString(), "CIFAR-10", ADVICE, files).read(in);
            return files.toCifar10();
        } catch (IOException e) {
            throw new DatasetException(
                    path + ": the archive cannot be read (" + Reasons.of(e) + "); check the path and its permissions.",
                    e);
        }
    }

    /** Whether a folder looks as if {@link #open} could read it: it has the unpacked files, or a folder of them. */
    public static boolean isIn(Path folder) {
        return Files.exists(folder.resolve(FOLDER)) || Files.exists(folder.resolve(TRAIN_FILES.getFirst()));
    }

    @Override
    public String name() {
        return "cifar10";
    }

    @Override
    public ImageShape shape() {
        return SHAPE;
    }

    @Override
    public List<String> classNames() {
        return train.classNames();
    }

    @Override
    public List<Split> splits() {
        return List.of(Split.TRAIN, Split.TEST);
    }

    @Override
    public Images images(Split split, Subset subset) {
        return (split == Split.TRAIN ? train : test).subset(subset);
    }

    /** How many images each file holds, by the file's name, training files first. */
    public Map<String, Integer> recordsPerFile() {
        return recordsPerFile;
    }
}
