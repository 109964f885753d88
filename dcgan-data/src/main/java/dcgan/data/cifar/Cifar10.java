package dcgan.data.cifar;

import dcgan.data.Dataset;
import dcgan.data.DatasetException;
import dcgan.data.ImageShape;
import dcgan.data.Images;
import dcgan.data.Split;
import dcgan.data.Subset;
import dcgan.data.download.Checksum;
import dcgan.data.download.RemoteFile;
import java.net.URI;
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
 *
 * <p>The Python edition is read, too: the pickles {@code batches.meta}, {@code data_batch_1} … {@code data_batch_5} and {@code
 * test_batch}, as published or as written again by Python 3, in protocols 2 to 5. Nothing in a pickle is run.
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
     * with {@code cifar-10-batches-bin} or {@code cifar-10-batches-py} in it. Which edition it is shows in the names of the files.
     * An archive is streamed: nothing is ever unpacked to the disk.
     *
     * @throws DatasetException if there is nothing to read at {@code path}, or if anything in it is not as it must be
     */
    public static Cifar10 open(Path path) {
        CifarFiles files = CifarFiles.read(CifarKind.CIFAR10, path);
        Map<String, Integer> counts = files.counts();
        return new Cifar10(files.train(0), files.test(0), counts);
    }

    /** Whether there is CIFAR-10 in a folder or an archive, as far as the names of the files tell. */
    public static boolean isIn(Path path) {
        return CifarFiles.isIn(CifarKind.CIFAR10, path);
    }

    @Override
    public String name() {
        return CifarKind.CIFAR10.toString();
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
