package dcgan.tensor.simd.memory;

import dcgan.tensor.simd.run.RangeStep;
import dcgan.tensor.simd.run.Step;

/** Copies a value from one layout to another. */
public final class Relayout {

    private Relayout() {}

    /** A step that copies element by element. */
    public static Step step(Storage from, Storage to) {
        int[] source = from.layout.indices();
        int[] target = to.layout.indices();
        return new RangeStep(source.length, (begin, end) -> {
            for (int i = begin; i < end; i++) {
                to.data[target[i]] = from.data[source[i]];
            }
        });
    }
}
