package dcgan.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A data set of one's own pictures: all PNG and JPEG files below a folder, of any size, cropped to the square in their
 * middle and scaled to one size.
 *
 * <p>As in torchvision's {@code ImageFolder}, each sub-folder is a class, whatever lies in it and below it; pictures
 * directly in the folder are a class named as the folder itself. Classes, and the pictures in each, are in the order of
 * their names. Files of other names and hidden ones are passed over; a file called {@code .png}, {@code .jpg} or {@code
 * .jpeg} that is no such picture is an error. Transparent pixels are put on white, grey pictures become grey RGB.
 */
public final class ImageFolder {
    private static final Set<String> ENDINGS = Set.of("png", "jpg", "jpeg");
    private static final int MAX_SIZE = 1024;

    private ImageFolder() {}

    /**
     * Reads all pictures.
     *
     * @param size the height and width of the images, 1 to 1,024
     * @return images {@code [3, size, size]}
     * @throws IllegalArgumentException if the size is out of its range
     * @throws DatasetException if the folder cannot be read, holds no picture, or one that cannot be used
     */
    public static ImageDataset open(Path folder, int size) {
        return open(folder, size, Subset.ALL);
    }

    /**
     * Reads some of the pictures; the others are not opened. Classes without a picture in the subset are kept.
     *
     * @param size the height and width of the images, 1 to 1,024
     * @return images {@code [3, size, size]}
     * @throws IllegalArgumentException if the size is out of its range
     * @throws DatasetException if the folder cannot be read, holds no picture, or one that cannot be used
     */
    public static ImageDataset open(Path folder, int size, Subset subset) {
        if (size < 1 || size > MAX_SIZE) {
            throw new IllegalArgumentException("images can be 1 to " + MAX_SIZE + " pixels wide, not " + size);
        }
        if (!Files.isDirectory(folder)) {
            throw new DatasetException(
                    folder + (Files.exists(folder) ? ": this is no folder" : ": there is no such folder")
                            + "; give a folder with PNG or JPEG files.");
        }
        List<Path> files = pictures(folder);
        if (files.isEmpty()) {
            throw new DatasetException(
                    folder + ": there is no .png, .jpg or .jpeg file in this folder or below; give another folder.");
        }
        List<String> classOfEach =
                files.stream().map(file -> className(folder, file)).toList();
        List<String> classNames = classOfEach.stream().distinct().sorted().toList();
        int[] labels = classOfEach.stream().mapToInt(classNames::indexOf).toArray();
        int[] chosen = subset.of(labels, classNames.size());
        List<byte[]> images = Arrays.stream(chosen)
                .parallel()
                .mapToObj(i -> PictureFile.read(files.get(i), size))
                .toList();
        int[] chosenLabels = Arrays.stream(chosen).map(i -> labels[i]).toArray();
        return ImageDataset.of(3, size, size, images, chosenLabels, classNames);
    }

    private static List<Path> pictures(Path folder) {
        try (Stream<Path> files = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
            return files.filter(file -> isPicture(folder.relativize(file)) && Files.isRegularFile(file))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw unreadable(folder, e);
        } catch (UncheckedIOException e) {
            throw unreadable(folder, e.getCause());
        }
    }

    private static DatasetException unreadable(Path folder, IOException e) {
        return new DatasetException(
                folder + ": not all of this folder can be read (" + Reasons.of(e) + "); check its permissions "
                        + "and links.",
                e);
    }

    private static boolean isPicture(Path relative) {
        for (Path part : relative) {
            if (part.toString().startsWith(".")) {
                return false;
            }
        }
        String name = relative.getFileName().toString();
        int dot = name.lastIndexOf('.');
        return dot > 0 && ENDINGS.contains(name.substring(dot + 1).toLowerCase(Locale.ROOT));
    }

    private static String className(Path folder, Path file) {
        Path relative = folder.relativize(file);
        if (relative.getNameCount() > 1) {
            return relative.getName(0).toString();
        }
        Path own = folder.toAbsolutePath().normalize().getFileName();
        return own == null ? "pictures" : own.toString();
    }
}
