package dcgan.nn.gan;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dcgan.nn.testing.TestBackends;
import dcgan.tensor.Backend;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Training on the tornado backend against simd's from the same seed. */
class TornadoTrainingTest {

    private static final int STEPS = 20;

    @Test
    void hasTheLossesOfSimd() {
        try (Backend simd = TestBackends.open("simd");
                Backend tornado = TestBackends.open("tornado")) {
            assertSameLosses(steps(simd), steps(tornado));
        }
    }

    /** Half of the steps on the one, the other half on the other. */
    @Test
    void goesOnWithWhatSimdBeganAndBack(@TempDir Path folder) {
        try (Backend simd = TestBackends.open("simd");
                Backend tornado = TestBackends.open("tornado")) {
            List<StepReport> whole = steps(simd);
            assertSameLosses(whole, resumed(simd, tornado, folder.resolve("simd.safetensors")));
            assertSameLosses(whole, resumed(tornado, simd, folder.resolve("tornado.safetensors")));
        }
    }

    private static List<StepReport> steps(Backend backend) {
        List<StepReport> steps = new ArrayList<>();
        try (GanTrainer trainer = SmallGan.trainer().on(backend)) {
            trainer.add(TrainingListener.onStep(steps::add));
            trainer.train(SmallGan.batches(STEPS), 1);
        }
        return steps;
    }

    private static List<StepReport> resumed(Backend first, Backend second, Path checkpoint) {
        List<StepReport> steps = new ArrayList<>();
        try (GanTrainer before = SmallGan.trainer().on(first);
                GanTrainer after = SmallGan.trainer().on(second)) {
            before.add(TrainingListener.onStep(step -> {
                steps.add(step);
                if (steps.size() == STEPS / 2) {
                    before.stop();
                }
            }));
            before.train(SmallGan.batches(STEPS), 1);
            Checkpoint.save(before, checkpoint);
            Checkpoint.load(checkpoint).restore(after);
            after.add(TrainingListener.onStep(steps::add));
            after.train(SmallGan.batches(STEPS), 1);
        }
        return steps;
    }

    private static void assertSameLosses(List<StepReport> expected, List<StepReport> actual) {
        assertEquals(STEPS, expected.size());
        assertEquals(STEPS, actual.size());
        for (int k = 0; k < STEPS; k++) {
            String step = "step " + (k + 1);
            assertEquals(expected.get(k).get("lossD"), actual.get(k).get("lossD"), 1e-3, step);
            assertEquals(expected.get(k).get("lossG"), actual.get(k).get("lossG"), 1e-3, step);
        }
    }
}
