package dcgan.data.idx;

import dcgan.data.Dataset;
import dcgan.data.DatasetException;
import dcgan.data.ImageShape;
import dcgan.data.Images;
import dcgan.data.Split;
import dcgan.data.Subset;
import dcgan.data.text.Messages;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A data set in the IDX format of MNIST (<a href="https://yann.lecun.com/exdb/mnist/">yann.lecun.com/exdb/mnist</a>): grey
 * images of 28 × 28 pixels and ten classes. The images are padded with black to 32 × 32 pixels.
 *
 * <p>The four files are in one folder, each gzipped or not: {@code train-images-idx3-ubyte.gz}, {@code
 * train-labels-idx1-ubyte.gz}, {@code t10k-images-idx3-ubyte.gz} and {@code t10k-labels-idx1-ubyte.gz}. The names may also
 * have a dot before {@code idx}.
 */
public final class IdxDataset implements Dataset {
    /** The shape of its images, which are padded. */
    public static final ImageShape SHAPE = ImageShape.square(1, 32);

    private final IdxKind kind;
    private final Images train;
    private final Images test;

    private IdxDataset(IdxKind kind, Images train, Images test) {
        this.kind = kind;
        this.train = train;
        this.test = test;
    }

    /**
     * Reads the four files of a folder, or of the folder {@code raw}, {@code MNIST/raw} or {@code FashionMNIST/raw} in it, where
     * torchvision puts them.
     *
     * @throws DatasetException if a file is missing, or if anything in one is not as it must be
     */
    public static IdxDataset open(IdxKind kind, Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new DatasetException(folder
                    + (Files.exists(folder) ? ": this is no folder" : ": there is no such folder")
                    + "; give the folder with the four files of " + kind.title() + ", which `"
                    + kind.advice().fetch() + "` fetches.");
        }
        Path inner = IdxFolder.find(kind, folder);
        Images train = images(kind, inner, IdxFile.TRAIN_IMAGES, IdxFile.TRAIN_LABELS);
        return new IdxDataset(kind, train, images(kind, inner, IdxFile.TEST_IMAGES, IdxFile.TEST_LABELS));
    }

    private static Images images(IdxKind kind, Path folder, IdxFile imageFile, IdxFile labelFile) {
        Path imagePath = imageFile.find(folder, kind.advice());
        Path labelPath = labelFile.find(folder, kind.advice());
        int[] labels = labelFile.labels(labelPath, kind);
        IdxKind.ofLabels(labels).filter(found -> found != kind).ifPresent(found -> {
            throw new DatasetException(labelPath + ": these are the labels of " + found.title() + ", not of "
                    + kind.title() + "; read the folder as " + found + ".");
        });
        List<byte[]> pixels = imageFile.images(imagePath, SHAPE.width(), kind);
        if (pixels.size() != labels.length) {
            throw new DatasetException(Messages.format(
                    "%s: there are %,d images, but %,d labels in %s; %s",
                    imagePath,
                    pixels.size(),
                    labels.length,
                    labelPath.getFileName(),
                    kind.advice().damaged()));
        }
        return Images.of(SHAPE, pixels, labels, kind.classNames());
    }

    @Override
    public String name() {
        return kind.toString();
    }

    @Override
    public ImageShape shape() {
        return SHAPE;
    }

    @Override
    public List<String> classNames() {
        return kind.classNames();
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
