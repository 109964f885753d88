package dcgan.data.folder;

import dcgan.data.DatasetException;
import dcgan.data.ImageShape;
import dcgan.data.Images;
import dcgan.data.text.Messages;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Pixels in memory. */
final class HeapStore implements PixelStore {
    private static final long MEGABYTE = 1_000_000;

    /** The rest is for all that is not pixels. */
    private static final int MOST_PERCENT = 80;

    private final ImageShape shape;
    private final Map<Integer, byte[]> pixels = new HashMap<>();

    HeapStore(ImageShape shape) {
        this.shape = shape;
    }

    @Override
    public int[] missing(int[] pictures, Progress progress) {
        int[] missing =
                Arrays.stream(pictures).filter(i -> !pixels.containsKey(i)).toArray();
        progress.found(pictures.length - missing.length);
        return missing;
    }

    @Override
    public void reserve(int pictures) {
        long bytes = (long) pictures * shape.size();
        long heap = Runtime.getRuntime().maxMemory();
        if (bytes > heap / 100 * MOST_PERCENT) {
            throw new DatasetException(Messages.format(
                    "%,d pictures of %s take %,d MB, too much for a heap of %,d MB; keep them in a cache, use fewer, or"
                            + " make them smaller.",
                    pictures, shape, bytes / MEGABYTE, heap / MEGABYTE));
        }
    }

    @Override
    public void put(int picture, Decoded decoded) {
        pixels.put(picture, decoded.pixels());
    }

    @Override
    public Images images(int[] pictures, int[] labels, List<String> classNames) {
        return Images.of(shape, Arrays.stream(pictures).mapToObj(pixels::get).toList(), labels, classNames);
    }
}
