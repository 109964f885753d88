package dcgan.nn.gan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dcgan.nn.BatchNorm2d;
import dcgan.nn.Conv2d;
import dcgan.nn.Layer;
import dcgan.nn.SpectralNorm;
import dcgan.nn.testing.TestBackends;
import dcgan.nn.testing.TestBackends.OnEveryBackend;
import dcgan.tensor.Backend;
import dcgan.tensor.Shape;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A discriminator with spectral normalisation in a training. */
class SpectralDiscriminatorTest {

    private static final int STEPS = 6;

    @ParameterizedTest
    @EnumSource(DcganConfig.Variant.class)
    void allConvolutionsAreNormalisedAndNothingElseIs(DcganConfig.Variant model) {
        DcganConfig plain = DcganConfig.of(model).image(Shape.of(3, 64, 64));
        DcganConfig spectral = plain.spectralNorm(true);
        List<Layer> before = plain.discriminator(Objective.STANDARD).layers();
        List<Layer> expected = new ArrayList<>();
        for (Layer layer : before) {
            if (layer instanceof Conv2d convolution) {
                expected.add(SpectralNorm.of(convolution));
            } else if (!(layer instanceof BatchNorm2d)) {
                expected.add(layer);
            }
        }
        assertEquals(expected, spectral.discriminator(Objective.STANDARD).layers());
        assertEquals(plain.generator(), spectral.generator());
        assertEquals(plain, spectral.spectralNorm(false));
    }

    @OnEveryBackend
    void resumesToTheSameBits(String name, @TempDir Path folder) {
        Path file = folder.resolve("spectral.safetensors");
        try (Backend backend = TestBackends.open(name);
                GanTrainer without = SmallGan.trainer().on(backend)) {
            Resumption.assertSameBits(backend, SpectralDiscriminatorTest::trainer, STEPS, file);
            CheckpointException refused = assertThrows(
                    CheckpointException.class, () -> Checkpoint.load(file).restore(without));
            assertTrue(refused.getMessage().contains("discriminator.0.weight"), refused.getMessage());
        }
    }

    private static GanTrainer.Builder trainer() {
        return GanTrainer.of(SmallGan.generator(), SmallGan.spectralDiscriminator(), SmallGan.config());
    }
}
