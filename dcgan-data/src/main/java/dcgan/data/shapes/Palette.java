package dcgan.data.shapes;

/**
 * The colours of a drawing, a level for each channel.
 *
 * <p>Where a pixel lies decides its colour, the same in all pictures, and the ground is about what an untrained generator draws, the
 * middle of its tanh: a GAN then has the outlines alone to learn, and draws some that one can recognise after 500 steps. With a
 * colour of its own for each picture or class it is still at grey blots by then.
 *
 * @param top a shape in the picture's first row
 * @param bottom a shape in its last row; between them the colour changes evenly
 * @param ground what the shape does not cover
 */
record Palette(int[] top, int[] bottom, int[] ground) {
    /** Yellow above and red below, on grey. */
    private static final Palette COLOUR =
            new Palette(new int[] {255, 240, 30}, new int[] {240, 40, 90}, new int[] {104, 116, 136});

    /** White above and light grey below, on a darker grey: the greys of the other palette's colours would not stand out. */
    private static final Palette GREY = new Palette(new int[] {255}, new int[] {200}, new int[] {112});

    /** The palette for images of 3 channels or of 1. */
    static Palette of(int channels) {
        return channels == 1 ? GREY : COLOUR;
    }

    int channels() {
        return ground.length;
    }

    /** The level of a shape in a row of a picture with that many rows. */
    int shape(int channel, int row, int rows) {
        return (top[channel] * (rows - 1 - row) + bottom[channel] * row) / (rows - 1);
    }
}
