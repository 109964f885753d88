package dcgan.data.decode;

import com.twelvemonkeys.imageio.plugins.webp.WebPImageReaderSpi;
import java.awt.Rectangle;
import java.io.EOFException;
import java.io.IOException;
import javax.imageio.spi.ImageReaderSpi;

/**
 * A WebP file: still or, of an animation, the first frame. The decoder gets a file with the chunks of this frame and no
 * others.
 */
final class WebpSource extends PictureSource {
    private static final ImageReaderSpi READER = new WebPImageReaderSpi();

    private static final int MOST_PROFILE_BYTES = 4 << 20;

    /** Unlike others, the decoder holds all pixels where there are no losses, or is transparency. */
    private static final long MOST_PIXELS_AT_ONCE = 25_000_000;

    private static final int HAS_ALPHA = 0x10;

    /** So many bytes beyond the end the decoder reads, but does not need, of a picture that is whole. */
    private static final int READ_AHEAD = 32;

    private final Bytes file;
    private final Container container;
    private final ColourProfile profile;

    WebpSource(Bytes file) throws IOException {
        this(file, new Container(file));
    }

    private WebpSource(Bytes file, Container container) throws IOException {
        super(container.canvas.width, container.canvas.height);
        this.file = file;
        this.container = container;
        if (container.pixels.name.equals("VP8L") || container.alpha != null) {
            checkSize(
                    container.frame.width,
                    container.frame.height,
                    MOST_PIXELS_AT_ONCE,
                    "that are read of a WebP file that is lossless or transparent");
        }
        this.profile = ColourProfile.of(container.icc, 3);
    }

    /** A chunk: its name, and where its content is. */
    private record Chunk(String name, long start, long length) {
        long end() {
            return start + length + (length & 1);
        }
    }

    /** What the chunks of a file say. */
    private static final class Container {
        private final Bytes file;
        Rectangle canvas;
        Rectangle frame;
        Chunk pixels;
        Chunk alpha;
        byte[] icc;
        Orientation orientation = Orientation.TOP_LEFT;

        Container(Bytes file) throws IOException {
            this.file = file;
            // The last byte of padding is often missing.
            long end = 8 + file.u32le(4);
            if (end > file.length() + 1) {
                throw new EOFException();
            }
            readChunks(12, Math.min(end, file.length()));
            if (pixels == null) {
                throw new Defect("it has no pixels");
            }
            boolean lossless = pixels.name.equals("VP8L");
            Rectangle size = lossless ? lossless() : lossy();
            if (frame == null) {
                frame = size;
            }
            if (canvas == null) {
                canvas = size;
            }
            if (!frame.getSize().equals(size.getSize()) || !canvas.contains(frame)) {
                throw new Defect("its header is damaged");
            }
        }

        private void readChunks(long start, long end) throws IOException {
            for (long position = start; position + 8 <= end; ) {
                StringBuilder name = new StringBuilder();
                for (int i = 0; i < 4; i++) {
                    name.append((char) file.u8(position + i));
                }
                Chunk chunk = new Chunk(name.toString(), position + 8, file.u32le(position + 4));
                if (chunk.start + chunk.length > end) {
                    if (pixels != null) {
                        return;
                    }
                    throw new EOFException();
                }
                read(chunk);
                position = chunk.end();
            }
        }

        private void read(Chunk chunk) throws IOException {
            switch (chunk.name) {
                case "VP8X" -> {
                    if (canvas == null && chunk.length >= 10) {
                        canvas = new Rectangle(size(chunk.start + 4), size(chunk.start + 7));
                    }
                }
                case "ANMF" -> {
                    if (pixels == null && chunk.length >= 24) {
                        frame = new Rectangle(
                                2 * u24(chunk.start),
                                2 * u24(chunk.start + 3),
                                size(chunk.start + 6),
                                size(chunk.start + 9));
                        readChunks(chunk.start + 16, chunk.start + chunk.length);
                    }
                }
                case "VP8 ", "VP8L" -> pixels = pixels == null ? chunk : pixels;
                case "ALPH" -> alpha = pixels == null ? chunk : alpha;
                case "ICCP" -> {
                    if (icc == null && chunk.length <= MOST_PROFILE_BYTES) {
                        icc = file.copy(chunk.start, (int) chunk.length);
                    }
                }
                case "EXIF" -> {
                    // Some programs write the first bytes of JPEG's segment, too.
                    long base = chunk.start + (file.has(chunk.start, "Exif\0\0") ? 6 : 0);
                    orientation = TiffDirectory.orientation(file, base);
                }
                default -> {
                    // For information only.
                }
            }
        }

        private int u24(long offset) throws IOException {
            return file.u16le(offset) | file.u8(offset + 2) << 16;
        }

        private int size(long offset) throws IOException {
            return u24(offset) + 1;
        }

        private Rectangle lossless() throws IOException {
            if (pixels.length < 5 || file.u8(pixels.start) != 0x2F) {
                throw new Defect("its header is damaged");
            }
            alpha = null;
            long bits = file.u32le(pixels.start + 1);
            return new Rectangle((int) (bits & 0x3FFF) + 1, (int) (bits >> 14 & 0x3FFF) + 1);
        }

        private Rectangle lossy() throws IOException {
            long start = pixels.start;
            boolean key = pixels.length >= 10 && (file.u8(start) & 1) == 0;
            if (!key || file.u8(start + 3) != 0x9D || file.u16(start + 4) != 0x012A) {
                throw new Defect("its header is damaged");
            }
            // The first partition is followed by the others.
            if ((file.u8(start) | file.u16le(start + 1) << 8) >> 5 > pixels.length - 10) {
                throw new EOFException();
            }
            return new Rectangle(file.u16le(start + 6) & 0x3FFF, file.u16le(start + 8) & 0x3FFF);
        }
    }

    @Override
    Orientation orientation() {
        return container.orientation;
    }

    @Override
    Rectangle frame() {
        return container.frame;
    }

    @Override
    ColourProfile profile() {
        return profile;
    }

    @Override
    Rows read(Region region) throws IOException {
        Chunk pixels = container.pixels;
        SplicedInput input = new SplicedInput();
        boolean extended = container.alpha != null;
        long length = 4 + (extended ? 18 + 8 + container.alpha.end() - container.alpha.start : 0) + 8 + pixels.length;
        input.add(text("RIFF")).add(u32((int) length)).add(text("WEBP"));
        if (extended) {
            int width = container.frame.width - 1;
            int height = container.frame.height - 1;
            input.add(text("VP8X")).add(u32(10)).add(u32(HAS_ALPHA));
            input.add((byte) width, (byte) (width >> 8), (byte) (width >> 16));
            input.add((byte) height, (byte) (height >> 8), (byte) (height >> 16));
            add(input, container.alpha);
        }
        add(input, pixels);
        input.add(new byte[READ_AHEAD]);
        return Readers.read(READER, input.claimingLength().strict(), region);
    }

    private void add(SplicedInput input, Chunk chunk) {
        input.add(text(chunk.name)).add(u32((int) chunk.length)).add(file, chunk.start, chunk.length);
        input.add(new byte[(int) (chunk.length & 1)]);
    }

    private static byte[] text(String text) {
        return text.getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    }

    private static byte[] u32(int value) {
        return new byte[] {(byte) value, (byte) (value >> 8), (byte) (value >> 16), (byte) (value >> 24)};
    }
}
