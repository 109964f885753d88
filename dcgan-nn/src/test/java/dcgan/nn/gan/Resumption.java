package dcgan.nn.gan;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dcgan.tensor.Backend;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Compares a training of a {@link SmallGan} that went on from a checkpoint with one that never stopped. */
final class Resumption {
    private Resumption() {}

    /**
     * Requires the same reports and the same parameters to the bit.
     *
     * @param trainer makes the trainings, all the same
     * @param steps of the epoch that is trained; the training stops after half of them
     * @param file receives the checkpoint
     */
    static void assertSameBits(Backend backend, Supplier<GanTrainer.Builder> trainer, int steps, Path file) {
        try (GanTrainer whole = trainer.get().on(backend);
                GanTrainer before = trainer.get().on(backend);
                GanTrainer after = trainer.get().on(backend)) {
            List<StepReport> expected = new ArrayList<>();
            whole.add(TrainingListener.onStep(expected::add));
            whole.train(SmallGan.batches(steps), 1);
            List<StepReport> actual = new ArrayList<>();
            before.add(TrainingListener.onStep(step -> {
                actual.add(step);
                if (actual.size() == steps / 2) {
                    before.stop();
                }
            }));
            before.train(SmallGan.batches(steps), 1);
            Checkpoint.save(before, file);
            Checkpoint.load(file).restore(after);
            after.add(TrainingListener.onStep(actual::add));
            after.train(SmallGan.batches(steps), 1);
            assertEquals(expected, actual);
            for (String parameter : whole.graph().parameters().keySet()) {
                assertArrayEquals(whole.read(parameter), after.read(parameter), parameter);
            }
        }
    }
}
