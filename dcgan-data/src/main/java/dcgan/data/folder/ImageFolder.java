package dcgan.data.folder;

import dcgan.data.Dataset;
import dcgan.data.DatasetException;
import dcgan.data.ImageShape;
import dcgan.data.Images;
import dcgan.data.Split;
import dcgan.data.Subset;
import dcgan.data.decode.PictureFile;
import dcgan.data.decode.PictureOptions;
import dcgan.data.file.Reasons;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * A data set of one's own pictures: all PNG and JPEG files below a folder, of any size, cropped to the square in their
 * middle and scaled to one size.
 *
 * <p>As in torchvision's {@code ImageFolder}, each sub-folder is a class, whatever lies in it and below it; pictures
 * directly in the folder are a class named as the folder itself. Classes, and the pictures in each, are in the order of
 * their names. Files of other names and hidden ones are passed over; a file called {@code .png}, {@code .jpg} or {@code
 * .jpeg} that is no such picture is an error. Transparent pixels are put on white. Grey pictures
 * become grey RGB where the images have three channels, and colours become grey (ITU-R 601) where they have one.
 */
public final class ImageFolder implements Dataset {
    private static final int MAX_SIZE = 1024;

    private final ImageShape shape;
    private final List<Path> files;
    private final int[] labels;
    private final List<String> classNames;

    private ImageFolder(ImageShape shape, List<Path> files, int[] labels, List<String> classNames) {
        this.shape = shape;
        this.files = files;
        this.labels = labels;
        this.classNames = classNames;
    }

    /**
     * Finds all pictures. None is opened before its image is asked for.
     *
     * @param shape the shape that the pictures are brought to: square, 1 to 1,024 pixels wide
     * @throws IllegalArgumentException if the shape is another one
     * @throws DatasetException if the folder cannot be read, or holds no picture
     */
    public static ImageFolder open(Path folder, ImageShape shape) {
        if (!shape.isSquare() || shape.width() > MAX_SIZE) {
            throw new IllegalArgumentException(
                    "images can be squares of 1 to " + MAX_SIZE + " pixels across, not " + shape);
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
        return new ImageFolder(shape, files, labels, classNames);
    }

    @Override
    public String name() {
        return "folder";
    }

    @Override
    public ImageShape shape() {
        return shape;
    }

    @Override
    public List<String> classNames() {
        return classNames;
    }

    /** All pictures are there to train with. */
    @Override
    public List<Split> splits() {
        return List.of(Split.TRAIN);
    }

    /**
     * Reads the pictures of the subset; the others are not opened.
     *
     * @throws DatasetException if a picture cannot be used
     */
    @Override
    public Images images(Split split, Subset subset) {
        if (split != Split.TRAIN) {
            throw new IllegalArgumentException("a folder has no images to " + split + " with");
        }
        int[] indices = subset.indices(labels, classNames.size());
        List<byte[]> images = Arrays.stream(indices)
                .parallel()
                .mapToObj(i -> PictureFile.read(files.get(i), shape, PictureOptions.DEFAULT))
                .toList();
        int[] chosen = Arrays.stream(indices).map(i -> labels[i]).toArray();
        return Images.of(shape, images, chosen, classNames);
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
        return dot > 0 && PictureFile.ENDINGS.contains(name.substring(dot + 1).toLowerCase(Locale.ROOT));
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
