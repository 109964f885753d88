package dcgan.data.picture;

import com.twelvemonkeys.image.ImageUtil;
import dcgan.data.DatasetException;
import dcgan.data.file.AtomicFile;
import dcgan.data.file.Reasons;
import dcgan.data.text.Messages;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntFunction;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * Pictures of one size as an animated GIF that plays for ever. Each frame has a palette of its own: up to 256 colours, and so any
 * grey picture, stay exact. There is no dithering, which would flicker and make enlarged pixels look dirty.
 *
 * <pre>{@code
 * GifAnimation.of(frames::get, frames.size()).scale(4).delay(10).lastDelay(200).write(Path.of("walk.gif"));
 * }</pre>
 */
public final class GifAnimation {
    private static final int MAX_COLOURS = 256;
    private static final int DEFAULT_DELAY = 10;
    private static final int MAX_DELAY = 65535;
    private static final int MAX_SIDE = 65535;
    private static final String METADATA = "javax_imageio_gif_image_1.0";

    /** Netscape's extension: 1 for the loop, then how often, where 0 is for ever. */
    private static final byte[] LOOP = {1, 0, 0};

    private final IntFunction<BufferedImage> frames;
    private final int count;
    private final int scale;
    private final int delay;
    private final int lastDelay;

    private GifAnimation(IntFunction<BufferedImage> frames, int count, int scale, int delay, int lastDelay) {
        this.frames = frames;
        this.count = count;
        this.scale = scale;
        this.delay = delay;
        this.lastDelay = lastDelay;
    }

    /**
     * An animation.
     *
     * @param frames makes a frame; asked for each once, from 0 on, by each method that writes, so that they need not all be in
     *     memory
     * @throws IllegalArgumentException if there is no frame
     */
    public static GifAnimation of(IntFunction<BufferedImage> frames, int count) {
        if (count < 1) {
            throw new IllegalArgumentException("an animation needs at least one frame");
        }
        return new GifAnimation(frames, count, 1, DEFAULT_DELAY, DEFAULT_DELAY);
    }

    /**
     * This animation with each pixel drawn as a square of {@code scale} × {@code scale} (1 unless told).
     *
     * @throws IllegalArgumentException if below 1
     */
    public GifAnimation scale(int scale) {
        if (scale < 1) {
            throw new IllegalArgumentException("the scale must be at least 1, not " + scale);
        }
        return new GifAnimation(frames, count, scale, delay, lastDelay);
    }

    /**
     * This animation with each frame shown that long, the last one included, in hundredths of a second (10 unless told). Browsers
     * take less than 2 for 10.
     *
     * @throws IllegalArgumentException if it is not from 1 to 65535
     */
    public GifAnimation delay(int delay) {
        return new GifAnimation(frames, count, scale, checked(delay), delay);
    }

    /**
     * This animation with its last frame shown that long, in hundredths of a second.
     *
     * @throws IllegalArgumentException if it is not from 1 to 65535
     */
    public GifAnimation lastDelay(int lastDelay) {
        return new GifAnimation(frames, count, scale, delay, checked(lastDelay));
    }

    private static int checked(int delay) {
        if (delay < 1 || delay > MAX_DELAY) {
            throw new IllegalArgumentException("a frame takes from 1 to 65535 hundredths of a second, not " + delay);
        }
        return delay;
    }

    /**
     * Writes it to a file, in place of what was there; folders that are missing are made. The file is either whole or not there.
     *
     * @throws DatasetException if it would have more pixels than a GIF can, or cannot be written; what was there before is then
     *     still there
     */
    public void write(Path file) {
        try {
            AtomicFile.writeDurably(file, this::write);
        } catch (IOException e) {
            throw new DatasetException(
                    file + ": the animation cannot be written (" + Reasons.of(e)
                            + "); make room or choose another place.",
                    e);
        }
    }

