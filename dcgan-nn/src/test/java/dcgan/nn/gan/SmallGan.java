package dcgan.nn.gan;

import dcgan.nn.BatchNorm2d;
import dcgan.nn.Conv2d;
import dcgan.nn.ConvTranspose2d;
import dcgan.nn.LeakyReLU;
import dcgan.nn.ReLU;
import dcgan.nn.Sequential;
import dcgan.nn.Sigmoid;
import dcgan.nn.SpectralNorm;
import dcgan.nn.Tanh;
import dcgan.tensor.Philox;
import dcgan.tensor.Shape;
import dcgan.tensor.Tensor;
import java.util.stream.IntStream;

/** A GAN of one's own that is small enough for the slowest backend, and pictures for it: with BatchNorm and biases. */
final class SmallGan {

    static final int BATCH = 4;
    static final Shape IMAGE = Shape.of(3, 8, 8);

    private SmallGan() {}

    static Sequential generator() {
        return Sequential.of(
                ConvTranspose2d.of(6, 8, 4).bias(false),
                BatchNorm2d.of(8),
                ReLU.of(),
                ConvTranspose2d.of(8, 3, 4).stride(2).padding(1),
                Tanh.of());
    }

    static Sequential discriminator() {
        return Sequential.of(
                Conv2d.of(3, 5, 4).stride(2).padding(1),
                LeakyReLU.of(0.2f),
                Conv2d.of(5, 7, 3).padding(1).bias(false),
                BatchNorm2d.of(7),
                LeakyReLU.of(0.2f),
                Conv2d.of(7, 1, 4),
                Sigmoid.of());
    }

    /** With normalised weights instead of BatchNorm. */
    static Sequential spectralDiscriminator() {
        return Sequential.of(
                SpectralNorm.of(Conv2d.of(3, 5, 4).stride(2).padding(1)),
                LeakyReLU.of(0.2f),
                SpectralNorm.of(Conv2d.of(5, 7, 3).padding(1).bias(false)),
                LeakyReLU.of(0.2f),
                SpectralNorm.of(Conv2d.of(7, 1, 4)),
                Sigmoid.of());
    }

    static TrainingConfig config() {
        return TrainingConfig.ofOwnNetworks().batchSize(BATCH).seed(7);
    }

    static GanTrainer.Builder trainer() {
        return trainer(config());
    }

    static GanTrainer.Builder trainer(TrainingConfig config) {
        return GanTrainer.of(generator(), discriminator(), config);
    }

    /** Batches that depend on epoch and index alone; bright pictures, so that there is something to learn. */
    static BatchSource batches(int perEpoch) {
        return BatchSource.of(
                IMAGE,
                (epoch, fromBatch) -> IntStream.range(fromBatch, perEpoch)
                        .mapToObj(i -> ImageBatch.of(new Tensor(Shape.of(BATCH, 3, 8, 8), images(epoch, i)))));
    }

    /** The pictures of one batch, {@code [B, 3, 8, 8]}. */
    static float[] images(int epoch, int batch) {
        float[] images = new float[BATCH * IMAGE.size()];
        Philox.uniform(epoch, 99, batch, 0.3f, 0.9f, images);
        return images;
    }
}
