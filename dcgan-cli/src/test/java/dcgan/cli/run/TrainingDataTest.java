package dcgan.cli.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dcgan.data.Batches;
import dcgan.data.ImageShape;
import dcgan.data.Images;
import dcgan.data.shapes.Shapes;
import dcgan.nn.gan.DcganConfig;
import dcgan.nn.gan.GanTrainer;
import dcgan.nn.gan.TrainingConfig;
import dcgan.nn.gan.TrainingListener;
import dcgan.tensor.Backend;
import dcgan.tensor.Backends;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class TrainingDataTest {
    private static final int BATCH = 2;

    private Backend backend;
    private GanTrainer trainer;

    @BeforeEach
    void open() {
        backend = Backends.open("reference");
        DcganConfig networks = DcganConfig.simple().latentSize(1).featureMaps(1);
        trainer = GanTrainer.of(TrainingConfig.of(networks).batchSize(BATCH)).on(backend);
    }

    @AfterEach
    void close() {
        trainer.close();
        backend.close();
    }

    @Test
    void epochsLeftEarlyLeaveNoThreads() throws InterruptedException {
        Batches batches = Shapes.of(ImageShape.square(3, 32), 50, 10, 1).train().batches(BATCH);
        for (int i = 0; i < 10; i++) {
            trainer.stop();
            assertFalse(trainer.train(TrainingData.source(batches), 1));
        }
        trainer.add(TrainingListener.onStep(step -> {
            throw new IllegalStateException("a listener failed");
        }));
        for (int i = 0; i < 10; i++) {
            assertThrows(IllegalStateException.class, () -> trainer.train(TrainingData.source(batches), 1));
        }
        // Some may still be at their last batch; one that waits for a consumer would never end.
        for (Thread thread : preparing()) {
            thread.join();
        }
        assertEquals(List.of(), preparing());
    }

    private static List<Thread> preparing() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("dcgan-batches"))
                .toList();
    }

    /** As many numbers as the model's pictures have. */
    @Test
    void picturesOfAnotherShapeAreRefused() {
        Images grey = Images.of(
                new ImageShape(1, 32, 96),
                Collections.nCopies(BATCH, new byte[32 * 96]),
                new int[BATCH],
                List.of("one class"));
        assertEquals(
                "the source has pictures of [1, 32, 96], but the trainer needs [3, 32, 32]",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> trainer.train(TrainingData.source(grey.batches(BATCH)), 1))
                        .getMessage());
    }
}
