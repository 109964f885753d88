package dcgan.data.cifar;

import dcgan.data.cifar.CifarKind.LabelSet;
import dcgan.data.text.Messages;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The files of the binary editions: records of labels and pixels, and class names as lines of text. */
final class BinaryFile {
    private static final int MAX_NAMES_BYTES = 4096;

    private BinaryFile() {}

    /**
     * Reads a row of records: a byte for each label, then 1,024 bytes of red, of green and of blue, row-major.
     *
     * @param size how long the file is said to be; no more than that is read
     */
    static CifarContent images(CifarKind kind, long size, InputStream in) throws IOException, CifarFormatException {
        int recordBytes = kind.recordBytes();
        long records = size / recordBytes;
        if (size == 0) {
            throw new CifarFormatException("is empty");
        }
        if (records > kind.maxRecords()) {
            throw new CifarFormatException(Messages.format(
                    "is %,d bytes long, but such a file has at most %,d records of %,d bytes",
                    size, kind.maxRecords(), recordBytes));
        }
        if (size % recordBytes != 0) {
            throw new CifarFormatException(Messages.format(
                    "is %,d bytes long, which is %,d records of %,d bytes and %,d more",
                    size, records, recordBytes, size % recordBytes));
        }
        // One array an image, made when its bytes are there: a size that lies costs no memory.
        List<byte[]> images = new ArrayList<>();
        List<int[]> labels =
                kind.labelSets().stream().map(set -> new int[(int) records]).toList();
        for (int record = 0; record < records; record++) {
            byte[] head = readFully(in, labels.size(), record);
            for (int i = 0; i < head.length; i++) {
                LabelSet set = kind.labelSets().get(i);
                int label = head[i] & 0xFF;
                if (label >= set.classes()) {
                    throw new CifarFormatException(Messages.format(
                            "has the %slabel %d in record %,d, but labels go from 0 to %d",
                            set.adjective(), label, record + 1, set.classes() - 1));
                }
                labels.get(i)[record] = label;
            }
            images.add(readFully(in, Cifar10.SHAPE.size(), record));
        }
        return new CifarContent(images, labels);
    }

    private static byte[] readFully(InputStream in, int length, int record) throws IOException, CifarFormatException {
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new CifarFormatException(Messages.format("ends within record %,d", record + 1));
        }
        return bytes;
    }

    /** Reads class names, one a line. */
    static List<String> names(long size, InputStream in) throws IOException, CifarFormatException {
        if (size > MAX_NAMES_BYTES) {
            throw new CifarFormatException(Messages.format("has %,d bytes, too many for class names", size));
        }
        byte[] text = in.readNBytes((int) size);
        if (text.length < size) {
            throw new CifarFormatException("ends within the class names");
        }
        return new String(text, StandardCharsets.UTF_8)
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList();
    }
}
