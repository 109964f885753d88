package dcgan.tensor.simd.memory;

import dcgan.tensor.Shape;
import java.util.Arrays;

/** Row-major. */
record FlatLayout(Shape shape) implements Layout {

    @Override
    public int length() {
        return ArrayLength.padded(shape, shape.size());
    }

    @Override
    public int[] indices() {
        int[] indices = new int[shape.size()];
        Arrays.setAll(indices, i -> i);
        return indices;
    }
}
