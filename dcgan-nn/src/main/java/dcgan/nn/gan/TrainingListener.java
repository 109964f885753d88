package dcgan.nn.gan;

import java.util.function.Consumer;

/**
 * Is told how a training goes, on the training's thread. A {@link GanTrainer} tells its listeners in the order in which they
 * were added. An exception from a listener ends the training; listeners after it are not told.
 *
 * <p>{@link GanTrainer#train} may be called several times; each call tells {@link #begin} and {@link #end} anew. Steps done by
 * {@link GanTrainer#step} or {@link GanTrainer#advance} are reported without {@code begin}, {@code epoch} and {@code end}.
 *
 * <p>The trainer that a listener was added to closes it.
 */
public interface TrainingListener extends AutoCloseable {

    /**
     * {@link GanTrainer#train} begins, or goes on from where the trainer stands.
     *
     * @param trainer which stays the same for all calls
     */
    default void begin(GanTrainer trainer) {}

    /** A step is done. */
    default void step(StepReport step) {}

    /** An epoch is complete, and its last step was reported. A checkpoint saved now begins with the next epoch. */
    default void epoch(EpochReport epoch) {}

    /**
     * {@link GanTrainer#train} returns. This is not called when it ends by an exception.
     *
     * @param complete whether all epochs are complete; false if it was stopped
     */
    default void end(boolean complete) {}

    /** Gives back what the listener holds. */
    @Override
    default void close() {}

    /** A listener to steps alone. */
    static TrainingListener onStep(Consumer<StepReport> action) {
        return new TrainingListener() {
            @Override
            public void step(StepReport step) {
                action.accept(step);
            }
        };
    }

    /** A listener to epochs alone. */
    static TrainingListener onEpoch(Consumer<EpochReport> action) {
        return new TrainingListener() {
            @Override
            public void epoch(EpochReport epoch) {
                action.accept(epoch);
            }
        };
    }
}
