package dcgan.nn.gan;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dcgan.nn.testing.TestBackends;
import dcgan.nn.testing.TestBackends.OnEveryBackend;
import dcgan.tensor.Backend;
import dcgan.tensor.Tensor;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.io.TempDir;

class ImageSamplerTest {

    @TempDir
    private Path folder;

    @OnEveryBackend
    void aPictureDependsOnItsLatentAlone(String name) {
        try (Backend backend = TestBackends.open(name);
                GanTrainer trainer = SmallGan.trainer().on(backend);
                ImageSampler three = new ImageSampler(SmallGan.generator(), 3, backend);
                ImageSampler eight = new ImageSampler(SmallGan.generator(), 8, backend)) {
            trainer.train(SmallGan.batches(3), 1);
            float[] latents = Latents.draw(5, 10, 6);
            float[] images = three.load(trainer).sample(latents);
            assertEquals("[3, 8, 8]", three.imageShape().toString());
            assertEquals(10 * 3 * 8 * 8, images.length);
            assertArrayEquals(images, eight.load(trainer).sample(latents), 1e-5f);
            assertArrayEquals(
                    Arrays.copyOfRange(images, 192, 384), three.sample(Arrays.copyOfRange(latents, 6, 12)), 1e-5f);
            assertArrayEquals(new float[0], three.sample(new float[0]));
            for (float x : images) {
                assertTrue(Math.abs(x) <= 1, "Tanh gives [-1, 1], but got " + x);
            }
            assertThrows(IllegalArgumentException.class, () -> three.sample(new float[7]));
        }
    }

    @OnEveryBackend
    void aCheckpointIsEnoughToDraw(String name) {
        Path path = folder.resolve("a.safetensors");
        DcganConfig model = DcganConfig.batchnorm().latentSize(4).featureMaps(2);
        float[] latents = Latents.draw(5, 3, 4);
        float[] expected;
        try (Backend backend = TestBackends.open(name);
                GanTrainer trainer =
                        GanTrainer.of(TrainingConfig.of(model).batchSize(2)).on(backend);
                ImageSampler sampler = new ImageSampler(trainer.generator(), 2, backend)) {
            trainer.step(ImageBatch.of(new Tensor(trainer.batchShape(), Latents.draw(1, 2, 3 * 32 * 32))));
            Checkpoint.save(trainer, path);
            expected = sampler.load(trainer).sample(latents);
        }
        Checkpoint checkpoint = Checkpoint.load(path);
        DcganConfig loaded = checkpoint.network().orElseThrow();
        try (Backend backend = TestBackends.open(name);
                ImageSampler sampler = new ImageSampler(loaded.generator(), 2, backend);
                ImageSampler other = new ImageSampler(loaded.featureMaps(3).generator(), 2, backend)) {
            assertEquals(4, sampler.latentSize());
            assertArrayEquals(expected, sampler.load(checkpoint).sample(latents));
            CheckpointException e = assertThrows(CheckpointException.class, () -> other.load(checkpoint));
            assertEquals(
                    "checkpoint " + path
                            + ": tensor \"generator.0.weight\" is F32 [4, 16, 4, 4], but should be F32 [4, 24, 4, 4]",
                    e.getMessage());
        }
    }
}
