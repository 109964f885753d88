package dcgan.data.decode;

import java.io.IOException;

/** The rows of a decoded picture. */
interface Rows {
    /**
     * Writes the pixels of a row, 0xAARRGGBB and not premultiplied, to an array of the picture's width. Rows are asked
     * for in their order.
     */
    void get(int y, int[] row) throws IOException;
}
