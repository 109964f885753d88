package dcgan.tensor.simd;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/**
 * The vector width, fixed for the life of the JVM because the compiler must see it as a constant: the machine's preferred
 * one, or what the system property {@value #PROPERTY} asks for.
 */
final class Lanes {

    /** System property: 128, 256 or 512. */
    static final String PROPERTY = "dcgan.simd.bits";

    static final VectorSpecies<Float> SPECIES = species(System.getProperty(PROPERTY));

    /** Floats in a vector. */
    static final int V = SPECIES.length();

    /** Columns that a micro-kernel computes at once: two vectors. */
    static final int NR = 2 * V;

    /** The longest sum that a micro-kernel forms at once; a power of two. */
    static final int DEPTH = 64;

    private Lanes() {}

    private static VectorSpecies<Float> species(String bits) {
        return bits == null
                ? FloatVector.SPECIES_PREFERRED
                : VectorSpecies.of(float.class, VectorShape.forBitSize(Integer.parseInt(bits)));
    }
}
