package dcgan.tensor.simd.vector;

import java.util.List;
import java.util.stream.IntStream;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/** The vector width as a constant, which the compiler must see; {@link VectorWidth} tells how it is chosen. */
public final class FloatSpecies {

    public static final VectorSpecies<Float> SPECIES =
            VectorSpecies.of(float.class, VectorShape.forBitSize(VectorWidth.fix()));

    /** Floats in a vector. */
    public static final int V = SPECIES.length();

    private FloatSpecies() {}

    /** For each of the vectors that begin at 0, V, 2V, … the lanes below {@code size}. */
    public static List<VectorMask<Float>> masks(int size) {
        return IntStream.range(0, (size + V - 1) / V)
                .mapToObj(vector -> SPECIES.indexInRange(vector * V, size))
                .toList();
    }
}
