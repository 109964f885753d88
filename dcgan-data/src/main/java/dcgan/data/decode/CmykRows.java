package dcgan.data.decode;

import java.awt.image.Raster;

/**
 * The rows of a JPEG file with four components. As Adobe's programs write them and browsers take them, 255 stands for no
 * ink.
 *
 * @param raster the components as they are stored
 * @param transformed whether the first three are YCbCr of the complements of CMY
 * @param profile the inks' colours, or null
 */
record CmykRows(Raster raster, boolean transformed, ColourProfile profile) implements Rows {
    @Override
    public void get(int y, int[] row) {
        int[] samples = raster.getPixels(raster.getMinX(), raster.getMinY() + y, row.length, 1, (int[]) null);
        byte[] inks = new byte[samples.length];
        for (int x = 0; x < row.length; x++) {
            int i = 4 * x;
            if (transformed) {
                double blueDifference = samples[i + 1] - 128;
                double redDifference = samples[i + 2] - 128;
                double luma = samples[i];
                samples[i] = 255 - level(luma + 1.402 * redDifference);
                samples[i + 1] = 255 - level(luma - 0.344136 * blueDifference - 0.714136 * redDifference);
                samples[i + 2] = 255 - level(luma + 1.772 * blueDifference);
            }
            int key = samples[i + 3];
            row[x] = 0xFF << 24
                    | times(samples[i], key) << 16
                    | times(samples[i + 1], key) << 8
                    | times(samples[i + 2], key);
            for (int ink = i; ink < i + 4; ink++) {
                inks[ink] = (byte) (255 - samples[ink]);
            }
        }
        if (profile != null) {
            profile.convert(inks, row);
        }
    }

    private static int level(double value) {
        return Math.clamp(Math.round(value), 0, 255);
    }

    private static int times(int a, int b) {
        return (a * b + 127) / 255;
    }
}
