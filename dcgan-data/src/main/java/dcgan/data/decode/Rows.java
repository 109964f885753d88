package dcgan.data.decode;

/** The rows of a decoded picture. */
interface Rows {
    /** Writes the pixels of a row, 0xAARRGGBB and not premultiplied, to an array of the picture's width. */
    void get(int y, int[] row);
}
