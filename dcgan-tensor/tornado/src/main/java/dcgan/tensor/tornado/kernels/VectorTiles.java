package dcgan.tensor.tornado.kernels;

import static dcgan.tensor.tornado.kernels.ConvolutionArguments.BIAS;

import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;
import uk.ac.manchester.tornado.api.types.vectors.Float16;

/** The sizes that all kernels for CPU devices share, and what is written of a tile. */
public final class VectorTiles {

    /**
     * Turns of the {@code @Parallel} loop. A constant, because TornadoVM runs a loop whose bounds it does not know on
     * one thread.
     */
    public static final int CHUNKS = 256;

    /** Channels of the result in a tile. */
    public static final int ROWS = 4;

    private VectorTiles() {}

    /** What is written of a channel: the sum, its last part and the bias. */
    static Float16 result(FloatArray a, IntArray g, int channel, Float16 sum, Float16 part) {
        float bias = 0;
        if (g.get(BIAS) >= 0) {
            bias = a.get(g.get(BIAS) + channel);
        }
        return Float16.add(Float16.add(sum, part), Vectors.all(bias));
    }
}
