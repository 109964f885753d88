package dcgan.data.cifar;

import dcgan.data.Dataset;
import dcgan.data.DatasetException;
import dcgan.data.Images;
import dcgan.data.Split;
import dcgan.data.Subset;
import dcgan.data.file.AtomicFile;
import dcgan.data.file.Destination;
import dcgan.data.file.Reasons;
import dcgan.data.text.Messages;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorOutputStream;

/** Writes a data set in CIFAR-10's layout. */
public final class Cifar10Writer {
    private Cifar10Writer() {}

    /**
     * Writes a {@code .tar.gz} archive that {@link Cifar10#open} reads. The same data set gives the same bytes.
     *
     * @param dataset ten classes of images {@code [3, 32, 32]} in both splits
     * @param imagesPerFile images in each of the six files, 1 to 10,000: the first ones, five times as many of those to train with
     *     as of those to test with
     * @throws IllegalArgumentException if the data set does not fit the layout, or has fewer images
     * @throws DatasetException if there is something at {@code archive} already that is not a pipe or a device, or it cannot
     *     be written
     */
    public static void write(Dataset dataset, int imagesPerFile, Path archive) {
        check(dataset, imagesPerFile);
        try {
            if (Files.exists(archive) && Destination.of(archive).isPlain()) {
                throw new DatasetException(
                        archive + ": there is something of that name already; remove it or choose another name.");
            }
            AtomicFile.writeDurably(archive, out -> {
                try (var gzip = new GzipCompressorOutputStream(out)) {
                    writeTar(dataset, imagesPerFile, gzip);
                }
            });
        } catch (IOException e) {
            throw new DatasetException(
                    archive + ": the archive cannot be written (" + Reasons.of(e)
                            + "); make room or choose another place.",
                    e);
        }
    }

    private static void check(Dataset dataset, int imagesPerFile) {
        if (!dataset.shape().equals(Cifar10.SHAPE) || dataset.classNames().size() != Cifar10.CLASSES) {
            throw new IllegalArgumentException("the layout holds " + Cifar10.CLASSES + " classes of images "
                    + Cifar10.SHAPE + ", not " + dataset.classNames().size() + " of " + dataset.shape());
        }
        if (imagesPerFile < 1 || imagesPerFile > Cifar10.MAX_RECORDS) {
            throw new IllegalArgumentException(Messages.format(
                    "there can be 1 to %,d images a file, not %,d", Cifar10.MAX_RECORDS, imagesPerFile));
        }
    }

    static void writeTar(Dataset dataset, int imagesPerFile, OutputStream out) throws IOException {
        TarArchiveOutputStream tar = new TarArchiveOutputStream(out);
        writeEntry(tar, "", new byte[0]);
        String names = String.join("\n", dataset.classNames()) + "\n";
        writeEntry(tar, Cifar10.NAMES_FILE, names.getBytes(StandardCharsets.UTF_8));
        int first = 0;
        for (String file : Cifar10.TRAIN_FILES) {
            writeEntry(tar, file, records(dataset, Split.TRAIN, first, imagesPerFile));
            first += imagesPerFile;
        }
        writeEntry(tar, Cifar10.TEST_FILE, records(dataset, Split.TEST, 0, imagesPerFile));
        tar.finish();
    }

    private static void writeEntry(TarArchiveOutputStream tar, String name, byte[] content) throws IOException {
        TarArchiveEntry entry = new TarArchiveEntry(Cifar10.FOLDER + "/" + name);
        entry.setSize(content.length);
        // Nothing of this moment and this user, so that the same data set gives the same bytes.
        entry.setModTime(0);
        entry.setIds(0, 0);
        entry.setNames("", "");
        tar.putArchiveEntry(entry);
        tar.write(content);
        tar.closeArchiveEntry();
    }

    private static byte[] records(Dataset dataset, Split split, int first, int count) {
        Images images = dataset.images(split, Subset.range(first, first + count));
        if (images.size() < count) {
            throw new IllegalArgumentException(Messages.format(
                    "there are %,d images to %s with, fewer than %,d", first + images.size(), split, first + count));
        }
        byte[] records = new byte[count * Cifar10.RECORD_BYTES];
        for (int i = 0; i < count; i++) {
            records[i * Cifar10.RECORD_BYTES] = (byte) images.label(i);
            images.copyBytes(i, records, i * Cifar10.RECORD_BYTES + 1);
        }
        return records;
    }
}
