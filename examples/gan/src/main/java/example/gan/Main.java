package example.gan;

import dcgan.nn.BatchNorm2d;
import dcgan.nn.Conv2d;
import dcgan.nn.ConvTranspose2d;
import dcgan.nn.LeakyReLU;
import dcgan.nn.ReLU;
import dcgan.nn.Sequential;
import dcgan.nn.Sigmoid;
import dcgan.nn.Tanh;
import dcgan.nn.gan.AdamConfig;
import dcgan.nn.gan.BatchSource;
import dcgan.nn.gan.Checkpoint;
import dcgan.nn.gan.GanTrainer;
import dcgan.nn.gan.ImageBatch;
import dcgan.nn.gan.ImageSampler;
import dcgan.nn.gan.TrainingConfig;
import dcgan.nn.gan.TrainingListener;
import dcgan.tensor.Backend;
import dcgan.tensor.Backends;
import dcgan.tensor.Shape;
import dcgan.tensor.Tensor;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Learns to draw grey discs of 8 × 8 pixels; the pictures are arrays that this program makes. */
final class Main {
    private static final int SIZE = 8;
    private static final int BATCH_SIZE = 32;
    private static final int BATCHES = 100;
    private static final int EPOCHS = 10;
    private static final int LATENT_SIZE = 8;

    private Main() {}

    /** Expects the file to write the checkpoint to. */
    public static void main(String[] args) {
        Sequential generator = Sequential.of(
                ConvTranspose2d.of(LATENT_SIZE, 32, 4).bias(false), // [B, 32, 4, 4]
                BatchNorm2d.of(32),
                ReLU.of(),
                ConvTranspose2d.of(32, 1, 4).stride(2).padding(1).bias(false), // [B, 1, 8, 8]
                Tanh.of());
        Sequential discriminator = Sequential.of(
                Conv2d.of(1, 32, 4).stride(2).padding(1).bias(false), // [B, 32, 4, 4]
                LeakyReLU.of(0.2f),
                Conv2d.of(32, 1, 4).bias(false), // [B, 1, 1, 1]
                Sigmoid.of());

        TrainingConfig config = TrainingConfig.ofOwnNetworks()
                .optimizers(AdamConfig.DEFAULT.lr(5e-4))
                .batchSize(BATCH_SIZE)
                .seed(1);

        try (Backend backend = Backends.open(Backends.AUTO);
                GanTrainer trainer =
                        GanTrainer.of(generator, discriminator, config).on(backend);
                ImageSampler sampler = new ImageSampler(generator, 4, backend)) {
            trainer.add(TrainingListener.onEpoch(report -> System.out.printf(
                    "epoch %d: lossD %.3f, lossG %.3f%n", report.epoch(), report.get("lossD"), report.get("lossG"))));
            BatchSource discs = BatchSource.of(
                    Shape.of(1, SIZE, SIZE),
                    (epoch, fromBatch) ->
                            IntStream.range(fromBatch, BATCHES).mapToObj(batch -> discs(epoch * BATCHES + batch)));
            trainer.train(discs, EPOCHS);
            Checkpoint.save(trainer, Path.of(args[0]));

            float[] latents = new float[LATENT_SIZE];
            Arrays.fill(latents, 0.5f);
            print(sampler.load(trainer).sample(latents));
        }
    }

    /** A batch {@code [B, 1, 8, 8]} of bright discs on black, each somewhere near the middle. */
    private static ImageBatch discs(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] images = new float[BATCH_SIZE * SIZE * SIZE];
        for (int image = 0; image < BATCH_SIZE; image++) {
            double centreX = random.nextDouble(3, 4);
            double centreY = random.nextDouble(3, 4);
            double radius = random.nextDouble(2, 3);
            for (int y = 0; y < SIZE; y++) {
                for (int x = 0; x < SIZE; x++) {
                    images[(image * SIZE + y) * SIZE + x] = Math.hypot(x - centreX, y - centreY) < radius ? 1 : -1;
                }
            }
        }
        return ImageBatch.of(new Tensor(Shape.of(BATCH_SIZE, 1, SIZE, SIZE), images));
    }

    private static void print(float[] image) {
        for (int y = 0; y < SIZE; y++) {
            StringBuilder line = new StringBuilder();
            for (int x = 0; x < SIZE; x++) {
                line.append(" .:+#".charAt(Math.round((image[y * SIZE + x] + 1) * 2)));
            }
            System.out.println(line);
        }
    }
}
