package dcgan.data.decode;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;

/** The rows of one of Java's images. */
record ImageRows(BufferedImage image) implements Rows {
    @Override
    public void get(int y, int[] row) {
        boolean grey = image.getColorModel().getColorSpace().getType() == ColorSpace.TYPE_GRAY;
        if (!grey || image.getColorModel() instanceof IndexColorModel) {
            image.getRGB(0, y, row.length, 1, row, 0, row.length);
            return;
        }
        // Java takes grey levels as linear light and would make them brighter on the way to sRGB, as nobody else does.
        Raster raster = image.getRaster();
        for (int x = 0; x < row.length; x++) {
            int level = level(raster, x, y, 0);
            int alpha = raster.getNumBands() > 1 ? level(raster, x, y, 1) : 255;
            row[x] = alpha << 24 | level << 16 | level << 8 | level;
        }
    }

    private int level(Raster raster, int x, int y, int band) {
        if (raster.getTransferType() == DataBuffer.TYPE_FLOAT || raster.getTransferType() == DataBuffer.TYPE_DOUBLE) {
            return Math.clamp(Math.round(255 * raster.getSampleFloat(x, y, band)), 0, 255);
        }
        int bits = image.getColorModel().getComponentSize(band);
        int sample = raster.getSample(x, y, band);
        return bits >= 8 ? sample >>> (bits - 8) & 0xFF : sample * 255 / ((1 << bits) - 1);
    }
}
