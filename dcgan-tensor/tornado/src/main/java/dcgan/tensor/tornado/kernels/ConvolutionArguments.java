package dcgan.tensor.tornado.kernels;

/**
 * Indices of the integers of a convolution, for all kernels except Winograd's. The large image is {@code [N, L, H, W]},
 * the small one {@code [N, S, h, w]} and the weight {@code [S, L, kH, kW]}.
 */
public final class ConvolutionArguments {

    /** Vectors per row of images: P / 16. */
    public static final int IMAGE_VECTORS = 0;

    /** L. */
    public static final int LARGE_CHANNELS = 1;

    /** H. */
    public static final int LARGE_HEIGHT = 2;

    /** W. */
    public static final int LARGE_WIDTH = 3;

    /** S. */
    public static final int SMALL_CHANNELS = 4;

    /** h. */
    public static final int SMALL_HEIGHT = 5;

    /** w. */
    public static final int SMALL_WIDTH = 6;

    /** kH. */
    public static final int KERNEL_HEIGHT = 7;

    /** kW. */
    public static final int KERNEL_WIDTH = 8;

    /** sH. */
    public static final int STRIDE_H = 9;

    /** sW. */
    public static final int STRIDE_W = 10;

    /** pH. */
    public static final int PADDING_H = 11;

    /** pW. */
    public static final int PADDING_W = 12;

    /** N. */
    public static final int IMAGES = 13;

    /** The offset of the large image. */
    public static final int LARGE = 14;

    /** The offset of the small image. */
    public static final int SMALL = 15;

    /** The offset of the weight, or of the {@linkplain PackedWeight packed} one. */
    public static final int WEIGHT = 16;

    /** The offset of the bias; -1 if there is none. */
    public static final int BIAS = 17;

    /** The number of these integers. A kernel that takes more of them begins here. */
    public static final int LENGTH = 18;

    private ConvolutionArguments() {}
}
