package dcgan.models.classifier;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dcgan.data.Batch;
import dcgan.data.ImageShape;
import dcgan.data.Images;
import dcgan.data.Split;
import dcgan.data.shapes.Shapes;
import dcgan.nn.evaluation.Cifar10Classifier;
import dcgan.tensor.Backend;
import dcgan.tensor.Backends;
import dcgan.tensor.Shape;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program still trains, with pictures that need no download. */
class TrainingTest {
    private static final int BATCH_SIZE = 10;

    @TempDir
    private Path folder;

    /** Ten pictures are learned by heart, also by what is written in half precision with BatchNorm put into the convolutions. */
    @Test
    void whatWasLearnedIsInTheFileThatIsWritten() throws Exception {
        Images images =
                Shapes.of(ImageShape.square(3, 32), BATCH_SIZE, BATCH_SIZE, 1).images(Split.TRAIN);
        Batch batch = images.batches(BATCH_SIZE).epoch(1).iterator().next();
        Path file = folder.resolve("classifier.safetensors");
        try (Backend backend = Backends.open("simd");
                Training training = new Training(Shape.of(BATCH_SIZE, 3, 32, 32), 1, backend)) {
            training.learningRate(0.002);
            double first = training.step(batch.images(), batch.labels(), 0);
            double last = first;
            // As many as the running statistics of BatchNorm take to come near those of the batch.
            for (int i = 0; i < 60; i++) {
                last = training.step(batch.images(), batch.labels(), 0);
            }
            assertTrue(last < 0.1 * first, first + " to " + last);

            Cifar10Classifier.save(file, training::frozen, Map.of());
            assertEquals(1, Main.accuracy(Cifar10Classifier.load(file), images, backend));
        }
    }

    /** Held to central differences. */
    @Test
    void theGradientOfTheCrossEntropyIsItsDerivative() {
        Head head = new Head(4, 3);
        Random random = new Random(1);
        float[] output = new float[2 * 4 * 3];
        for (int i = 0; i < output.length; i++) {
            output[i] = (float) random.nextGaussian();
        }
        int[] labels = {2, 0};
        float[] gradient = new float[output.length];
        head.crossEntropy(output, labels, 0.1, gradient);

        float step = 1e-2f;
        for (int i = 0; i < output.length; i++) {
            float[] more = output.clone();
            float[] less = output.clone();
            more[i] += step;
            less[i] -= step;
            float[] unused = new float[output.length];
            double difference =
                    head.crossEntropy(more, labels, 0.1, unused) - head.crossEntropy(less, labels, 0.1, unused);
            assertEquals(difference / ((double) more[i] - less[i]), gradient[i], 1e-5, "element " + i);
        }
    }
}
