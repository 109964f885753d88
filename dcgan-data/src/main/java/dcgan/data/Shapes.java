package dcgan.data;

import dcgan.data.file.AtomicFile;
import dcgan.data.file.Destination;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorOutputStream;

/**
 * A data set to try everything with, without a download: coloured shapes of ten classes, drawn from a seed, in
 * CIFAR-10's own layout. The pixels are the same on every machine and every Java; images take turns through the ten
 * classes.
 */
public final class Shapes {
    private static final String FOLDER = "cifar-10-batches-bin/";

    /** How many images there are to train with at most. */
    public static final int MAX_TRAIN_IMAGES = Cifar10.TRAIN_FILES.size() * Cifar10.MAX_RECORDS;

    private Shapes() {}

    /** The ten classes in the order of their labels. */
    public static List<String> classNames() {
        return Shape.names();
    }

    /**
     * Writes the data set as a {@code .tar.gz} archive that {@link Cifar10#open} reads.
     *
     * @param imagesPerFile images in each of the six files, 1 to 10,000: five times as many to train with, and as many
     *     again to test with
     * @throws IllegalArgumentException if the count is out of its range
     * @throws DatasetException if there is something at {@code archive} already that is not a pipe or a device, or it cannot
     *     be written
     */
    public static void write(Path archive, int imagesPerFile, long seed) {
        check(imagesPerFile);
        try {
            if (Files.exists(archive) && Destination.of(archive).isPlain()) {
                throw new DatasetException(
                        archive + ": there is something of that name already; remove it or choose another name.");
            }
            AtomicFile.writeDurably(archive, out -> {
                try (var gzip = new GzipCompressorOutputStream(out)) {
                    writeTar(gzip, imagesPerFile, seed);
                }
            });
        } catch (IOException e) {
            throw new DatasetException(
                    archive + ": the archive cannot be written (" + Reasons.of(e)
                            + "); make room or choose another place.",
                    e);
        }
    }

    /**
     * The data set in memory: the images that {@link #write} writes.
     *
     * @param imagesPerFile as for {@link #write}
     * @throws IllegalArgumentException if it is out of its range
     */
    public static Cifar10 open(int imagesPerFile, long seed) {
        check(imagesPerFile);
        int train = Cifar10.TRAIN_FILES.size() * imagesPerFile;
        Map<String, Integer> counts = new LinkedHashMap<>();
        Cifar10.TRAIN_FILES.forEach(file -> counts.put(file, imagesPerFile));
        counts.put(Cifar10.TEST_FILE, imagesPerFile);
        return new Cifar10(
                images(IntStream.range(0, train).toArray(), seed),
                images(IntStream.range(train, train + imagesPerFile).toArray(), seed),
                Collections.unmodifiableMap(counts));
    }

    /**
     * Images to train with, of which only those in a subset are drawn.
     *
     * @param images how many there are to choose from, 1 to 50,000
     * @return the same images as {@link Cifar10#train} of {@link #open} with that seed, {@code [3, 32, 32]}
     * @throws IllegalArgumentException if the count is out of its range
     */
    public static ImageDataset train(int images, long seed, Subset subset) {
        if (images < 1 || images > MAX_TRAIN_IMAGES) {
            throw new IllegalArgumentException(
                    Messages.format("there can be 1 to %,d images, not %,d", MAX_TRAIN_IMAGES, images));
        }
        int[] labels =
                IntStream.range(0, images).map(image -> shape(image).ordinal()).toArray();
        return images(subset.of(labels, Cifar10.CLASSES), seed);
    }

    private static ImageDataset images(int[] numbers, long seed) {
        List<byte[]> pixels = Arrays.stream(numbers)
                .parallel()
                .mapToObj(image -> {
                    byte[] drawn = new byte[Cifar10.PIXEL_BYTES];
                    draw(image, seed, drawn, 0);
                    return drawn;
                })
                .toList();
        int[] labels =
                Arrays.stream(numbers).map(image -> shape(image).ordinal()).toArray();
        return ImageDataset.of(Cifar10.CHANNELS, Cifar10.SIDE, Cifar10.SIDE, pixels, labels, classNames());
    }

    /** What an image shows: the shapes take turns. */
    private static Shape shape(int image) {
        return Shape.values()[image % Cifar10.CLASSES];
    }

    private static void check(int imagesPerFile) {
        if (imagesPerFile < 1 || imagesPerFile > Cifar10.MAX_RECORDS) {
            throw new IllegalArgumentException(Messages.format(
                    "there can be 1 to %,d images a file, not %,d", Cifar10.MAX_RECORDS, imagesPerFile));
        }
    }

    static void writeTar(OutputStream out, int imagesPerFile, long seed) throws IOException {
        TarArchiveOutputStream tar = new TarArchiveOutputStream(out);
        writeEntry(tar, FOLDER, new byte[0]);
        byte[] names = (String.join("\n", classNames()) + "\n").getBytes(StandardCharsets.UTF_8);
        writeEntry(tar, FOLDER + Cifar10.NAMES_FILE, names);
        List<String> files = new ArrayList<>(Cifar10.TRAIN_FILES);
        files.add(Cifar10.TEST_FILE);
        for (int file = 0; file < files.size(); file++) {
            writeEntry(tar, FOLDER + files.get(file), records(file * imagesPerFile, imagesPerFile, seed));
        }
        tar.finish();
    }

    private static void writeEntry(TarArchiveOutputStream tar, String name, byte[] content) throws IOException {
        TarArchiveEntry entry = new TarArchiveEntry(name);
        entry.setSize(content.length);
        // Nothing of this moment and this user, so that the same seed gives the same bytes.
        entry.setModTime(0);
        entry.setIds(0, 0);
        entry.setNames("", "");
        tar.putArchiveEntry(entry);
        tar.write(content);
        tar.closeArchiveEntry();
    }

    private static byte[] records(int first, int count, long seed) {
        byte[] records = new byte[count * Cifar10.RECORD_BYTES];
        IntStream.range(0, count).parallel().forEach(i -> {
            int image = first + i;
            records[i * Cifar10.RECORD_BYTES] = (byte) shape(image).ordinal();
            draw(image, seed, records, i * Cifar10.RECORD_BYTES + 1);
        });
        return records;
    }

    private static void draw(int image, long seed, byte[] target, int offset) {
        ShapeDrawing.of(shape(image), seed, image).draw(target, offset);
    }
}
