package dcgan.nn.gan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dcgan.nn.Parameter;
import dcgan.nn.Sequential;
import dcgan.nn.safetensors.SafeTensorsWriter;
import dcgan.nn.safetensors.TensorInfo;
import dcgan.tensor.Backend;
import dcgan.tensor.Backends;
import dcgan.tensor.Shape;
import dcgan.tensor.Tensor;
import dcgan.tensor.TooLargeException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The networks for pictures of every size, in colour and grey. */
class DcganConfigTest {

    @TempDir
    private Path folder;

    static Stream<DcganConfig> all() {
        List<DcganConfig> all = new ArrayList<>();
        for (int channels : DcganConfig.CHANNELS) {
            for (int size : DcganConfig.SIZES) {
                for (DcganConfig.Variant model : DcganConfig.Variant.values()) {
                    all.add(DcganConfig.of(model).image(Shape.of(channels, size, size)));
                }
            }
        }
        return all.stream();
    }

    /** With 64 feature maps: the channels between the layers, one after another. */
    @ParameterizedTest
    @CsvSource({
        "16, 64 128, 256 128",
        "32, 64 128 256, 512 256 128",
        "64, 64 128 256 512, 512 256 128 64",
        "128, 64 128 256 512 512, 512 512 256 128 64",
        "256, 64 128 256 512 512 512, 512 512 512 256 128 64"
    })
    void eachDoublingAddsALevel(int size, String discriminator, String generator) {
        for (int channels : DcganConfig.CHANNELS) {
            DcganConfig config = DcganConfig.simple().image(Shape.of(channels, size, size));
            assertEquals(
                    channels + " " + discriminator + " 1", channels(config.discriminator(Objective.STANDARD), 0, 1));
            assertEquals("100 " + generator + " " + channels, channels(config.generator(), 1, 0));
        }
    }

    /** The channels before, between and behind the layers. */
    private static String channels(Sequential network, int out, int in) {
        StringBuilder channels = new StringBuilder();
        List<Parameter> weights = network.parameters();
        for (Parameter weight : weights) {
            channels.append(weight.shape().dim(in)).append(' ');
            assertEquals(4, weight.shape().dim(2));
            assertEquals(4, weight.shape().dim(3));
        }
        return channels.append(weights.getLast().shape().dim(out)).toString();
    }

    /** {@code state_dict()} of {@code netG} and {@code netD} in pytorch/examples/dcgan with its defaults. */
    @Test
    void at64PixelsBatchnormIsThatOfPyTorchsExamples() {
        DcganConfig config = DcganConfig.batchnorm().image(Shape.of(3, 64, 64));
        Map<String, String> generator = new LinkedHashMap<>();
        generator.put("main.0.weight", "[100, 512, 4, 4]");
        batchNorm(generator, 1, 512);
        generator.put("main.3.weight", "[512, 256, 4, 4]");
        batchNorm(generator, 4, 256);
        generator.put("main.6.weight", "[256, 128, 4, 4]");
        batchNorm(generator, 7, 128);
        generator.put("main.9.weight", "[128, 64, 4, 4]");
        batchNorm(generator, 10, 64);
        generator.put("main.12.weight", "[64, 3, 4, 4]");
        assertEquals(List.copyOf(generator.entrySet()), stateDict(config.generator()));
        Map<String, String> discriminator = new LinkedHashMap<>();
        discriminator.put("main.0.weight", "[64, 3, 4, 4]");
        discriminator.put("main.2.weight", "[128, 64, 4, 4]");
        batchNorm(discriminator, 3, 128);
        discriminator.put("main.5.weight", "[256, 128, 4, 4]");
        batchNorm(discriminator, 6, 256);
        discriminator.put("main.8.weight", "[512, 256, 4, 4]");
        batchNorm(discriminator, 9, 512);
        discriminator.put("main.11.weight", "[1, 512, 4, 4]");
        assertEquals(List.copyOf(discriminator.entrySet()), stateDict(config.discriminator(Objective.STANDARD)));
    }

    private static void batchNorm(Map<String, String> tensors, int layer, int channels) {
        for (String name : List.of("weight", "bias", "running_mean", "running_var")) {
            tensors.put("main." + layer + "." + name, "[" + channels + "]");
        }
        tensors.put("main." + layer + ".num_batches_tracked", "[]");
    }

