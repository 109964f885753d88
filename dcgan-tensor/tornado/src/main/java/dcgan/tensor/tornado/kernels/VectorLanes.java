package dcgan.tensor.tornado.kernels;

/** How many images lie next to each other at the least: the lanes of a {@code float16}. */
public final class VectorLanes {

    public static final int COUNT = 16;

    private VectorLanes() {}
}
