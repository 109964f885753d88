package dcgan.cli.config;

import dcgan.cli.io.Program;
import dcgan.cli.io.RunException;
import dcgan.data.Dataset;
import dcgan.data.DatasetException;
import dcgan.data.ImageShape;
import dcgan.data.cifar.Cifar10;
import dcgan.data.cifar.Cifar100;
import dcgan.data.convert.ConvertedDataset;
import dcgan.data.download.DownloadCache;
import dcgan.data.download.RemoteFile;
import dcgan.data.folder.ImageFolder;
import dcgan.data.idx.IdxDataset;
import dcgan.data.idx.IdxKind;
import dcgan.data.shapes.Shapes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** The data sets of the command line. All that an option, a command or a file knows about one of them is here. */
public enum DatasetKind {
    /** CIFAR-10, or other images in its layout. */
    CIFAR10("CIFAR-10", "32 px, in colour", Cifar10.SHAPE, Cifar10.ARCHIVE) {
        @Override
        Dataset read(DataRequest request) {
            return Cifar10.open(request.path());
        }

        @Override
        boolean isIn(Path path) {
            return Cifar10.isIn(path);
        }
    },
    /** CIFAR-100, with its fine or coarse labels. */
    CIFAR100("CIFAR-100", "32 px, in colour", Cifar10.SHAPE, Cifar100.ARCHIVE) {
        @Override
        Dataset read(DataRequest request) {
            return Cifar100.open(request.path(), request.labels());
        }

        @Override
        boolean isIn(Path path) {
            return Cifar100.isIn(path);
        }
    },
    /** Handwritten digits. */
    MNIST(IdxKind.MNIST, "digits, 32 px, in grey") {
        @Override
        Dataset read(DataRequest request) {
            return IdxDataset.open(IdxKind.MNIST, request.path());
        }

        @Override
        boolean isIn(Path path) {
            return IdxKind.MNIST.isIn(path);
        }
    },
    /** Pieces of clothing, in the layout of MNIST. */
    FASHION_MNIST(IdxKind.FASHION_MNIST, "clothes, 32 px, in grey") {
        @Override
        Dataset read(DataRequest request) {
            return IdxDataset.open(IdxKind.FASHION_MNIST, request.path());
        }

        @Override
        boolean isIn(Path path) {
            return IdxKind.FASHION_MNIST.isIn(path);
        }
    },
    /** Shapes, drawn when they are needed. */
    SHAPES("shapes", "drawn, no download", ImageShape.square(3, 32)) {
        @Override
        Dataset read(DataRequest request) {
            return Shapes.of(
                    request.shape(), request.limit() == null ? USUAL_SHAPES : MOST_SHAPES, TEST_SHAPES, SHAPES_SEED);
        }

        @Override
        public String source(Path path) {
            return "shapes, drawn in memory";
        }

        @Override
        public boolean isStored() {
            return false;
        }

        @Override
        public Optional<String> misuse(boolean hasData, Function<DatasetKind, String> choice) {
            return hasData
                    ? Optional.of("takes no --data; read an archive that data shapes has written with "
                            + choice.apply(CIFAR10))
                    : Optional.empty();
        }
    },
    /** One's own pictures. */
    FOLDER("folder", "one's own pictures", ImageShape.square(3, 32)) {
        @Override
        Dataset read(DataRequest request) {
            return ImageFolder.open(request.path(), request.shape(), request.folder());
        }

        @Override
        public Optional<String> misuse(boolean hasData, Function<DatasetKind, String> choice) {
            return hasData ? Optional.empty() : Optional.of("needs --data with the folder of the pictures");
        }
    };

    /** The name of the one that is taken unless another is asked for. */
    public static final String DEFAULT = "cifar10";

    /** Enough to learn from, few enough for an epoch in under a minute on two cores. */
    private static final int USUAL_SHAPES = 10_000;

    /** To choose from with {@code --limit}. */
    private static final int MOST_SHAPES = 50_000;

    private static final int TEST_SHAPES = 10_000;

    /** The shapes are a data set like another: not those of the training's own seed. */
    private static final long SHAPES_SEED = 1;

    private static final long MEGABYTE = 1_000_000;

    private final String title;
    private final String description;
    private final ImageShape shape;
    private final List<RemoteFile> files;

