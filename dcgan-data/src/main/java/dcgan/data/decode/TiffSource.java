package dcgan.data.decode;

import com.twelvemonkeys.imageio.plugins.tiff.TIFFImageReaderSpi;
import java.awt.Rectangle;
import java.io.EOFException;
import java.io.IOException;
import java.util.stream.LongStream;
import javax.imageio.spi.ImageReaderSpi;

/** The first picture of a TIFF file. */
final class TiffSource extends PictureSource {
    private static final ImageReaderSpi READER = new TIFFImageReaderSpi();

    private static final int WIDTH = 256;
    private static final int HEIGHT = 257;
    private static final int BITS = 258;
    private static final int COMPRESSION = 259;
    private static final int PHOTOMETRIC = 262;
    private static final int STRIP_OFFSETS = 273;
    private static final int SAMPLES = 277;
    private static final int STRIP_LENGTHS = 279;
    private static final int TILE_WIDTH = 322;
    private static final int TILE_OFFSETS = 324;
    private static final int TILE_LENGTHS = 325;
    private static final int COLOUR_MAP = 320;
    private static final int JPEG_TABLES = 347;
    private static final int EXTRA_SAMPLES = 338;
    private static final int PROFILE = 34675;

    /** An entry that no decoder knows. */
    private static final int UNKNOWN = 65000;

    /** The compressions of CCITT: runs, Group 3 and Group 4. */
    private static final int FIRST_FAX = 2;

    private static final int LAST_FAX = 4;

    private static final int RGB = 2;
    private static final int CMYK = 5;
    private static final int MOST_SAMPLES = 16;
    private static final int ASSOCIATED_ALPHA = 1;
    private static final int MOST_PROFILE_BYTES = 4 << 20;

    /** How much is decoded at once. */
    private static final int SLAB_BYTES = 64 << 20;

    private final Bytes file;
    private final TiffDirectory directory;
    private final ColourProfile profile;
    private final long rowBytes;

    TiffSource(Bytes file) throws IOException {
        this(file, TiffDirectory.read(file, 0));
    }

    private TiffSource(Bytes file, TiffDirectory directory) throws IOException {
        super(size(directory, WIDTH), size(directory, HEIGHT));
        this.file = file;
        this.directory = directory;
        for (int tag : new int[] {BITS, COLOUR_MAP, JPEG_TABLES}) {
            directory.values(tag); // Fails where they are cut off.
        }
        checkParts(directory.values(STRIP_OFFSETS), directory.values(STRIP_LENGTHS));
        checkParts(directory.values(TILE_OFFSETS), directory.values(TILE_LENGTHS));
        checkFax();
        // An image has at least four bytes a pixel where samples are small.
        long pixelBytes = Math.max(4, Math.ceilDiv(samples() * directory.value(BITS, 1), 8));
        this.rowBytes = width() * pixelBytes;
        long tile = directory.value(TILE_WIDTH, 1) * pixelBytes;
        if (samples() > MOST_SAMPLES || rowBytes > SLAB_BYTES || tile > SLAB_BYTES) {
            throw new Defect("it is of a kind of TIFF that is not supported");
        }
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

    /** The decoder takes fax data that end early as white. Each row of them has a bit at the very least. */
    private void checkFax() throws IOException {
        long compression = directory.value(COMPRESSION, 1);
        long bytes = LongStream.of(directory.values(STRIP_LENGTHS)).sum();
        if (compression >= FIRST_FAX && compression <= LAST_FAX && bytes > 0 && height() > 8 * bytes) {
            throw new EOFException();
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
        boolean multiplied = directory.value(PHOTOMETRIC, RGB) == RGB
                && samples() == 4
                && directory.value(EXTRA_SAMPLES, 0) == ASSOCIATED_ALPHA;
        return new SlabRows(region, multiplied);
    }

    private long samples() throws IOException {
        return directory.value(SAMPLES, 1);
    }

    /** The file as the decoder reads it: it would convert colours, or fail at a broken profile, so it finds none. */
    private SplicedInput input() throws IOException {
        long position = directory.position(PROFILE);
        if (position < 0 || directory.value(PHOTOMETRIC, RGB) == CMYK) {
            return new SplicedInput().add(file, 0, file.length());
        }
        byte[] tag = {(byte) UNKNOWN, (byte) (UNKNOWN >> 8)};
        if (file.has(0, "MM")) {
            tag = new byte[] {tag[1], tag[0]};
        }
        return new SplicedInput().add(file, 0, position).add(tag).add(file, position + 2, file.length() - position - 2);
    }

    /** Rows that are decoded some at a time, in full width: the decoder makes mistakes where it leaves pixels out. */
    private final class SlabRows implements Rows {
        private final Region region;
        private final boolean multiplied;
        private final int slabHeight;
        private final int[] wide = new int[width()];
        private Rows slab;
        private int first;
        private int end;

        SlabRows(Region region, boolean multiplied) {
            this.region = region;
            this.multiplied = multiplied;
            this.slabHeight = (int) Math.max(1, SLAB_BYTES / rowBytes);
        }

        @Override
        public void get(int y, int[] row) throws IOException {
            int wanted = region.down().position(y);
            if (wanted >= end) {
                int last = region.down().position(region.rows() - 1);
                first = wanted;
                end = Math.min(last + 1, first + slabHeight);
                slab = null;
                slab = Readers.read(
                        READER, input().claimingLength(), Region.whole(new Rectangle(0, first, width(), end - first)));
            }
            slab.get(wanted - first, wide);
            for (int x = 0; x < row.length; x++) {
                int pixel = wide[region.across().position(x)];
                row[x] = multiplied ? divided(pixel) : pixel;
            }
        }
    }

    /** The colours of some files are multiplied by alpha. The decoder returns them as they are, so they are divided here. */
    private static int divided(int pixel) {
        int alpha = pixel >>> 24;
        int divided = alpha << 24;
        for (int shift = 0; shift < 24 && alpha > 0; shift += 8) {
            divided |= Math.min(255, ((pixel >> shift & 0xFF) * 255 + alpha / 2) / alpha) << shift;
        }
        return divided;
    }
}
