package dcgan.data.picture;

import dcgan.data.DatasetException;
import dcgan.data.Images;
import dcgan.data.file.AtomicFile;
import dcgan.data.file.Reasons;
import dcgan.data.text.Messages;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * Pictures to PNG files, each of which is either whole or not there. A symbolic link stays one, and its target is replaced;
 * to a pipe or a device a picture is written directly.
 */
public final class PngFiles {
    @FunctionalInterface
    private interface Writing {
        void write(Path file, AtomicFile.Content content) throws IOException;
    }

    private PngFiles() {}

    /**
     * Writes a picture, in place of what was there; folders that are missing are made.
     *
     * @throws DatasetException if it cannot be written; what was there before is then still there
     */
    public static void write(BufferedImage picture, Path file) {
        write(picture, file, AtomicFile::writeDurably);
    }

    /** One of many pictures, which can be written again after a power cut. */
    static void writeOneOfMany(BufferedImage picture, Path file) {
        write(picture, file, AtomicFile::write);
    }

    private static void write(BufferedImage picture, Path file, Writing writing) {
        try {
            writing.write(file, out -> writePng(picture, out));
        } catch (IOException e) {
            throw new DatasetException(
                    file + ": the picture cannot be written (" + Reasons.of(e)
                            + "); make room or choose another place.",
                    e);
        }
    }

    /**
     * Writes images to {@code folder/class/00001.png}, …, numbered within each class. A slash in a class name becomes a hyphen:
     * {@code T-shirt-top}.
     *
     * @throws DatasetException if the folder is not empty, or cannot be written, or if a class name cannot be the name of a
     *     folder
     */
    public static void export(Images images, Path folder) {
        requireEmpty(folder);
        int[] written = new int[images.classNames().size()];
        List<String> folders =
                images.classNames().stream().map(PngFiles::folder).toList();
        if (Set.copyOf(folders).size() < folders.size()) {
            throw new DatasetException("Two class names differ in a slash alone and cannot be the names of two folders;"
                    + " rename one of the classes.");
        }
        try (PngQueue queue = new PngQueue(images.shape().pixels())) {
            for (int i = 0; i < images.size(); i++) {
                int number = ++written[images.label(i)];
                Path file = folder.resolve(folders.get(images.label(i)), Messages.format("%05d.png", number));
                // The first one of a class makes its folder.
                BufferedImage picture = PictureGrid.of(images, i, 1).padding(0).render();
                if (number == 1) {
                    writeOneOfMany(picture, file);
                } else {
                    queue.add(file, () -> picture);
                }
            }
            queue.finish();
        }
    }

    private static String folder(String className) {
        String name = className.replace('/', '-');
        if (!name.matches("[^\\\\:\\p{Cntrl}]+") || name.matches("\\.+")) {
            throw new DatasetException("The class name \"" + Messages.printable(className)
                    + "\" cannot be the name of a folder; rename the class.");
        }
        return name;
    }

    /**
     * Requires what {@link #export} requires of its folder, which can be told before the images are read.
     *
     * @throws DatasetException if the folder is there and not empty, or cannot be read
     */
    public static void requireEmpty(Path folder) {
        if (Files.notExists(folder)) {
            return;
        }
        try (Stream<Path> entries = Files.list(folder)) {
            if (entries.findAny().isPresent()) {
                throw new DatasetException(
                        folder + ": the folder is not empty, and nothing in it is overwritten; choose another one.");
            }
        } catch (IOException e) {
            throw new DatasetException(
                    folder + ": this cannot be used as a folder (" + Reasons.of(e) + "); choose another one.", e);
        }
    }

    private static void writePng(BufferedImage picture, OutputStream out) throws IOException {
        try (var stream = new MemoryCacheImageOutputStream(out)) {
            if (!ImageIO.write(picture, "png", stream)) {
                throw new IOException("this kind of picture has no PNG form");
            }
        }
    }
}
