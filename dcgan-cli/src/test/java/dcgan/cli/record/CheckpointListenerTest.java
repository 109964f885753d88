package dcgan.cli.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dcgan.nn.gan.BatchSource;
import dcgan.nn.gan.DcganConfig;
import dcgan.nn.gan.EpochReport;
import dcgan.nn.gan.GanTrainer;
import dcgan.nn.gan.ImageBatch;
import dcgan.nn.gan.StepReport;
import dcgan.nn.gan.TrainingConfig;
import dcgan.nn.gan.TrainingListener;
import dcgan.tensor.Backend;
import dcgan.tensor.Backends;
import dcgan.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever is recorded is told, and on the disk, before the checkpoint that builds on it. */
class CheckpointListenerTest {
    private static final int BATCHES = 2;

    @TempDir
    private Path folder;

    private final List<String> calls = new ArrayList<>();
    private Backend backend;
    private GanTrainer trainer;

    @BeforeEach
    void open() {
        backend = Backends.open("reference");
        DcganConfig networks = DcganConfig.simple().latentSize(1).featureMaps(1);
        trainer = GanTrainer.of(TrainingConfig.of(networks).batchSize(1)).on(backend);
    }

    @AfterEach
    void close() {
        trainer.close();
        backend.close();
    }

    @Test
    void earlierListenersAreToldInTheirOrderAndSyncedBeforeEachCheckpoint() {
        trainer.add(listener(new Recorder("one"), new Recorder("two")));
        assertTrue(train(1));
        assertEquals(
                List.of("one begin", "two begin", "one step", "two step", "one step", "two step"), calls.subList(0, 6));
        assertEquals(List.of("one epoch", "two epoch", "one sync", "two sync"), calls.subList(6, 10));
        assertEquals(List.of("one end", "two end"), calls.subList(10, calls.size()));
        assertEquals(List.of("epoch-0001.safetensors"), checkpoints());
        calls.clear();
        trainer.close();
        assertEquals(List.of("two close", "one close"), calls);
    }

    @Test
    void aStoppedTrainingLeavesOneMoreAfterItsEnd() {
        trainer.add(listener(new Recorder("one"), TrainingListener.onStep(_ -> trainer.stop())));
        assertTrue(!train(1));
        assertEquals(List.of("one begin", "one step", "one end", "one sync"), calls);
        assertEquals(List.of("epoch-0001-batch-0001.safetensors"), checkpoints());
    }

    @Test
    void whatAnEarlierListenerCannotRecordGetsNoCheckpoint() {
        Recorder full = new Recorder("full") {
            @Override
            public void sync() {
                throw new IllegalStateException("no space left");
            }
        };
        trainer.add(listener(full, new Recorder("two")));
        assertThrows(IllegalStateException.class, () -> train(1));
        assertEquals(List.of(), checkpoints());
    }

    @Test
    void everyListenerIsClosedWhateverAnotherThrows() {
        Recorder broken = new Recorder("broken") {
            @Override
            public void close() {
                throw new IllegalStateException("cannot be closed");
            }
        };
        CheckpointListener listener = listener(new Recorder("one"), broken, new Recorder("three"));
        assertThrows(IllegalStateException.class, listener::close);
        assertEquals(List.of("three close", "one close"), calls);
    }

    private CheckpointListener listener(TrainingListener... earlier) {
        return new CheckpointListener(new CheckpointKeeper(folder, 0), List.of(earlier));
    }

    private boolean train(int epochs) {
        ImageBatch batch = ImageBatch.of(
                new Tensor(trainer.batchShape(), new float[trainer.batchShape().size()]));
        return trainer.train(
                BatchSource.of(
                        trainer.imageShape(),
                        (epoch, from) -> Stream.generate(() -> batch).limit(BATCHES - from)),
                epochs);
    }

    private List<String> checkpoints() {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Notes what it is told, and that there is no checkpoint yet of what it is told of. */
    private class Recorder implements TrainingListener, Durable {
        private final String name;

        Recorder(String name) {
            this.name = name;
        }

        private void note(String call) {
            if (!call.equals("end") && !call.equals("close")) {
                assertEquals(List.of(), checkpoints());
            }
            calls.add(name + " " + call);
        }

        @Override
        public void begin(GanTrainer begun) {
            note("begin");
        }

        @Override
        public void step(StepReport step) {
            note("step");
        }

        @Override
        public void epoch(EpochReport epoch) {
            note("epoch");
        }

        @Override
        public void end(boolean complete) {
            note("end");
        }

        @Override
        public void sync() {
            note("sync");
        }

        @Override
        public void close() {
            note("close");
        }
    }
}
