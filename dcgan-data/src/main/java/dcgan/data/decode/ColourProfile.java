package dcgan.data.decode;

import java.awt.color.ColorSpace;
import java.awt.color.ICC_ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.ColorConvertOp;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;

/** Converts colours of an ICC profile to sRGB. Not for use by several threads at once. */
final class ColourProfile {
    /** Colours differ by that much where one profile of sRGB is converted to another one. */
    private static final int SAME = 2;

    private final ColorConvertOp conversion;
    private final int channels;
    /** What each grey level becomes, in a grey profile. */
    private final int[] levels;

    private ColourProfile(ICC_Profile profile, int channels) {
        ICC_Profile srgb = ((ICC_ColorSpace) ColorSpace.getInstance(ColorSpace.CS_sRGB)).getProfile();
        this.conversion = new ColorConvertOp(new ICC_Profile[] {profile, srgb}, null);
        this.channels = channels;
        this.levels = channels == 1 ? new int[256] : null;
        if (channels == 1) {
            byte[] all = new byte[256];
            for (int i = 0; i < 256; i++) {
                all[i] = (byte) i;
            }
            convert(all, levels);
        }
    }

    /**
     * The conversion, or null if none is needed. As in viewers, a broken profile and one for another number of channels
     * are left out.
     *
     * @param icc the profile's bytes, or null
     * @param channels 1 for grey, 3 for RGB, 4 for CMYK
     */
    static ColourProfile of(byte[] icc, int channels) {
        if (icc == null) {
            return null;
        }
        try {
            ICC_Profile profile = ICC_Profile.getInstance(icc);
            int type = switch (channels) {
                case 1 -> ColorSpace.TYPE_GRAY;
                case 3 -> ColorSpace.TYPE_RGB;
                default -> ColorSpace.TYPE_CMYK;
            };
            if (profile.getColorSpaceType() != type) {
                return null;
            }
            ColourProfile conversion = new ColourProfile(profile, channels);
            return conversion.changesColours() ? conversion : null;
        } catch (RuntimeException e) {
            // So do the JDK's classes tell of a broken profile: by exceptions of several kinds.
            return null;
        }
    }

    private boolean changesColours() {
        if (channels == 4) {
            convert(new byte[4], new int[1]);
            return true;
        }
        int[] colours = new int[125];
        for (int i = 0; i < colours.length; i++) {
            colours[i] = channels == 1 ? i * 2 * 0x10101 : i / 25 * 63 << 16 | i / 5 % 5 * 63 << 8 | i % 5 * 63;
        }
        int[] converted = colours.clone();
        convert(converted);
        for (int i = 0; i < colours.length; i++) {
            for (int shift = 0; shift < 24; shift += 8) {
                if (Math.abs((colours[i] >> shift & 0xFF) - (converted[i] >> shift & 0xFF)) > SAME) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Converts pixels 0xAARRGGBB of a grey or RGB picture in place; alpha stays. */
    void convert(int[] row) {
        if (channels == 1) {
            for (int x = 0; x < row.length; x++) {
                row[x] = row[x] & 0xFF000000 | levels[row[x] & 0xFF] & 0xFFFFFF;
            }
            return;
        }
        byte[] samples = new byte[3 * row.length];
        for (int x = 0; x < row.length; x++) {
            samples[3 * x] = (byte) (row[x] >> 16);
            samples[3 * x + 1] = (byte) (row[x] >> 8);
            samples[3 * x + 2] = (byte) row[x];
        }
        convert(samples, row);
    }

    /** Converts interleaved samples to the colours of pixels 0xAARRGGBB, of which the alpha stays. */
    void convert(byte[] samples, int[] row) {
        WritableRaster from = Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, row.length, 1, channels, null);
        from.setDataElements(0, 0, row.length, 1, samples);
        WritableRaster to = Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, row.length, 1, 3, null);
        conversion.filter(from, to);
        byte[] srgb = (byte[]) to.getDataElements(0, 0, row.length, 1, null);
        for (int x = 0; x < row.length; x++) {
            row[x] = row[x] & 0xFF000000
                    | (srgb[3 * x] & 0xFF) << 16
                    | (srgb[3 * x + 1] & 0xFF) << 8
                    | srgb[3 * x + 2] & 0xFF;
        }
    }
}
