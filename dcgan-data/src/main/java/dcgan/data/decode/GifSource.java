package dcgan.data.decode;

import java.awt.Rectangle;
import java.io.EOFException;
import java.io.IOException;
import javax.imageio.ImageReader;
import javax.imageio.event.IIOReadProgressListener;
import javax.imageio.spi.ImageReaderSpi;

/** The first frame of a GIF file. The decoder gets a file with this frame and no others. */
final class GifSource extends PictureSource {
    private static final ImageReaderSpi READER = Readers.ofJdk("gif");

    private static final int COLOUR_TABLE = 0x80;

    private final Bytes file;
    private final Layout layout;

    GifSource(Bytes file) throws IOException {
        this(file, new Layout(file));
    }

    private GifSource(Bytes file, Layout layout) throws IOException {
        super(layout.canvas.width, layout.canvas.height);
        this.file = file;
        this.layout = layout;
    }

    /** Where the parts of a file are. */
    private static final class Layout {
        final long headerEnd;
        long control;
        long image;
        long imageEnd;
        final Rectangle frame;
        final Rectangle canvas;

        Layout(Bytes file) throws IOException {
            headerEnd = 13 + tableLength(file.u8(10));
            for (long position = headerEnd; image == 0; ) {
                switch (file.u8(position)) {
                    case '!' -> {
                        control = file.u8(position + 1) == 0xF9 && file.u8(position + 2) == 4 ? position : control;
                        position = blocksEnd(file, position + 2);
                    }
                    case ',' -> image = position;
                    default -> throw new Defect("it has no pixels");
                }
            }
            imageEnd = blocksEnd(file, image + 10 + tableLength(file.u8(image + 9)) + 1);
            frame = new Rectangle(
                    file.u16le(image + 1), file.u16le(image + 3), file.u16le(image + 5), file.u16le(image + 7));
            if (frame.width == 0 || frame.height == 0) {
                throw new Defect("it has no pixels");
            }
            canvas = new Rectangle(file.u16le(6), file.u16le(8)).union(frame);
        }

        private static long tableLength(int flags) {
            return (flags & COLOUR_TABLE) == 0 ? 0 : 3L << (flags & 7) + 1;
        }

        private static long blocksEnd(Bytes file, long start) throws IOException {
            long position = start;
            while (file.u8(position) != 0) {
                position += 1 + file.u8(position);
            }
            return position + 1;
        }
    }

    @Override
    Rectangle frame() {
        return layout.frame;
    }

    @Override
    ColourProfile profile() {
        return null;
    }

    @Override
    Rows read(Region region) throws IOException {
        SplicedInput input = new SplicedInput().add(file, 0, layout.headerEnd);
        if (layout.control > 0) {
            input.add(file, layout.control, 8);
        }
        input.add(file, layout.image, layout.imageEnd - layout.image).add((byte) ';');
        RowCount count = new RowCount(layout.frame.height);
        Rows rows = Readers.read(READER, input, region, (reader, param) -> {
            reader.addIIOReadProgressListener(count);
            return new ImageRows(reader.read(0, param));
        });
        if (count.rows < layout.frame.height) {
            throw new EOFException();
        }
        return rows;
    }

    /** Counts decoded rows, and ends the decoding after the last one: what follows could be endless. */
    private static final class RowCount implements IIOReadProgressListener {
        private final int most;
        private int rows;

        RowCount(int most) {
            this.most = most;
        }

        @Override
        public void imageProgress(ImageReader reader, float percentageDone) {
            rows++;
            if (rows > most) {
                reader.abort();
            }
        }

        @Override
        public void imageStarted(ImageReader reader, int image) {}

        @Override
        public void imageComplete(ImageReader reader) {}

        @Override
        public void readAborted(ImageReader reader) {}

        @Override
        public void sequenceStarted(ImageReader reader, int first) {}

        @Override
        public void sequenceComplete(ImageReader reader) {}

        @Override
        public void thumbnailStarted(ImageReader reader, int image, int thumbnail) {}

        @Override
        public void thumbnailProgress(ImageReader reader, float percentageDone) {}

        @Override
        public void thumbnailComplete(ImageReader reader) {}
    }
}
