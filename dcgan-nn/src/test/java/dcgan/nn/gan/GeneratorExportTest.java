package dcgan.nn.gan;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dcgan.nn.safetensors.SafeTensorsFile;
import dcgan.nn.safetensors.TensorInfo;
import dcgan.tensor.Backend;
import dcgan.tensor.Backends;
import dcgan.tensor.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A generator alone in a file, in half precision. */
class GeneratorExportTest {

    @TempDir
    private Path folder;

    static List<DcganConfig> networks() {
        return Stream.of(DcganConfig.simple(), DcganConfig.batchnorm())
                .map(network -> network.image(Shape.of(1, 16, 16)).latentSize(6).featureMaps(4))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("networks")
    void drawsTheSamePicturesButForTheRounding(DcganConfig network) throws IOException {
        Path file = folder.resolve("generator.safetensors");
        try (Backend backend = Backends.open("reference");
                GanTrainer trainer = GanTrainer.of(TrainingConfig.of(network)).on(backend);
                ImageSampler sampler = new ImageSampler(network.generator(), 5, backend)) {
            float[] latents = Latents.draw(3, 5, 6);
            float[] expected = sampler.load(trainer).sample(latents);
            Weights.saveGenerator(file, network.generator(), trainer, Map.of("seed", "1"));
            Weights weights = Weights.load(file);
            assertEquals(network, weights.network().orElseThrow());
            assertTrue(weights.checkpoint().isEmpty());
            float[] drawn = sampler.load(weights).sample(latents);
            assertArrayEquals(expected, drawn, 2e-3f);
            assertFalse(Arrays.equals(expected, drawn), "half precision rounds");
            trainer.generator().parameters().stream()
                    .filter(parameter -> parameter.shape().rank() <= 1)
                    .map(parameter -> parameter.in("generator"))
                    .forEach(parameter -> assertArrayEquals(
                            trainer.read(parameter.name()), weights.read(parameter.name(), parameter.shape())));
        }
        SafeTensorsFile opened = SafeTensorsFile.open(file);
        assertEquals("1", opened.metadata().get("seed"));
        assertEquals(
                TensorInfo.Type.F16, opened.tensors().get("generator.0.weight").type());
        assertTrue(opened.tensors().keySet().stream().allMatch(name -> name.startsWith("generator.")));
    }

    @Test
    void aWeightThatIsTooLargeIsRefusedAndTheOlderFileStays() throws IOException {
        Path file = folder.resolve("generator.safetensors");
        Files.writeString(file, "older");
        DcganConfig network = networks().getFirst();
        CheckpointException refused = assertThrows(
                CheckpointException.class,
                () -> Weights.saveGenerator(
                        file,
                        network.generator(),
                        (_, shape) -> {
                            float[] values = new float[shape.size()];
                            values[0] = 70_000;
                            return values;
                        },
                        Map.of()));
        assertEquals(
                "the generator cannot be written to " + file
                        + ": tensor \"generator.0.weight\" holds 70000.0, which is too"
                        + " large for F16; the greatest number is 65504",
                refused.getMessage());
        assertEquals("older", Files.readString(file));
        CheckpointException nowhere = assertThrows(
                CheckpointException.class,
                () -> Weights.saveGenerator(
                        folder.resolve("no/file"),
                        network.generator(),
                        (_, shape) -> new float[shape.size()],
                        Map.of()));
        assertTrue(nowhere.getMessage().endsWith("its folder does not exist"), nowhere.getMessage());
    }
}
