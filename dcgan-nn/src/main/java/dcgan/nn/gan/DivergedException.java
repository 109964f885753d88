package dcgan.nn.gan;

/** A loss became infinite or not a number; the networks are of no use any more. */
public final class DivergedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Step step;

    DivergedException(Step step) {
        super("the training diverged in epoch " + step.epoch() + ", batch " + step.batch() + ": lossD is "
                + step.lossD() + ", lossG is " + step.lossG());
        this.step = step;
    }

    /** The step in which it happened. */
    public Step step() {
        return step;
    }
}
