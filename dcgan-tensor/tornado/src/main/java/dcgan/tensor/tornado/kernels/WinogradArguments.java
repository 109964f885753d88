package dcgan.tensor.tornado.kernels;

/** Indices of the integers of {@link WinogradConvolutions}, kernel by kernel. */
public final class WinogradArguments {

    private WinogradArguments() {}

    /** Indices of the integers of {@link WinogradConvolutions#filter}. */
    public static final class Filter {
        /** The channels that are summed. */
        public static final int CHANNELS = 1;

        /** The channels that are not summed. */
        public static final int ROWS = 2;

        /** Distance between two of these in the weight. */
        public static final int ROW_STRIDE = 3;

        /** Distance between two summed channels in the weight. */
        public static final int CHANNEL_STRIDE = 4;

        /** 1 if the result is the large image, else 0. */
        public static final int UP = 5;

        public static final int PADDING_H = 6;
        public static final int PADDING_W = 7;

        /** The offset of the weight. */
        public static final int WEIGHT = 8;

        /** The offset of the factors. */
        public static final int FACTORS = 9;

        /** The number of integers. */
        public static final int LENGTH = 10;

        private Filter() {}
    }

    /** Indices of the extents of an image, for every kernel that transforms one. */
    public static final class Plane {
        public static final int CHANNELS = 1;
        public static final int HEIGHT = 2;
        public static final int WIDTH = 3;

        /** Vectors per row of images. */
        public static final int IMAGE_VECTORS = 4;

        /** Tiles along H. */
        public static final int TILES_H = 5;

        /** Tiles along W. */
        public static final int TILES_W = 6;

        /** 1 if the outputs are the large image, else 0. */
        public static final int UP = 7;

        private Plane() {}
    }

    /**
     * Indices of the integers of {@link WinogradConvolutions#window} and {@link WinogradConvolutions#gradient} after
     * those of {@link Plane}.
     */
    public static final class Window {
        public static final int PADDING_H = 8;
        public static final int PADDING_W = 9;

        /** The offset of the image. */
        public static final int IMAGE = 10;

        /** The offset of the factors. */
        public static final int FACTORS = 11;

        /** Distance between two groups of four channels among the factors. */
        public static final int FOUR_STRIDE = 12;

        /** Distance between two channels of a group. */
        public static final int CHANNEL_STRIDE = 13;

        /** Distance between two images. */
        public static final int IMAGE_STRIDE = 14;

        /** Distance between two factors. */
        public static final int FACTOR_STRIDE = 15;

        /** The number of integers. */
        public static final int LENGTH = 16;

        private Window() {}
    }

    /** Indices of the integers of {@link WinogradConvolutions#product}. */
    public static final class Product {
        /** Vectors per row of lanes. */
        public static final int VECTORS_PER_ROW = 0;

        /** Products per sum. */
        public static final int DEPTH = 1;

        /** Groups of four scalars. */
        public static final int ROW_BLOCKS = 2;

        /** Extent of x. */
        public static final int X = 3;

        /** Extent of y. */
        public static final int Y = 4;

        /** Extent of q. */
        public static final int Q = 5;

        /** The offset of the scalars. */
        public static final int SCALARS = 6;

        /** The offset of the vectors. */
        public static final int VECTORS = 7;

        /** The offset of the sums. */
        public static final int SUMS = 8;

        /** Distance between two x, in matrices of scalars. */
        public static final int SCALARS_X_STRIDE = 9;

        /** Distance between two y, in matrices of scalars. */
        public static final int SCALARS_Y_STRIDE = 10;

        /** Distance between two q, in matrices of scalars. */
        public static final int SCALARS_Q_STRIDE = 11;

        /** Distance between two x, in matrices of vectors. */
        public static final int VECTORS_X_STRIDE = 12;

        /** Distance between two y, in matrices of vectors. */
        public static final int VECTORS_Y_STRIDE = 13;

        /** Distance between two q, in matrices of vectors. */
        public static final int VECTORS_Q_STRIDE = 14;

        /** The numbers of a matrix of scalars. */
        public static final int SCALARS_SIZE = 15;

        /** The numbers of a matrix of vectors. */
        public static final int VECTORS_SIZE = 16;

        /** The number of integers. */
        public static final int LENGTH = 17;

        private Product() {}
    }

    /** Indices of the integers of {@link WinogradConvolutions#tile} after those of {@link Plane}. */
    public static final class Tile {
        /** The offset of the sums. */
        public static final int SUMS = 8;

        /** The offset of the image. */
        public static final int IMAGE = 9;

        /** The offset of the bias, -1 if there is none. */
        public static final int BIAS = 10;

        /** The number of integers. */
        public static final int LENGTH = 11;

        private Tile() {}
    }

    /** Indices of the integers of {@link WinogradConvolutions#taps}. */
    public static final class Taps {
        /** The channels that are scalars. */
        public static final int ROWS = 1;

        /** The channels that are lanes. */
        public static final int COLUMNS = 2;

        /** These, rounded up to whole vectors. */
        public static final int LANES = 3;

        /** Distance between two scalars in the weight. */
        public static final int ROW_STRIDE = 4;

        /** Distance between two lanes in the weight. */
        public static final int COLUMN_STRIDE = 5;

        /** The offset of the sums. */
        public static final int SUMS = 6;

        /** The offset of the weight. */
        public static final int WEIGHT = 7;

        /** The number of integers. */
        public static final int LENGTH = 8;

        private Taps() {}
    }
}
