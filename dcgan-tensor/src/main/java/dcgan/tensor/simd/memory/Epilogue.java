package dcgan.tensor.simd.memory;

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

    /** Works on the places {@code from} to {@code to - 1} of the result's storage. */
    void apply(int from, int to);
}
