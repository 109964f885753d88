package dcgan.data.cifar;

import dcgan.data.cifar.CifarKind.LabelSet;
import dcgan.data.pickle.PickleException;
import dcgan.data.pickle.PickledArray;
import dcgan.data.pickle.PickledString;
import dcgan.data.pickle.Unpickler;
import dcgan.data.text.Messages;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** The files of the Python editions: pickled dictionaries. */
final class PythonFile {
    private static final int MAX_NAMES_BYTES = 1 << 16;

    /** Room for labels, file names and the like, per image and per file. */
    private static final int OTHER_BYTES_PER_IMAGE = 400;

    private static final int OTHER_BYTES = 1 << 16;

    private PythonFile() {}

    /**
     * Reads images: the array {@code data} of a row of 3,072 bytes for each, and a list for each way in which they are
     * labelled.
     *
     * @param size how long the file is said to be; no more than that is read
     */
    static CifarContent images(CifarKind kind, long size, InputStream in) throws IOException, CifarFormatException {
        // Python 3 writes bytes as UTF-8 in protocol 2, where half of them take two.
        long most = kind.maxRecords() * (2L * Cifar10.SHAPE.size() + OTHER_BYTES_PER_IMAGE) + OTHER_BYTES;
        if (size > most) {
            throw new CifarFormatException(Messages.format(
                    "is %,d bytes long, too many for the %,d images of such a file", size, kind.maxRecords()));
        }
        Map<?, ?> entries = dictionary(size, in);
        if (!(entries.get("data") instanceof PickledArray data)) {
            throw new CifarFormatException("has no array named data");
        }
        if (data.rows() < 1 || data.rows() > kind.maxRecords() || data.columns() != Cifar10.SHAPE.size()) {
            throw new CifarFormatException(Messages.format(
                    "has an array of %,d rows of %,d bytes, but such a file has 1 to %,d rows of %,d",
                    data.rows(), data.columns(), kind.maxRecords(), Cifar10.SHAPE.size()));
        }
        List<int[]> labels = new ArrayList<>();
        for (LabelSet set : kind.labelSets()) {
            labels.add(labels(set, entries.get(set.key()), data.rows()));
        }
        List<byte[]> images = new ArrayList<>();
        for (int row = 0; row < data.rows(); row++) {
            images.add(Arrays.copyOfRange(data.bytes(), row * data.columns(), (row + 1) * data.columns()));
        }
        return new CifarContent(images, labels);
    }

    private static int[] labels(LabelSet set, Object value, int count) throws CifarFormatException {
        if (!(value instanceof List<?> list)) {
            throw new CifarFormatException("has no list named " + set.key());
        }
        if (list.size() != count) {
            throw new CifarFormatException(
                    Messages.format("has %,d images, but %,d entries in %s", count, list.size(), set.key()));
        }
        int[] labels = new int[count];
        for (int i = 0; i < count; i++) {
            if (!(list.get(i) instanceof Long label)) {
                throw new CifarFormatException(
                        Messages.format("has something in %s that is no number, at entry %,d", set.key(), i + 1));
            }
            if (label < 0 || label >= set.classes()) {
                throw new CifarFormatException(Messages.format(
                        "has the %slabel %d for image %,d, but labels go from 0 to %d",
                        set.adjective(), label, i + 1, set.classes() - 1));
            }
            labels[i] = label.intValue();
        }
        return labels;
    }

    /** Reads the class names for each way in which the images are labelled. */
    static List<List<String>> names(CifarKind kind, long size, InputStream in)
            throws IOException, CifarFormatException {
        if (size > MAX_NAMES_BYTES) {
            throw new CifarFormatException(Messages.format("has %,d bytes, too many for class names", size));
        }
        Map<?, ?> entries = dictionary(size, in);
        List<List<String>> all = new ArrayList<>();
        for (LabelSet set : kind.labelSets()) {
            if (!(entries.get(set.namesKey()) instanceof List<?> list)
                    || !list.stream().allMatch(PickledString.class::isInstance)) {
                throw new CifarFormatException("has no list of names named " + set.namesKey());
            }
            all.add(list.stream().map(name -> ((PickledString) name).text()).toList());
        }
        return all;
    }

    private static Map<?, ?> dictionary(long size, InputStream in) throws IOException, CifarFormatException {
        try {
            if (Unpickler.read(in, size) instanceof Map<?, ?> entries) {
                return entries;
            }
        } catch (PickleException e) {
            throw new CifarFormatException(e.getMessage());
        }
        throw new CifarFormatException("is a pickle of something else than a dictionary");
    }
}