    /**
     * An entry.
     *
     * @param title what people call it
     * @param description what else is to be said about it, in a few words
     * @param shape the shape of its images, or the one they have unless another is asked for
     * @param files what there is to fetch, if anything
     */
    DatasetKind(String title, String description, ImageShape shape, RemoteFile... files) {
        this.title = title;
        this.description = description;
        this.shape = shape;
        this.files = List.of(files);
    }

    DatasetKind(IdxKind kind, String description) {
        this(kind.title(), description, IdxDataset.SHAPE, kind.files().toArray(RemoteFile[]::new));
    }

    /**
     * Opens it. Its images have the shape that is asked for.
     *
     * @throws DatasetException if it cannot be read
     * @throws RunException if there is another data set in its place
     */
    public final Dataset open(DataRequest request) {
        Path path = request.path();
        if (!files.isEmpty() && Files.isDirectory(path) && !isIn(path)) {
            requireNoOther(request);
            throw new RunException(path + ": this folder does not hold " + title + "; for pictures of your own use "
                    + request.choice().apply(FOLDER));
        }
        try {
            return ConvertedDataset.of(read(request), request.shape());
        } catch (DatasetException e) {
            requireNoOther(request);
            throw e;
        }
    }

    private void requireNoOther(DataRequest request) {
        if (isStored() && !isIn(request.path())) {
            Arrays.stream(values())
                    .filter(other -> other.isIn(request.path()))
                    .findFirst()
                    .ifPresent(other -> {
                        throw new RunException(request.path() + ": this holds " + other.title + "; use "
                                + request.choice().apply(other));
                    });
        }
    }

    /** Opens it in the shape that it has, or in the one that is asked for. */
    abstract Dataset read(DataRequest request);

    /** Whether a file or folder looks as if it held this data set. Nobody can tell that of pictures. */
    boolean isIn(Path path) {
        return false;
    }

    /** Where it came from, for people. */
    public String source(Path path) {
        return path.toString();
    }

    /** Whether it is read from a file or folder. */
    public boolean isStored() {
        return true;
    }

    /**
     * What is wrong with an option {@code --data} that is there, or that is missing, in words that follow the name of the data
     * set; empty if nothing is.
     *
     * @param choice how the user chooses another data set: {@code --dataset folder}
     */
    public Optional<String> misuse(boolean hasData, Function<DatasetKind, String> choice) {
        return Optional.empty();
    }

    /** What people call it. */
    public String title() {
        return title;
    }

    /** The shape of its images, or the one they have unless another is asked for. */
    public ImageShape shape() {
        return shape;
    }

    /** The files to fetch; empty if it cannot be fetched. */
    public List<RemoteFile> files() {
        return files;
    }

    /** The data sets that can be fetched. */
    public static List<DatasetKind> fetchable() {
        return Arrays.stream(values()).filter(kind -> !kind.files.isEmpty()).toList();
    }

    /**
     * Where it is in the cache, whether it is there or not: its file, or the folder of its files. Null if it cannot be
     * fetched.
     */
    public Path cached() {
        return switch (files.size()) {
            case 0 -> null;
            case 1 -> DownloadCache.path(files.getFirst());
            default -> DownloadCache.path(files.getFirst()).getParent();
        };
    }

    /** The same for each of its files, in any place that stands for {@link #cached}. */
    public List<Path> places(Path place) {
        return files.size() == 1
                ? List.of(place)
                : files.stream()
                        .map(file -> place.resolve(Path.of(file.name()).getFileName()))
                        .toList();
    }

    /** The command line that fetches it. */
    public String fetchCommand() {
        return Program.FETCH + (toString().equals(DEFAULT) ? "" : " " + this);
    }

    /** How much there is to fetch: {@code 170 MB}. */
    public String downloadSize() {
        long bytes = files.stream().mapToLong(RemoteFile::size).sum();
        return bytes / MEGABYTE + " MB";
    }

    /** {@code cifar10 (32 px, in colour)}. */
    public String described() {
        return this + " (" + description + ")";
    }

    /** All of them: {@code cifar10 (…), shapes (…) or folder (…)}. */
    public static String all() {
        List<String> all = Stream.of(values()).map(DatasetKind::described).toList();
        return String.join(", ", all.subList(0, all.size() - 1)) + " or " + all.getLast();
    }

    /** The name in lower case, as in options and files. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
