package dcgan.data.cifar;

import dcgan.data.DatasetException;
import dcgan.data.Images;
import dcgan.data.archive.TarArchive;
import dcgan.data.text.Messages;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** The files of a CIFAR-10 data set, checked one by one in whatever order they come, and put together at the end. */
final class Cifar10Files implements TarArchive.Files {
    private static final int MAX_NAMES_BYTES = 4096;
    private static final Pattern CLASS_NAME = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N} _-]{0,49}");
    private static final Set<String> OTHER_EDITIONS =
            Set.of("data_batch_1", "train.bin", "fine_label_names.txt", "batches.meta", "train", "meta");
    private static final String DAMAGED = "the data is damaged, fetch it again with `dcgan data fetch`.";

    private final String source;
    private final Map<String, Content> contents = new HashMap<>();
    private List<String> classNames;
    private String otherEdition;

    private record Content(List<byte[]> images, int[] labels) {}

    /** Files of an archive or folder that is called {@code source} in messages. */
    Cifar10Files(String source) {
        this.source = source;
    }

    @Override
    public boolean wants(String name) {
        if (OTHER_EDITIONS.contains(name)) {
            otherEdition = name;
        }
        return name.equals(Cifar10.NAMES_FILE) || name.equals(Cifar10.TEST_FILE) || Cifar10.TRAIN_FILES.contains(name);
    }

    @Override
    public void add(String name, long size, InputStream in) throws IOException {
        boolean names = name.equals(Cifar10.NAMES_FILE);
        if (names ? classNames != null : contents.containsKey(name)) {
            throw error(name, "is there twice, and nobody can say which one counts; " + DAMAGED);
        }
        if (names) {
            classNames = readNames(name, size, in);
        } else {
            contents.put(name, readRecords(name, size, in));
        }
    }

    private List<String> readNames(String name, long size, InputStream in) throws IOException {
        if (size > MAX_NAMES_BYTES) {
            throw error(name, Messages.format("has %,d bytes, too many for ten class names; ", size) + DAMAGED);
        }
        List<String> names = new String(readFully(name, in, new byte[(int) size], 0), StandardCharsets.UTF_8)
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList();
        if (names.size() != Cifar10.CLASSES || Set.copyOf(names).size() != Cifar10.CLASSES) {
            throw error(
                    name,
                    "must name ten different classes, one a line, but names "
                            + Set.copyOf(names).size() + "; " + DAMAGED);
        }
        for (String className : names) {
            if (!CLASS_NAME.matcher(className).matches()) {
                throw error(
                        name,
                        "has the class name \"" + Messages.printable(className)
                                + "\", but a class name is up to 50 letters, digits, spaces, _ or -; " + DAMAGED);
            }
        }
        return names;
    }

    private Content readRecords(String name, long size, InputStream in) throws IOException {
        long records = size / Cifar10.RECORD_BYTES;
        if (size == 0) {
            throw error(name, "is empty; " + DAMAGED);
        }
        if (records > Cifar10.MAX_RECORDS) {
            throw error(
                    name,
                    Messages.format(
                                    "is %,d bytes long, but such a file has at most %,d records of %,d bytes; ",
                                    size, Cifar10.MAX_RECORDS, Cifar10.RECORD_BYTES)
                            + DAMAGED);
        }
        if (size % Cifar10.RECORD_BYTES != 0) {
            throw error(
                    name,
                    Messages.format(
                                    "is %,d bytes long, which is %,d records of %,d bytes and %,d more; ",
                                    size, records, Cifar10.RECORD_BYTES, size % Cifar10.RECORD_BYTES)
                            + DAMAGED);
        }
        // One array an image, made when its bytes are there: a size that lies costs no memory.
        List<byte[]> images = new ArrayList<>();
        int[] labels = new int[(int) records];
        for (int record = 0; record < records; record++) {
            labels[record] = in.read();
            byte[] image = readFully(name, in, new byte[Cifar10.SHAPE.size()], record);
            if (labels[record] >= Cifar10.CLASSES) {
                throw error(
                        name,
                        Messages.format(
                                        "has the label %d in record %,d, but labels go from 0 to 9; ",
                                        labels[record], record + 1)
                                + DAMAGED);
            }
            images.add(image);
        }
        return new Content(images, labels);
    }

    private byte[] readFully(String name, InputStream in, byte[] bytes, int record) throws IOException {
        if (in.readNBytes(bytes, 0, bytes.length) < bytes.length) {
            throw error(name, Messages.format("ends within record %,d; ", record + 1) + DAMAGED);
        }
        return bytes;
    }

    /**
     * The data set of all files.
     *
     * @throws DatasetException if a file is missing, or the training files differ in length
     */
    Cifar10 toCifar10() {
        Map<String, Integer> counts = new LinkedHashMap<>();
        for (String name : Cifar10.TRAIN_FILES) {
            counts.put(name, require(name).labels.length);
        }
        if (Set.copyOf(counts.values()).size() > 1) {
            throw new DatasetException(source + ": the five data_batch files must hold equally many images, but hold "
                    + counts.values() + "; " + DAMAGED);
        }
        Images train = dataset(Cifar10.TRAIN_FILES);
        Images test = dataset(List.of(Cifar10.TEST_FILE));
        counts.put(Cifar10.TEST_FILE, test.size());
        return new Cifar10(train, test, Collections.unmodifiableMap(counts));
    }

    private Images dataset(List<String> names) {
        List<byte[]> images = new ArrayList<>();
        names.forEach(name -> images.addAll(require(name).images));
        int[] labels = names.stream()
                .flatMapToInt(name -> Arrays.stream(require(name).labels))
                .toArray();
        if (classNames == null) {
            throw missing(Cifar10.NAMES_FILE);
        }
        return Images.of(Cifar10.SHAPE, images, labels, classNames);
    }

    private Content require(String name) {
        Content content = contents.get(name);
        if (content == null) {
            throw missing(name);
        }
        return content;
    }

    private DatasetException missing(String name) {
        String advice = otherEdition == null
                ? "; it is incomplete or something else, fetch it with `dcgan data fetch`."
                : ", but there is " + otherEdition
                        + ", so this is another edition; use the binary version of CIFAR-10 (`dcgan data fetch`).";
        return new DatasetException(source + ": " + name + " is missing" + advice);
    }

    /** A complaint about one file. */
    DatasetException error(String name, String complaint) {
        return new DatasetException(source + ": " + Messages.printable(name) + " " + complaint);
    }
}
