package dcgan.data.decode;

import dcgan.data.DatasetException;
import dcgan.data.ImageShape;
import dcgan.data.file.Reasons;
import java.awt.Dimension;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.Set;

/**
 * One picture file as a small square image, with the colours and the orientation that a viewer shows: EXIF's
 * orientation is applied, colours are converted from the file's ICC profile to sRGB, and transparency is composed on a
 * background. Of several pictures in a file the first one is read.
 */
public final class PictureFile {
    /** The formats that are read, as words: {@code PNG, JPEG, … or TIFF}. */
    public static final String FORMATS = PictureFormat.names();

    /** The endings of names, in lower case and without the dot, of files that hold pictures. */
    public static final Set<String> ENDINGS = PictureFormat.endings();

    /** Raised whenever a file becomes other pixels than before, so that no cache gives the old ones. */
    public static final int VERSION = 2;

    static final long MAX_PIXELS = 250_000_000;

    /** Longer sides are read with gaps between the pixels, so that they fit into memory. */
    private static final int MAX_SIDE = 2048;

    private PictureFile() {}

    /**
     * Reads one file.
     *
     * @param shape square
     * @param options what becomes of transparency, and of pictures that are not square
     * @return {@code [channels, size, size]}
     * @throws DatasetException if the file cannot be read or used
     */
    public static byte[] read(Path path, ImageShape shape, PictureOptions options) {
        return open(path, source -> {
            Orientation orientation = source.orientation();
            Region region = Region.of(source.width(), source.height(), orientation, options.fit(), MAX_SIDE);
            Canvas canvas = new Canvas(region, orientation, options);
            Region inFrame = region.within(source.frame());
            if (inFrame != null) {
                int left = region.across().countBelow(source.frame().x);
                int top = region.down().countBelow(source.frame().y);
                canvas.draw(source.read(inFrame), inFrame, source.profile(), left, top);
            }
            float[][] planes = shape.channels() == 1 ? canvas.grey() : canvas.planes();
            return Scaling.of(canvas.width(), canvas.height(), shape.width(), shape.height())
                    .scale(planes);
        });
    }

    /**
     * The width and height of the upright picture in a file, in pixels, of which only the header is read.
     *
     * @throws DatasetException if the file is no picture that could be used
     */
    public static Dimension size(Path path) {
        return open(
                path,
                source -> source.orientation().swapsAxes()
                        ? new Dimension(source.height(), source.width())
                        : new Dimension(source.width(), source.height()));
    }

    private interface Use<T> {
        T of(PictureSource source) throws IOException;
    }

    private static <T> T open(Path path, Use<T> use) {
        try (Bytes file = Bytes.open(path)) {
            PictureSource source = PictureFormat.open(file);
            if (source == null) {
                throw new DatasetException(
                        path + ": this is no " + FORMATS + " picture, whatever its name; convert or remove it.");
            }
            return use.of(source);
        } catch (DatasetException e) {
            throw e;
        } catch (IOException | RuntimeException | AssertionError e) {
            // Decoders also throw unchecked exceptions at broken files, and assertions where they expect none.
            if (isEnd(e)) {
                throw new DatasetException(path + ": the picture is cut off; get it anew, or remove it.", e);
            }
            String remedy = e instanceof Defect defect ? defect.remedy() : "save it again";
            throw new DatasetException(
                    path + ": the picture cannot be read (" + reason(e) + "); " + remedy + ", or remove it.", e);
        }
    }

    private static boolean isEnd(Throwable e) {
        return e instanceof EOFException || e.getCause() != null && isEnd(e.getCause());
    }

    private static String reason(Throwable e) {
        return switch (e) {
            case Defect defect -> defect.getMessage();
            case FileSystemException system -> Reasons.of(system);
            default -> "it is damaged, or of a kind that is not supported";
        };
    }
}
