package dcgan.nn.gan;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dcgan.tensor.Backend;
import dcgan.tensor.Backends;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TrainingListenerTest {

    private final List<String> told = new ArrayList<>();
    private Backend backend;

    @BeforeEach
    void open() {
        backend = Backends.open("reference");
    }

    @AfterEach
    void close() {
        backend.close();
    }

    /** Writes down all that it is told. */
    private class Recorder implements TrainingListener {

        private final String name;
        private GanTrainer trainer;

        Recorder(String name) {
            this.name = name;
        }

        @Override
        public void begin(GanTrainer of) {
            trainer = of;
            told.add(name + " begin at " + of.steps());
        }

        @Override
        public void step(StepReport step) {
            told.add(name + " step " + step.epoch() + "/" + step.batch());
        }

        @Override
        public void epoch(EpochReport epoch) {
            told.add(name + " epoch " + epoch.epoch());
        }

        @Override
        public void end(boolean complete) {
            told.add(name + " end " + complete);
        }

        @Override
        public void close() {
            told.add(name + " close");
        }
    }

    @Test
    void areToldInTheOrderInWhichTheyWereAddedAndClosedInTheOpposite() {
        Recorder first = new Recorder("a");
        try (GanTrainer trainer = SmallGan.trainer().on(backend)) {
            trainer.add(first);
            trainer.add(new Recorder("b"));
            trainer.train(SmallGan.batches(1), 1);
            assertSame(trainer, first.trainer);
            trainer.train(SmallGan.batches(1), 1);
            trainer.stop();
            trainer.train(SmallGan.batches(1), 2);
        }
        assertEquals(
                List.of(
                        "a begin at 0",
                        "b begin at 0",
                        "a step 1/1",
                        "b step 1/1",
                        "a epoch 1",
                        "b epoch 1",
                        "a end true",
                        "b end true",
                        "a begin at 1",
                        "b begin at 1",
                        "a end true",
                        "b end true",
                        "a begin at 1",
                        "b begin at 1",
                        "a end false",
                        "b end false",
                        "b close",
                        "a close"),
                told);
    }

    @Test
    void oneThatFailsEndsTheTrainingAndAllAreClosed() {
        RuntimeException failure = new IllegalStateException("a listener failed");
        GanTrainer trainer = SmallGan.trainer().on(backend);
        trainer.add(new Recorder("a"));
        trainer.add(TrainingListener.onStep(step -> {
            throw failure;
        }));
        trainer.add(new Recorder("b"));
        assertSame(failure, assertThrows(RuntimeException.class, () -> trainer.train(SmallGan.batches(2), 1)));
        trainer.close();
        assertEquals(List.of("a begin at 0", "b begin at 0", "a step 1/1", "b close", "a close"), told);
        trainer.close();
        assertEquals(5, told.size(), "closed once");
    }

    @Test
    void aCloseThatFailsKeepsNoOtherOpen() {
        GanTrainer trainer = SmallGan.trainer().on(backend);
        trainer.add(new Recorder("a"));
        IllegalStateException exception = new IllegalStateException("one");
        Error error = new OutOfMemoryError("two");
        trainer.add(new TrainingListener() {
            @Override
            public void close() {
                throw exception;
            }
        });
        trainer.add(new TrainingListener() {
            @Override
            public void close() {
                throw error;
            }
        });
        assertSame(error, assertThrows(Error.class, trainer::close));
        assertSame(exception, error.getSuppressed()[0]);
        assertEquals(List.of("a close"), told);
        assertThrows(IllegalStateException.class, () -> trainer.read("generator.0.weight"), "the trainer is closed");
    }

    @Test
    void stepsAndEpochsAloneCanBeListenedTo() {
        List<Float> losses = new ArrayList<>();
        List<Double> means = new ArrayList<>();
        try (GanTrainer trainer = SmallGan.trainer().on(backend)) {
            trainer.add(TrainingListener.onStep(step -> losses.add(step.get("lossG"))));
            trainer.add(TrainingListener.onEpoch(epoch -> means.add(epoch.get("lossG"))));
            trainer.train(SmallGan.batches(2), 1);
        }
        assertArrayEquals(
                new double[] {(losses.get(0) + (double) losses.get(1)) / 2},
                means.stream().mapToDouble(mean -> mean).toArray());
    }
}
