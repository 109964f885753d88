package dcgan.tensor.simd;

/** Work too small to divide. */
record SingleStep(Runnable body) implements Step {

    @Override
    public int jobs() {
        return 1;
    }

    @Override
    public void run(int job) {
        body.run();
    }
}
