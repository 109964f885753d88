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
import java.util.Locale;

/**
 * CIFAR-100 as its author publishes it (<a
 * href="https://www.cs.toronto.edu/~kriz/cifar.html">www.cs.toronto.edu/~kriz/cifar.html</a>): 32 × 32 colour images of
 * 100 classes in 20 groups, 50,000 to train with and 10,000 to test with.
 *
 * <p>The binary edition has {@code train.bin} and {@code test.bin}, rows of records of 3,074 bytes: the group (coarse label), the
 * class (fine label), then 1,024 bytes of red, of green and of blue, row-major. {@code coarse_label_names.txt} and {@code
 * fine_label_names.txt} name the groups and classes. The Python edition has the pickles {@code train}, {@code test} and {@code
 * meta}.
 */
public final class Cifar100 implements Dataset {
    /** The binary archive that its author publishes. */
    public static final RemoteFile ARCHIVE = RemoteFile.of(
            "cifar-100-binary.tar.gz",
            168_513_733,
            Checksum.md5("03b5dce01913d631647c71ecec9e9cb8"),
            URI.create("https://www.cs.toronto.edu/~kriz/cifar-100-binary.tar.gz"));

    private final Images train;
    private final Images test;

    /** What the images are labelled with. */
    public enum Labels {
        /** The class, one of 100. */
        FINE,
        /** The group of classes, one of 20. */
        COARSE;

        /** In lower case, as in options. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private Cifar100(Images train, Images test) {
        this.train = train;
        this.test = test;
    }

    /**
     * Reads a {@code .tar.gz} or {@code .tar} archive (whatever it is called), or a folder of the unpacked files or with
     * {@code cifar-100-binary} or {@code cifar-100-python} in it. Which edition it is shows in the names of the files.
     *
     * @throws DatasetException if there is nothing to read at {@code path}, or if anything in it is not as it must be
     */
    public static Cifar100 open(Path path, Labels labels) {
        CifarFiles files = CifarFiles.read(CifarKind.CIFAR100, path);
        int labelSet = labels == Labels.COARSE ? 0 : 1;
        return new Cifar100(files.train(labelSet), files.test(labelSet));
    }

    /** Whether there is CIFAR-100 in a folder or an archive, as far as the names of the files tell. */
    public static boolean isIn(Path path) {
        return CifarFiles.isIn(CifarKind.CIFAR100, path);
    }

    @Override
    public String name() {
        return CifarKind.CIFAR100.toString();
    }

    @Override
    public ImageShape shape() {
        return Cifar10.SHAPE;
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
}
