package dcgan.tensor.simd;

import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/** The vector width as a constant, which the compiler must see; {@link VectorWidth} tells how it is chosen. */
final class Lanes {

    static final VectorSpecies<Float> SPECIES =
            VectorSpecies.of(float.class, VectorShape.forBitSize(VectorWidth.fix()));

    /** Floats in a vector. */
    static final int V = SPECIES.length();

    /** Columns that a micro-kernel computes at once: two vectors. */
    static final int NR = 2 * V;

    /** The longest sum that a micro-kernel forms at once; a power of two. */
    static final int DEPTH = 64;

    private Lanes() {}
}