    private static List<Map.Entry<String, String>> stateDict(Sequential network) {
        return network.parameters().stream()
                .map(parameter -> parameter.in("main"))
                .map(parameter -> Checkpoint.info(parameter.name(), parameter.shape()))
                .map(tensor -> Map.entry(tensor.name(), tensor.shape().toString()))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("all")
    void trainsAndDraws(DcganConfig config) {
        DcganConfig tiny = config.latentSize(3).featureMaps(1);
        try (Backend backend = Backends.open("reference");
                GanTrainer trainer =
                        GanTrainer.of(TrainingConfig.of(tiny).batchSize(2)).on(backend);
                ImageSampler sampler = new ImageSampler(trainer.generator(), 2, backend)) {
            assertEquals(config.image(), trainer.imageShape());
            StepReport report = trainer.step(ImageBatch.of(Tensor.zeros(trainer.batchShape())));
            assertTrue(report.get("lossG") > 0, report::toString);
            assertEquals(config.image(), sampler.imageShape());
            assertEquals(2 * config.image().size(), sampler.load(trainer).sample(Latents.draw(1, 2, 3)).length);
        }
    }

    /** What another program has saved of a generator alone, without a word about its networks. */
    @ParameterizedTest
    @MethodSource("all")
    void aGeneratorIsFoundByItsTensorsAlone(DcganConfig config) throws IOException {
        Path path = folder.resolve("plain.safetensors");
        DcganConfig tiny = config.latentSize(3).featureMaps(2);
        write(
                path,
                tiny.generator().parameters().stream()
                        .map(parameter -> parameter.in("generator"))
                        .toList());
        assertEquals(tiny, Weights.load(path).network().orElseThrow());
    }

    /** The networks that a training begins with. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void spectralNormalisationIsFoundByTheTensorsAlone(boolean spectralNorm) throws IOException {
        Path path = folder.resolve("plain.safetensors");
        DcganConfig tiny = DcganConfig.batchnorm().latentSize(3).featureMaps(2).spectralNorm(spectralNorm);
        List<Parameter> parameters = new ArrayList<>();
        tiny.generator().parameters().forEach(parameter -> parameters.add(parameter.in("generator")));
        tiny.discriminator(Objective.STANDARD)
                .parameters()
                .forEach(parameter -> parameters.add(parameter.in("discriminator")));
        write(path, parameters);
        assertEquals(tiny, Weights.load(path).network().orElseThrow());
    }

    private static void write(Path path, List<Parameter> parameters) throws IOException {
        Map<String, Integer> sizes = new LinkedHashMap<>();
        parameters.forEach(
                parameter -> sizes.put(parameter.name(), parameter.shape().size()));
        List<TensorInfo> tensors = parameters.stream()
                .map(parameter -> Checkpoint.info(parameter.name(), parameter.shape()))
                .toList();
        SafeTensorsWriter.write(
                path, Map.of(), Map.of(), "unused", tensors, tensor -> new float[sizes.get(tensor.name())]);
    }

    @Test
    void noOtherPictures() {
        for (Shape shape : List.of(
                Shape.of(3, 8, 8),
                Shape.of(3, 48, 48),
                Shape.of(3, 512, 512),
                Shape.of(2, 64, 64),
                Shape.of(4, 64, 64),
                Shape.of(3, 64, 32),
                Shape.of(64, 64),
                Shape.of(1, 3, 64, 64))) {
            assertFalse(DcganConfig.supports(shape), shape::toString);
            assertThrows(
                    IllegalArgumentException.class, () -> DcganConfig.simple().image(shape));
        }
    }

    @Test
    void networksThatNoArrayHoldsAreToldFromWhatIsWrong() {
        assertThrows(TooLargeException.class, () -> DcganConfig.simple().featureMaps(1 << 29));
        try (Backend backend = Backends.open("reference")) {
            GanTrainer.Builder large =
                    GanTrainer.of(TrainingConfig.of(DcganConfig.simple().image(Shape.of(3, 256, 256)))
                            .batchSize(100_000));
            assertThrows(TooLargeException.class, () -> large.on(backend));
        }
    }
}
