package dcgan.tensor.simd.memory;

import dcgan.tensor.simd.run.RangeStep;
import dcgan.tensor.simd.run.Step;

/** What follows an op on each part of its result while that part is still in the cache. */
@FunctionalInterface
public interface Epilogue {

    /** Nothing follows. */
    Epilogue NONE = (from, to) -> {};

    /** Yields the epilogue of an op once it is known where that writes. */
    @FunctionalInterface
    interface Maker {
        Epilogue on(Storage target);
    }

    /** Works on the indices {@code from} to {@code to - 1} of the result's array. */
    void apply(int from, int to);

    /** A step that applies it to a whole image. */
    default Step over(Storage image) {
        ImageLayout layout = (ImageLayout) image.layout;
        return new RangeStep(layout.pixels() * layout.blocks().count(), (from, to) -> {
            for (int block = from; block < to; block++) {
                apply(layout.offset(0, block), layout.offset(0, block + 1));
            }
        });
    }
}