    /**
     * What its file would hold.
     *
     * @throws DatasetException if it would have more pixels than a GIF can
     */
    public byte[] encode() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private void write(OutputStream out) throws IOException {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("gif").next();
        try (var stream = new MemoryCacheImageOutputStream(out)) {
            writer.setOutput(stream);
            writer.prepareWriteSequence(null);
            for (int i = 0; i < count; i++) {
                BufferedImage frame = indexed(frames.apply(i));
                IIOMetadata metadata =
                        writer.getDefaultImageMetadata(ImageTypeSpecifier.createFromRenderedImage(frame), null);
                metadata.mergeTree(METADATA, metadata(i));
                writer.writeToSequence(new IIOImage(frame, null, metadata), null);
                // Otherwise the stream keeps the whole file in memory.
                stream.flushBefore(stream.getStreamPosition());
            }
            writer.endWriteSequence();
        } finally {
            writer.dispose();
        }
    }

    private IIOMetadataNode metadata(int frame) {
        IIOMetadataNode control = new IIOMetadataNode("GraphicControlExtension");
        control.setAttribute("disposalMethod", "none");
        control.setAttribute("userInputFlag", "FALSE");
        control.setAttribute("transparentColorFlag", "FALSE");
        control.setAttribute("transparentColorIndex", "0");
        control.setAttribute("delayTime", Integer.toString(frame == count - 1 ? lastDelay : delay));
        IIOMetadataNode root = new IIOMetadataNode(METADATA);
        root.appendChild(control);
        if (frame == 0) {
            IIOMetadataNode loop = new IIOMetadataNode("ApplicationExtension");
            loop.setAttribute("applicationID", "NETSCAPE");
            loop.setAttribute("authenticationCode", "2.0");
            loop.setUserObject(LOOP);
            IIOMetadataNode extensions = new IIOMetadataNode("ApplicationExtensions");
            extensions.appendChild(loop);
            root.appendChild(extensions);
        }
        return root;
    }

    /** A frame with a palette, enlarged after its colours were chosen: equal pixels get equal colours. */
    private BufferedImage indexed(BufferedImage frame) {
        int width = frame.getWidth();
        int[] pixels = frame.getRGB(0, 0, width, frame.getHeight(), null, 0, width);
        Map<Integer, Byte> palette = new LinkedHashMap<>();
        for (int i = 0; i < pixels.length && palette.size() <= MAX_COLOURS; i++) {
            palette.putIfAbsent(pixels[i], (byte) palette.size());
        }
        if (palette.size() <= MAX_COLOURS) {
            byte[] indices = new byte[pixels.length];
            for (int i = 0; i < pixels.length; i++) {
                indices[i] = palette.get(pixels[i]);
            }
            int[] colours =
                    palette.keySet().stream().mapToInt(Integer::intValue).toArray();
            return enlarged(indices, width, colours);
        }
        BufferedImage reduced = ImageUtil.createIndexed(
                opaque(pixels, width), MAX_COLOURS, null, ImageUtil.DITHER_NONE | ImageUtil.COLOR_SELECTION_QUALITY);
        IndexColorModel chosen = (IndexColorModel) reduced.getColorModel();
        int[] colours = new int[chosen.getMapSize()];
        chosen.getRGBs(colours);
        byte[] indices = (byte[]) reduced.getRaster().getDataElements(0, 0, width, reduced.getHeight(), null);
        return enlarged(indices, width, colours);
    }

    private static BufferedImage opaque(int[] pixels, int width) {
        BufferedImage picture = new BufferedImage(width, pixels.length / width, BufferedImage.TYPE_INT_RGB);
        picture.setRGB(0, 0, width, pixels.length / width, pixels, 0, width);
        return picture;
    }

    private BufferedImage enlarged(byte[] indices, int width, int[] colours) {
        int height = indices.length / width;
        long area = (long) scale * width * scale * height;
        if ((long) scale * Math.max(width, height) > MAX_SIDE || area >= Integer.MAX_VALUE) {
            throw new DatasetException(Messages.format(
                    "An animation of %,d x %,d pixels is too large; enlarge it less.",
                    (long) scale * width, (long) scale * height));
        }
        BufferedImage picture = new BufferedImage(
                scale * width,
                scale * height,
                BufferedImage.TYPE_BYTE_INDEXED,
                new IndexColorModel(Byte.SIZE, colours.length, colours, 0, false, -1, DataBuffer.TYPE_BYTE));
        byte[] row = new byte[scale * width];
        for (int y = 0; y < picture.getHeight(); y++) {
            for (int x = 0; x < row.length; x++) {
                row[x] = indices[y / scale * width + x / scale];
            }
            picture.getRaster().setDataElements(0, y, row.length, 1, row);
        }
        return picture;
    }
}
