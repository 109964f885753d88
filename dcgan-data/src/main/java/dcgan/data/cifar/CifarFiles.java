package dcgan.data.cifar;

import dcgan.data.DatasetException;
import dcgan.data.Images;
import dcgan.data.archive.TarArchive;
import dcgan.data.cifar.CifarKind.LabelSet;
import dcgan.data.file.Reasons;
import dcgan.data.text.Messages;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The files of a CIFAR data set, checked one by one in whatever order they come, and put together at the end. */
final class CifarFiles implements TarArchive.Files {
    private static final int BUFFER = 1 << 16;
    private static final Pattern CLASS_NAME = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N} _-]{0,49}");

    private final String source;
    private final CifarKind kind;
    private final Map<String, CifarContent> contents = new HashMap<>();
    private final Map<String, List<List<String>>> names = new HashMap<>();

    /** Null until a file has shown which it is. */
    private CifarEdition edition;

    private CifarFiles(String source, CifarKind kind, CifarEdition edition) {
        this.source = source;
        this.kind = kind;
        this.edition = edition;
    }

    /**
     * Reads a {@code .tar.gz} or {@code .tar} archive of any edition, or a folder of the unpacked files or with the folder of the
     * archive in it.
     *
     * @throws DatasetException if there is nothing to read at {@code path}, or if anything in it is not as it must be
     */
    static CifarFiles read(CifarKind kind, Path path) {
        if (Files.notExists(path)) {
            throw new DatasetException(path + ": there is no such file or folder; `"
                    + kind.advice().fetch() + "` downloads the archive.");
        }
        if (Files.isDirectory(path)) {
            return readFolder(kind, path);
        }
        if (!Files.isRegularFile(path)) {
            throw new DatasetException(path + ": this is neither a file nor a folder; give the archive itself.");
        }
        try (InputStream in = Files.newInputStream(path)) {
            CifarFiles files = new CifarFiles(path.toString(), kind, null);
            new TarArchive(path.toString(), kind.title(), kind.advice(), files).read(in);
            return files;
        } catch (IOException e) {
            throw new DatasetException(
                    path + ": the archive cannot be read (" + Reasons.of(e) + "); check the path and its permissions.",
                    e);
        }
    }

    private static CifarFiles readFolder(CifarKind kind, Path path) {
        List<CifarEdition> editions = CifarEdition.of(kind).toList();
        CifarEdition edition = editions.stream()
                .filter(candidate -> candidate.isIn(path))
                .findFirst()
                .orElse(editions.getFirst());
        Path folder = edition.folderIn(path);
        CifarFiles files = new CifarFiles(folder.toString(), kind, edition);
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            for (Path file : entries) {
                String name = file.getFileName().toString();
                if (files.wants(name)) {
                    files.add(name, file);
                }
            }
        } catch (IOException e) {
            throw new DatasetException(
                    folder + ": the folder cannot be read (" + Reasons.of(e) + "); check its permissions.", e);
        }
        return files;
    }

    private void add(String name, Path file) {
        if (!Files.isRegularFile(file)) {
            throw error(name, "is not a file; unpack the archive again, or give the archive itself.");
        }
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), BUFFER)) {
            add(name, Files.size(file), in);
        } catch (IOException e) {
            throw error(name, "cannot be read (" + Reasons.of(e) + "); check the file and its permissions.");
        }
    }

    /** Whether there is a data set of this kind, as far as the names of files tell, in a folder or an archive. */
    static boolean isIn(CifarKind kind, Path path) {
        if (Files.isDirectory(path)) {
            return CifarEdition.of(kind).anyMatch(edition -> edition.isIn(path));
        }
        return TarArchive.find(path, name -> CifarEdition.withImages(name).isPresent())
                .flatMap(CifarEdition::withImages)
                .filter(found -> found.kind() == kind)
                .isPresent();
    }

    @Override
    public boolean wants(String name) {
        if (edition == null) {
            edition = CifarEdition.of(kind)
                    .filter(candidate -> candidate.has(name))
                    .findFirst()
                    .orElse(null);
        }
        return edition != null && edition.has(name);
    }

    @Override
    public void skip(String name) {
        Optional<CifarEdition> other = edition == null ? CifarEdition.withImages(name) : Optional.empty();
        if (other.isPresent()) {
            CifarKind found = other.get().kind();
            throw error(
                    name,
                    "shows that this holds " + found.title() + ", not " + kind.title() + "; read it as " + found + ".");
        }
    }

    @Override
    public void add(String name, long size, InputStream in) throws IOException {
        if (contents.containsKey(name) || names.containsKey(name)) {
            throw error(name, "is there twice, and nobody can say which one counts; " + kind.damaged());
        }
        try {
            if (edition.namesFiles().contains(name)) {
                names.put(name, readNames(name, size, in));
            } else {
                contents.put(
                        name,
                        edition.isBinary() ? BinaryFile.images(kind, size, in) : PythonFile.images(kind, size, in));
            }
        } catch (CifarFormatException e) {
            throw error(name, e.getMessage() + "; " + kind.damaged());
        }
    }

    /** The class names in a file, for each way of labelling that it is about. */
    private List<List<String>> readNames(String name, long size, InputStream in)
            throws IOException, CifarFormatException {
        List<List<String>> read =
                edition.isBinary() ? List.of(BinaryFile.names(size, in)) : PythonFile.names(kind, size, in);
        int first = edition.namesFiles().indexOf(name);
        for (int i = 0; i < read.size(); i++) {
            check(kind.labelSets().get(first + i), read.get(i));
        }
        return read;
    }

    private static void check(LabelSet set, List<String> classNames) throws CifarFormatException {
        int different = Set.copyOf(classNames).size();
        if (classNames.size() != set.classes() || different != set.classes()) {
            throw new CifarFormatException(
                    "must name " + set.classes() + " different " + set.adjective() + "classes, but names " + different);
        }
        for (String className : classNames) {
            if (!CLASS_NAME.matcher(className).matches()) {
                throw new CifarFormatException("has the class name \"" + Messages.printable(className)
                        + "\", but a class name is up to 50 letters, digits, spaces, _ or -");
            }
        }
    }

    /**
     * How many images each file holds, by the file's name, training files first.
     *
     * @throws DatasetException if a file is missing, or the training files differ in length
     */
    Map<String, Integer> counts() {
        Map<String, Integer> counts = new LinkedHashMap<>();
        for (String name : edition().trainFiles()) {
            counts.put(name, require(name).images().size());
        }
        if (Set.copyOf(counts.values()).size() > 1) {
            throw new DatasetException(source + ": the five data_batch files must hold equally many images, but hold "
                    + counts.values() + "; " + kind.damaged());
        }
        counts.put(edition().testFile(), require(edition().testFile()).images().size());
        return Collections.unmodifiableMap(counts);
    }

    /**
     * The images to train with.
     *
     * @param labelSet which of {@link CifarKind#labelSets} they are labelled with
     * @throws DatasetException if a file is missing
     */
    Images train(int labelSet) {
        return images(edition().trainFiles(), labelSet);
    }

    /** The same for the images to test with. */
    Images test(int labelSet) {
        return images(List.of(edition().testFile()), labelSet);
    }

    private Images images(List<String> files, int labelSet) {
        List<byte[]> images = new ArrayList<>();
        files.forEach(name -> images.addAll(require(name).images()));
        int[] labels = files.stream()
                .flatMapToInt(name -> Arrays.stream(require(name).labels().get(labelSet)))
                .toArray();
        return Images.of(Cifar10.SHAPE, images, labels, classNames(labelSet));
    }

    private List<String> classNames(int labelSet) {
        List<List<String>> all = new ArrayList<>();
        for (String name : edition().namesFiles()) {
            if (!names.containsKey(name)) {
                throw missing(name);
            }
            all.addAll(names.get(name));
        }
        return all.get(labelSet);
    }

    /** Where nothing has shown the edition, the first one's files are missing. */
    private CifarEdition edition() {
        return edition != null ? edition : CifarEdition.of(kind).findFirst().orElseThrow();
    }

    private CifarContent require(String name) {
        CifarContent content = contents.get(name);
        if (content == null) {
            throw missing(name);
        }
        return content;
    }

    private DatasetException missing(String name) {
        return new DatasetException(
                source + ": " + name + " is missing; it is incomplete or something else, fetch it with `"
                        + kind.advice().fetch() + "`.");
    }

    private DatasetException error(String name, String complaint) {
        return new DatasetException(source + ": " + Messages.printable(name) + " " + complaint);
    }
}
