package dcgan.data.idx;

import dcgan.data.DatasetException;
import dcgan.data.archive.Advice;
import dcgan.data.download.Checksum;
import dcgan.data.download.RemoteFile;
import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The data sets that are published as the four IDX files of MNIST. */
public enum IdxKind {
    /** Handwritten digits. */
    MNIST(
            "mnist",
            "MNIST",
            IntStream.range(0, 10).mapToObj(Integer::toString).toList(),
            new int[] {5, 0, 4, 1, 9, 2, 1, 3, 1, 4},
            List.of(
                    "https://ossci-datasets.s3.amazonaws.com/mnist/",
                    "https://storage.googleapis.com/cvdf-datasets/mnist/"),
            new Published(9_912_422, "440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609"),
            new Published(28_881, "3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c"),
            new Published(1_648_877, "8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6"),
            new Published(4_542, "f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6")),
    /** Pieces of clothing. */
    FASHION_MNIST(
            "fashion-mnist",
            "Fashion-MNIST",
            List.of(
                    "T-shirt/top",
                    "Trouser",
                    "Pullover",
                    "Dress",
                    "Coat",
                    "Sandal",
                    "Shirt",
                    "Sneaker",
                    "Bag",
                    "Ankle boot"),
            new int[] {9, 0, 0, 3, 0, 2, 7, 2, 5, 5},
            List.of(
                    "http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/",
                    "https://storage.googleapis.com/tensorflow/tf-keras-datasets/"),
            new Published(26_421_880, "3aede38d61863908ad78613f6a32ed271626dd12800ba2636569512369268a84"),
            new Published(29_515, "a04f17134ac03560a47e3764e11b92fc97de4d1bfaf8ba1a3aa29af54cc90845"),
            new Published(4_422_102, "346e55b948d973a97e58d2351dde16a484bd415d4595297633bb08f03db6a073"),
            new Published(5_148, "67da17c76eaffca5446c3361aaab5c3cd6d1c2608764d35dfb1850b086bf8dd5"));

    /** How many images the published training set has. */
    private static final int PUBLISHED = 60_000;

    private final String name;
    private final String title;
    private final List<String> classNames;
    private final int[] firstLabels;
    private final List<RemoteFile> files;

    private record Published(long size, String sha256) {}

    /**
     * A data set.
     *
     * @param firstLabels those of the first images of the published training set
     * @param mirrors the addresses of the folders that the files are in
     * @param published the files in the order of {@link IdxFile}
     */
    IdxKind(
            String name,
            String title,
            List<String> classNames,
            int[] firstLabels,
            List<String> mirrors,
            Published... published) {
        this.name = name;
        this.title = title;
        this.classNames = classNames;
        this.firstLabels = firstLabels;
        this.files = Stream.of(IdxFile.values())
                .map(file -> remote(name, file, mirrors, published[file.ordinal()]))
                .toList();
    }

    private static RemoteFile remote(String name, IdxFile file, List<String> mirrors, Published published) {
        return new RemoteFile(
                name + "/" + file.published(),
                mirrors.stream()
                        .map(mirror -> URI.create(mirror + file.published()))
                        .toList(),
                published.size,
                Checksum.sha256(published.sha256));
    }

    /** What people call it. */
    public String title() {
        return title;
    }

    /** The names of its ten classes, in the order of their labels. */
    public List<String> classNames() {
        return classNames;
    }

    /** The four files as they are published, in a folder of the cache. */
    public List<RemoteFile> files() {
        return files;
    }

    /**
     * Whether a folder looks as if {@link IdxDataset#open} could read this data set from it: it has at least one of the files,
     * and they are not known to be another data set's.
     */
    public boolean isIn(Path folder) {
        Path inner = IdxFolder.find(this, folder);
        return Stream.of(IdxFile.values()).anyMatch(file -> file.isIn(inner))
                && firstLabels(inner).flatMap(IdxKind::ofLabels).orElse(this) == this;
    }

    /** The data set whose published labels these are. */
    static Optional<IdxKind> ofLabels(int[] labels) {
        if (labels.length != PUBLISHED) {
            return Optional.empty();
        }
        return Stream.of(values())
                .filter(kind -> Arrays.equals(kind.firstLabels, Arrays.copyOf(labels, kind.firstLabels.length)))
                .findFirst();
    }

    private Optional<int[]> firstLabels(Path folder) {
        try {
            return Optional.of(IdxFile.TRAIN_LABELS.labels(IdxFile.TRAIN_LABELS.find(folder, advice()), this));
        } catch (DatasetException e) {
            // Whoever reads all of it will be told.
            return Optional.empty();
        }
    }

    Advice advice() {
        return new Advice("file", "dcgan data fetch " + name);
    }

    /** The name in lower case, such as {@code fashion-mnist}. */
    @Override
    public String toString() {
        return name;
    }
}
