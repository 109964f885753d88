package dcgan.cli.record;

import dcgan.nn.gan.EpochReport;
import dcgan.nn.gan.GanTrainer;
import dcgan.nn.gan.StepReport;
import dcgan.nn.gan.TrainingListener;
import java.util.List;
import java.util.function.Consumer;

/**
 * Saves a checkpoint after every epoch and when the training is stopped. Whoever resumes from a checkpoint must find all that was
 * before it. Therefore this listener holds those that record and show it: each is told before the checkpoint is saved.
 */
public final class CheckpointListener implements TrainingListener {
    private final CheckpointKeeper keeper;
    private final List<TrainingListener> earlier;
    private GanTrainer trainer;

    /** @param earlier told first, in this order, and closed with this one */
    public CheckpointListener(CheckpointKeeper keeper, List<TrainingListener> earlier) {
        this.keeper = keeper;
        this.earlier = List.copyOf(earlier);
    }

    @Override
    public void begin(GanTrainer begun) {
        trainer = begun;
        tell(listener -> listener.begin(begun));
    }

    @Override
    public void step(StepReport step) {
        tell(listener -> listener.step(step));
    }

    @Override
    public void epoch(EpochReport epoch) {
        tell(listener -> listener.epoch(epoch));
        save();
    }

    @Override
    public void end(boolean complete) {
        tell(listener -> listener.end(complete));
        if (!complete && trainer.batches() > 0) {
            save();
        }
    }

    private void tell(Consumer<TrainingListener> call) {
        earlier.forEach(call);
    }

    private void save() {
        tell(listener -> {
            if (listener instanceof Durable files) {
                files.sync();
            }
        });
        keeper.save(trainer);
    }

    @Override
    public void close() {
        close(earlier);
    }

    /** The last one first, and every one, whatever another one throws. */
    private static void close(List<TrainingListener> listeners) {
        if (!listeners.isEmpty()) {
            try (TrainingListener _ = listeners.getFirst()) {
                close(listeners.subList(1, listeners.size()));
            }
        }
    }
}
