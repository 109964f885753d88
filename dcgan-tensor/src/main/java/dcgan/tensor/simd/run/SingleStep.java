package dcgan.tensor.simd.run;

/** Work too small to divide. */
public record SingleStep(Runnable body) implements Step {

    @Override
    public int jobs() {
        return 1;
    }

    @Override
    public void run(int job) {
        body.run();
    }
}
