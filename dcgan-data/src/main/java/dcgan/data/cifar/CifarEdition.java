package dcgan.data.cifar;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The editions that the CIFAR data sets are published in, by the names of their files. */
enum CifarEdition {
    CIFAR10_BINARY(
            CifarKind.CIFAR10,
            Cifar10.FOLDER,
            Cifar10.TRAIN_FILES,
            Cifar10.TEST_FILE,
            List.of(Cifar10.NAMES_FILE),
            true),
    CIFAR10_PYTHON(
            CifarKind.CIFAR10,
            "cifar-10-batches-py",
            List.of("data_batch_1", "data_batch_2", "data_batch_3", "data_batch_4", "data_batch_5"),
            "test_batch",
            List.of("batches.meta"),
            false),
    CIFAR100_BINARY(
            CifarKind.CIFAR100,
            "cifar-100-binary",
            List.of("train.bin"),
            "test.bin",
            List.of("coarse_label_names.txt", "fine_label_names.txt"),
            true),
    CIFAR100_PYTHON(CifarKind.CIFAR100, "cifar-100-python", List.of("train"), "test", List.of("meta"), false);

    private final CifarKind kind;
    private final String folder;
    private final List<String> trainFiles;
    private final String testFile;
    private final List<String> namesFiles;
    private final boolean binary;

    /**
     * An edition.
     *
     * @param folder the folder that the files are published in
     * @param trainFiles in the order in which their images are numbered
     * @param namesFiles one for each way in which the images are labelled, or one for all of them
     */
    CifarEdition(
            CifarKind kind,
            String folder,
            List<String> trainFiles,
            String testFile,
            List<String> namesFiles,
            boolean binary) {
        this.kind = kind;
        this.folder = folder;
        this.trainFiles = trainFiles;
        this.testFile = testFile;
        this.namesFiles = namesFiles;
        this.binary = binary;
    }

    /** The editions of a data set, the one that is read first where there are two. */
    static Stream<CifarEdition> of(CifarKind kind) {
        return Stream.of(values()).filter(edition -> edition.kind == kind);
    }

    /** The edition that has a file of images of this name. */
    static Optional<CifarEdition> withImages(String name) {
        return Stream.of(values()).filter(edition -> edition.isOfImages(name)).findFirst();
    }

    /** Whether it has a file of this name. */
    boolean has(String name) {
        return isOfImages(name) || namesFiles.contains(name);
    }

    private boolean isOfImages(String name) {
        return trainFiles.contains(name) || testFile.equals(name);
    }

    /** Whether a folder looks as if it had the files, or the folder of them. */
    boolean isIn(Path path) {
        return Files.exists(path.resolve(folder)) || Files.isRegularFile(path.resolve(trainFiles.getFirst()));
    }

    /** The folder of the files: the one that is published, or else the path itself. */
    Path folderIn(Path path) {
        Path inner = path.resolve(folder);
        return Files.isDirectory(inner) ? inner : path;
    }

    CifarKind kind() {
        return kind;
    }

    List<String> trainFiles() {
        return trainFiles;
    }

    String testFile() {
        return testFile;
    }

    List<String> namesFiles() {
        return namesFiles;
    }

    /** Whether its files are records of bytes, and not Python's pickles. */
    boolean isBinary() {
        return binary;
    }
}
