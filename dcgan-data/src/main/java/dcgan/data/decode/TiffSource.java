package dcgan.data.decode;

import com.twelvemonkeys.imageio.plugins.tiff.TIFFImageReaderSpi;
import java.io.EOFException;
import java.io.IOException;
import javax.imageio.spi.ImageReaderSpi;

/** The first picture of a TIFF file. */
final class TiffSource extends PictureSource {
    private static final ImageReaderSpi READER = new TIFFImageReaderSpi();

    private static final int WIDTH = 256;
    private static final int HEIGHT = 257;
    private static final int PHOTOMETRIC = 262;
    private static final int STRIP_OFFSETS = 273;
    private static final int SAMPLES = 277;
    private static final int STRIP_LENGTHS = 279;
    private static final int TILE_OFFSETS = 324;
    private static final int TILE_LENGTHS = 325;
    private static final int EXTRA_SAMPLES = 338;
    private static final int PROFILE = 34675;

    /** An entry that no decoder knows. */
    private static final int UNKNOWN = 65000;

    private static final int RGB = 2;
    private static final int CMYK = 5;
    private static final int ASSOCIATED_ALPHA = 1;
    private static final int MOST_PROFILE_BYTES = 4 << 20;

    private final Bytes file;
    private final TiffDirectory directory;
    private final ColourProfile profile;

    TiffSource(Bytes file) throws IOException {
        this(file, TiffDirectory.read(file, 0));
    }

    private TiffSource(Bytes file, TiffDirectory directory) throws IOException {
        super(size(directory, WIDTH), size(directory, HEIGHT));
        this.file = file;
        this.directory = directory;
        checkParts(directory.values(STRIP_OFFSETS), directory.values(STRIP_LENGTHS));
        checkParts(directory.values(TILE_OFFSETS), directory.values(TILE_LENGTHS));
        long photometric = directory.value(PHOTOMETRIC, RGB);
        byte[] icc = photometric == CMYK ? null : directory.data(PROFILE, MOST_PROFILE_BYTES);
        this.profile = ColourProfile.of(icc, photometric < 2 ? 1 : 3);
    }

    private static int size(TiffDirectory directory, int tag) throws IOException {
        return Math.clamp(directory.value(tag, 0), 0, Integer.MAX_VALUE);
    }

    private void checkParts(long[] offsets, long[] lengths) throws IOException {
        for (int i = 0; i < Math.min(offsets.length, lengths.length); i++) {
            if (offsets[i] < 0 || lengths[i] < 0 || offsets[i] > file.length() - lengths[i]) {
                throw new EOFException();
            }
        }
    }

    @Override
    Orientation orientation() {
        try {
            return directory.orientation();
        } catch (IOException e) {
            return Orientation.TOP_LEFT;
        }
    }

    /** Null for CMYK, too: the decoder itself makes RGB of it. */
    @Override
    ColourProfile profile() {
        return profile;
    }

    @Override
    Rows read(Region region) throws IOException {
        Rows rows = decode(region);
        boolean multiplied = directory.value(PHOTOMETRIC, RGB) == RGB
                && directory.value(SAMPLES, 1) == 4
                && directory.value(EXTRA_SAMPLES, 0) == ASSOCIATED_ALPHA;
        return multiplied ? (y, row) -> divide(rows, y, row) : rows;
    }

    /** Divides colours by alpha, by which they are multiplied in the file: the decoder does not tell so. */
    private static void divide(Rows rows, int y, int[] row) {
        rows.get(y, row);
        for (int x = 0; x < row.length; x++) {
            int alpha = row[x] >>> 24;
            int colour = 0;
            for (int shift = 0; shift < 24 && alpha > 0; shift += 8) {
                colour |= Math.min(255, ((row[x] >> shift & 0xFF) * 255 + alpha / 2) / alpha) << shift;
            }
            row[x] = alpha << 24 | colour;
        }
    }

    private Rows decode(Region region) throws IOException {
        long position = directory.position(PROFILE);
        if (position < 0 || directory.value(PHOTOMETRIC, RGB) == CMYK) {
            return Readers.read(READER, new SplicedInput().add(file, 0, file.length()), region);
        }
        // The decoder would convert colours, or fail at a broken profile: it is not to find any.
        byte[] tag = {(byte) UNKNOWN, (byte) (UNKNOWN >> 8)};
        if (file.has(0, "MM")) {
            tag = new byte[] {tag[1], tag[0]};
        }
        SplicedInput input = new SplicedInput()
                .add(file, 0, position)
                .add(tag)
                .add(file, position + 2, file.length() - position - 2);
        return Readers.read(READER, input, region);
    }
}
