package dcgan.tensor.simd.run;

/** Elementwise work on an array, in ranges of a fixed length. */
public record RangeStep(int length, Body body) implements Step {

    private static final int RANGE = 1 << 13;

    /** The work on elements {@code from} to {@code to - 1}. */
    @FunctionalInterface
    public interface Body {
        void run(int from, int to);
    }

    @Override
    public int jobs() {
        return Math.ceilDiv(length, RANGE);
    }

    @Override
    public void run(int job) {
        int from = job * RANGE;
        body.run(from, from + Math.min(RANGE, length - from));
    }
}
