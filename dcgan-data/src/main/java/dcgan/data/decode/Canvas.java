package dcgan.data.decode;

import java.io.IOException;
import java.util.Arrays;

/** An upright picture of which each pixel is composed on the background, and that is padded where that is asked for. */
final class Canvas {
    private final int background;
    private final int width;
    private final int height;
    private final float[][] planes = new float[3][];
    private final int first;
    private final int stepX;
    private final int stepY;

    /** A canvas of background for a region of a stored picture. */
    Canvas(Region region, Orientation orientation, PictureOptions options) {
        this.background = options.background();
        int columns = orientation.swapsAxes() ? region.rows() : region.columns();
        int rows = orientation.swapsAxes() ? region.columns() : region.rows();
        boolean pad = options.fit() == Fit.PAD;
        this.width = pad ? Math.max(columns, rows) : columns;
        this.height = pad ? Math.max(columns, rows) : rows;
        for (int channel = 0; channel < 3; channel++) {
            planes[channel] = new float[width * height];
            Arrays.fill(planes[channel], background >> (16 - 8 * channel) & 0xFF);
        }
        // How the index of a pixel changes with its column and row as stored.
        int across = orientation.swapsAxes() ? width : 1;
        int down = orientation.swapsAxes() ? 1 : width;
        int left = (width - columns) / 2;
        int top = (height - rows) / 2;
        this.first = top * width
                + left
                + (orientation.reversesColumns() ? across * (region.columns() - 1) : 0)
                + (orientation.reversesRows() ? down * (region.rows() - 1) : 0);
        this.stepX = orientation.reversesColumns() ? -across : across;
        this.stepY = orientation.reversesRows() ? -down : down;
    }

    int width() {
        return width;
    }

    int height() {
        return height;
    }

    /**
     * Draws pixels as stored.
     *
     * @param region their number
     * @param profile converts their colours, or null
     * @param left the column of the first one
     * @param top the row of the first one
     */
    void draw(Rows rows, Region region, ColourProfile profile, int left, int top) throws IOException {
        int[] row = new int[region.columns()];
        for (int y = 0; y < region.rows(); y++) {
            rows.get(y, row);
            if (profile != null) {
                profile.convert(row);
            }
            for (int x = 0; x < row.length; x++) {
                int alpha = row[x] >>> 24;
                int index = first + (left + x) * stepX + (top + y) * stepY;
                for (int channel = 0; channel < 3; channel++) {
                    int shift = 16 - 8 * channel;
                    int level = row[x] >> shift & 0xFF;
                    int behind = background >> shift & 0xFF;
                    planes[channel][index] = (level * alpha + behind * (255 - alpha)) / 255f;
                }
            }
        }
    }

    /** Red, green and blue, row-major, 0 to 255. */
    float[][] planes() {
        return planes;
    }

    /** The luma of ITU-R 601, with which Pillow makes grey of colours, too; it takes the place of red. */
    float[][] grey() {
        float[] grey = planes[0];
        for (int i = 0; i < grey.length; i++) {
            grey[i] = (299 * planes[0][i] + 587 * planes[1][i] + 114 * planes[2][i]) / 1000;
        }
        return new float[][] {grey};
    }
}
