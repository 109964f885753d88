package dcgan.cli.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dcgan.cli.io.Json;
import dcgan.cli.io.RunException;
import dcgan.nn.Init;
import dcgan.nn.gan.AdamConfig;
import dcgan.nn.gan.Augmentation;
import dcgan.nn.gan.AverageConfig;
import dcgan.nn.gan.DcganConfig;
import dcgan.nn.gan.LinearDecay;
import dcgan.nn.gan.Objective;
import dcgan.nn.gan.TrainingConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RunConfigTest {
    private static final TrainingConfig TRAINING = TrainingConfig.of(DcganConfig.batchnorm()
                    .latentSize(3)
                    .featureMaps(5)
                    .init(Init.DEFAULT)
                    .spectralNorm(true))
            .optimizers(AdamConfig.DEFAULT.lr(0.001), AdamConfig.DEFAULT.betas(0.25, 0.5))
            .objective(Objective.HINGE)
            .decay(new LinearDecay(2, 3))
            .batchSize(7)
            .average(AverageConfig.DEFAULT)
            .seed(-9)
            .augment(Augmentation.of("flip,color"));
    private static final RunOptions OPTIONS = new RunOptions(
            DataChoice.of(DatasetKind.FOLDER, "/pictures", 70),
            3,
            0,
            1,
            2,
            30,
            new InitFrom("/begun/epoch-0001.safetensors", "0123abcd"),
            new BackendChoice("simd", 1, 2, "256", "direct", null, null, null));
    private static final RunConfig CONFIG =
            RunConfig.begin("simd on it", new RunConfig.Data("here", 70, "0", Sampling.BALANCED), TRAINING, OPTIONS);

    @TempDir
    private Path folder;

    @Test
    void isReadAsItWasWritten() {
        RunConfig resumed = CONFIG.resume("epoch-0001.safetensors", "reference on it", RunOptions.DEFAULT);
        for (RunConfig config : new RunConfig[] {CONFIG, resumed}) {
            assertEquals(config, read((ObjectNode) Json.tree(config)));
        }
    }

    /** In formats 1 and 2 all options stood side by side. */
    @Test
    void filesOfOlderFormatsHaveTheSameOptionsInOtherPlaces() {
        Path resources = Path.of("src/test/resources").toAbsolutePath();
        RunConfig first = RunConfig.read(resources.resolve("format-1/folder/config.json"));
        assertEquals(Sampling.FIRST, first.data().sampling());
        RunConfig second = RunConfig.read(resources.resolve("format-2/batchnorm/config.json"));
        assertEquals(Sampling.BALANCED, second.data().sampling());
        assertEquals(
                TrainingConfig.of(DcganConfig.batchnorm()
                                .latentSize(2)
                                .featureMaps(1)
                                .init(Init.DEFAULT))
                        .optimizers(AdamConfig.DEFAULT.lr(0.001))
                        .batchSize(4)
                        .seed(7),
                second.training());
        assertEquals(
                new RunOptions(
                        DataChoice.of(DatasetKind.SHAPES, null, 20),
                        2,
                        0,
                        0,
                        null,
                        null,
                        null,
                        BackendChoice.of("reference", 0, 0)),
                second.options());
    }

    @ParameterizedTest
    @CsvSource({"1, first", "2, balanced"})
    void anOlderFileWithoutOptionsHasTheirDefaults(int format, String sampling) {
        ObjectNode config = (ObjectNode) Json.parse("{\"format\": " + format
                + ", \"data\": {\"source\": \"x\", \"images\": 99, \"crc32c\": \"0\", \"sampling\": \"" + sampling
                + "\"}, \"options\": {}}");
        RunConfig read = read(config);
        assertEquals(TrainingConfig.of(DcganConfig.simple()), read.training());
        assertEquals(RunOptions.DEFAULT, read.options());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/training",
                "/training/network",
                "/training/network/image",
                "/training/network/model",
                "/training/objective",
                "/training/generatorOptimizer",
                "/training/discriminatorOptimizer/lr",
                "/training/batchSize",
                "/options",
                "/options/source",
                "/options/source/dataset",
                "/options/backend",
                "/options/backend/backend"
            })
    void aFieldThatIsNullIsNamed(String field) {
        ObjectNode config = (ObjectNode) Json.tree(CONFIG);
        parent(config, field).putNull(name(field));
        assertEquals(
                "is damaged: its field \"" + field.substring(1).replace('/', '.') + "\" makes no sense",
                refusal(config));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        /training/momentum              | 500     | has the field "training.momentum", but
        /training/average               | 500     | is damaged: its field "training.average" makes no sense
        /training/average/halfLife      | 0       | is damaged: its field "training.average" makes no sense: the half-life of an average must be at least 1
        /training/decay/fromEpoch       | 4       | is damaged: its field "training.decay" makes no sense: learning rates cannot decay from epoch 4 on
        /training/decay/power           | 2       | has the field "training.decay.power", but
        /training/network/classes       | 10      | has the field "training.network.classes", but
        /options/evaluateWith           | 1       | has the field "options.evaluateWith", but
        /options/evaluateEvery          | 0       | is damaged: its field "options" makes no sense: evaluateEvery 0 with evaluateCount 30
        /options/evaluateEvery          | null    | is damaged: its field "options" makes no sense: evaluateEvery null with
        /options/evaluateCount          | 19      | is damaged: its field "options" makes no sense: evaluateEvery 2 with evaluateCount 19
        /options/lr                     | 0.1     | has the field "options.lr", but
        /training/objective             | "fame"  | has "fame" for "training.objective", but
        /training/augment               | "flip,hue" | has "flip,hue" for "training.augment", but
        /training/augment               | 5       | has "5" for "training.augment", but
        /training/network/spectralNorm  | "x"     | is damaged: its field "training.network.spectralNorm" makes no sense
        /training/network/model         | "large" | has "large" for "training.network.model", but
        /options/source/dataset         | "faces" | has "faces" for "options.source.dataset", but
        /training/network/image         | [3, 0]  | is damaged: its field "training.network.image" makes no sense: shape [3, 0] has an extent below 1
        /training/network/image         | [1, 2]  | is damaged: its field "training.network" makes no sense: the pictures of a DCGAN are
        /training/network/image         | [3, 512, 512] | is of images [3, 512, 512], but this version of dcgan
        /training/network/image         | [4, 32, 32]   | is of images [4, 32, 32], but this version of dcgan
        /training/generatorOptimizer/lr | 0       | is damaged: its field "training.generatorOptimizer" makes no sense: Adam: lr must be
        /training/batchSize             | 0       | is damaged: its field "training" makes no sense: the batch size must be at least 1
        /training/batchSize             | 71      | makes no sense: 70 images cannot be batches of 71
        /training/seed                  | "x"     | is damaged: its field "training.seed" makes no sense
        """)
    void aFieldThatCannotBeIsNamed(String field, String value, String expected) {
        ObjectNode config = (ObjectNode) Json.tree(CONFIG);
        parent(config, field).set(name(field), Json.parse(value));
        String refusal = refusal(config);
        assertTrue(refusal.startsWith(expected), refusal);
        assertEquals(1, refusal.lines().count(), refusal);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/training/network", "/training/generatorOptimizer", "/options/source", "/options/backend"})
    void aPartThatIsMissingIsNamed(String field) {
        ObjectNode config = (ObjectNode) Json.tree(CONFIG);
        parent(config, field).remove(name(field));
        assertEquals(
                "is damaged: its field \"" + field.substring(1).replace('/', '.') + "\" is missing", refusal(config));
    }

    private static ObjectNode parent(ObjectNode config, String field) {
        return (ObjectNode) config.at(field.substring(0, field.lastIndexOf('/')));
    }

    private static String name(String field) {
        return field.substring(field.lastIndexOf('/') + 1);
    }

    private String refusal(ObjectNode config) {
        String message = assertThrows(RunException.class, () -> read(config)).getMessage();
        String file = folder.resolve("config.json") + " ";
        assertTrue(message.startsWith(file), message);
        return message.substring(file.length());
    }

    private RunConfig read(ObjectNode config) {
        Path file = folder.resolve("config.json");
        try {
            Files.writeString(file, config.toString());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return RunConfig.read(file);
    }
}
