package dcgan.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dcgan.cli.Dcgan.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs of older versions go on, and those of newer ones are refused without a change. */
class UpgradeTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    @TempDir
    private Path folder;

    /** Between epochs; within an epoch, with batch normalisation; a folder, of which the first pictures are taken. */
    @ParameterizedTest
    @CsvSource({
        "format-1/simple, 3, first",
        "format-1/batchnorm, 1, first",
        "format-1/folder, 3, first",
        "format-2/batchnorm, 3, balanced"
    })
    void aRunOfAnOlderFormatGoesOnToTheSameNumbers(String name, int epochs, String sampling) throws Exception {
        Path run = OldRuns.copy(name, folder.resolve("run"));
        OldRuns.copy("format-1/pictures", folder.resolve("pictures"));
        String[] command = ("train --resume run --epochs " + epochs
                        + (name.endsWith("folder") ? " --data pictures" : ""))
                .split(" ");
        assertExit(0, Dcgan.in(folder).run(command));
        assertSameNumbers(OldRuns.whole(name), run.resolve("metrics.csv"));
        JsonNode config = config(run);
        assertEquals(3, config.get("format").asInt());
        assertEquals(sampling, config.get("data").get("sampling").asText());
        // And on from a checkpoint of the present format.
        assertExit(0, Dcgan.in(folder).run("train", "--resume", "run", "--epochs", Integer.toString(epochs)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        /         | charm   | 1          | has the field "charm", but this version of dcgan
        /options  | colour  | "red"      | has the field "options.colour", but this version of dcgan
        /data     | weights | [1]        | has the field "data.weights", but this version of dcgan
        /options  | dataset | "svhn"    | has "svhn" for "options.dataset", but this version of dcgan
        /options  | init    | "uniform"  | has "uniform" for "options.init", but this version of dcgan
        /options  | source  | {}         | has the field "options.source", but this version of dcgan
        /         | training | {}        | has the field "training", but this version of dcgan
        /         | format  | 4          | has format 4, but this version of dcgan
        """)
    void whatANewerVersionWroteIsRefusedWithThatVersion(String where, String field, String value, String expected)
            throws Exception {
        Path run = OldRuns.copy("format-1/simple", folder.resolve("run"));
        ObjectNode config = config(run);
        config.put("program", "0.8.0");
        config.putArray("resumed")
                .addObject()
                .put("at", "2030-01-01T00:00:00Z")
                .put("from", "the beginning")
                .put("backend", "simd")
                .put("program", "0.9.0");
        ((ObjectNode) config.at(where.equals("/") ? "" : where)).set(field, MAPPER.readTree(value));
        write(run, config);
        String before = Files.readString(run.resolve("config.json"));
        Result refused = Dcgan.in(folder).run("train", "--resume", "run", "--epochs", "3");
        assertExit(1, refused);
        assertTrue(refused.failure().startsWith("dcgan: run/config.json " + expected), refused.err());
        assertTrue(refused.failure().endsWith("; use dcgan 0.9.0, which wrote it, or a later one"), refused.err());
        assertEquals(before, Files.readString(run.resolve("config.json")));
        assertFalse(Files.exists(run.resolve(".lock")));
    }

    /** Fields that have another value than null when they are missing, or that must be there. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/ backend",
                "/ data",
                "/ options",
                "/ resumed",
                "/data crc32c",
                "/data sampling",
                "/data source",
                "/options backend",
                "/options dataset",
                "/options epochs",
                "/options model"
            })
    void aFieldThatIsNullIsNamed(String whereAndField) throws Exception {
        String[] words = whereAndField.split(" ");
        Path run = OldRuns.copy("format-1/simple", folder.resolve("run"));
        ObjectNode config = config(run);
        ((ObjectNode) config.at(words[0].equals("/") ? "" : words[0])).putNull(words[1]);
        write(run, config);
        Result refused = Dcgan.in(folder).run("train", "--resume", "run", "--epochs", "3");
        assertExit(1, refused);
        String field = whereAndField.substring(1).strip().replace(' ', '.');
        assertEquals(
                "dcgan: run/config.json is damaged: its field \"" + field + "\" makes no sense", refused.failure());
    }

    @Test
    void missingFieldsHaveTheDefaultsOfTheirOptionsAndAreWrittenThen() throws Exception {
        Path run = OldRuns.copy("format-1/simple", folder.resolve("run"));
        ObjectNode config = config(run);
        ObjectNode options = (ObjectNode) config.get("options");
        options.remove(List.of("lr", "beta1", "beta2", "init", "kernels", "conv", "threads", "checkpointEvery"));
        config.remove(List.of("resumed", "java", "started"));
        write(run, config);
        assertExit(0, Dcgan.in(folder).run("train", "--resume", "run", "--epochs", "3"));
        assertSameNumbers(OldRuns.whole("format-1/simple"), run.resolve("metrics.csv"));
        JsonNode written = config(run);
        assertEquals(0.5, written.at("/training/generatorOptimizer/beta1").asDouble());
        assertEquals(0.0002, written.at("/training/discriminatorOptimizer/lr").asDouble());
        assertEquals(5, written.get("options").get("checkpointEvery").asInt());
        assertEquals("default", written.at("/training/network/init").asText());
        assertTrue(written.at("/options/backend/kernels").isNull());
        assertEquals("unknown", written.get("started").asText());
        assertEquals(1, written.get("resumed").size());
        assertFalse(written.get("resumed").get(0).get("program").asText().isEmpty());
    }

    @Test
    void fewerEpochsThanAreDoneAreToldAndChangeNothing() throws Exception {
        Path run = OldRuns.copy("format-1/simple", folder.resolve("run"));
        var before = Dcgan.contents(run);
        String config = Files.readString(run.resolve("config.json"));
        Result result = Dcgan.in(folder).run("train", "--resume", "run", "--epochs", "1");
        assertExit(0, result);
        assertEquals(
                "nothing is left to train: 2 epochs are complete in run, more than --epochs 1; go on with a larger"
                        + " --epochs",
                result.said().getLast());
        assertEquals(before, Dcgan.contents(run));
        assertEquals(config, Files.readString(run.resolve("config.json")));
    }

    /** Of the two before the damaged one, the nearer is of a training with another batch size. */
    @Test
    void afterADamagedCheckpointOneIsOfferedThatIsAccepted() throws Exception {
        Path run = OldRuns.copy("format-1/simple", folder.resolve("run"));
        Path checkpoints = run.resolve("checkpoints");
        Files.move(checkpoints.resolve("epoch-0002.safetensors"), checkpoints.resolve("epoch-0001.safetensors"));
        Files.copy(OldRuns.checkpoint("format-1/folder"), checkpoints.resolve("epoch-0002.safetensors"));
        Files.writeString(checkpoints.resolve("epoch-0003.safetensors"), "damaged");
        Result refused = Dcgan.in(folder).run("train", "--resume", "run");
        assertExit(1, refused);
        assertTrue(
                refused.failure().endsWith("use that: ./dcgan train --resume run/checkpoints/epoch-0001.safetensors"),
                refused.err());
        Files.delete(checkpoints.resolve("epoch-0001.safetensors"));
        refused = Dcgan.in(folder).run("train", "--resume", "run");
        assertTrue(
                refused.failure()
                        .endsWith("there is no whole one before it: remove all checkpoints in run/checkpoints to begin"
                                + " the run again from its start"),
                refused.err());
    }

    private static void assertSameNumbers(Path expected, Path actual) throws IOException {
        List<String> rows = Files.readAllLines(expected);
        List<String> others = Files.readAllLines(actual);
        assertEquals(rows.size(), others.size());
        assertEquals(rows.getFirst(), others.getFirst());
        for (int i = 1; i < rows.size(); i++) {
            String[] cells = rows.get(i).split(",");
            String[] found = others.get(i).split(",");
            for (int column = 0; column < cells.length; column++) {
                // How kernels sum may change from version to version.
                assertEquals(Double.parseDouble(cells[column]), Double.parseDouble(found[column]), 1e-3, "row " + i);
            }
        }
    }

    private static ObjectNode config(Path run) throws IOException {
        return (ObjectNode) MAPPER.readTree(run.resolve("config.json").toFile());
    }

    private static void write(Path run, ObjectNode config) throws IOException {
        MAPPER.writeValue(run.resolve("config.json").toFile(), config);
    }

    private static void assertExit(int expected, Result result) {
        assertEquals(expected, result.exit(), result.err());
    }
}
