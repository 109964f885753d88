package dcgan.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dcgan.cli.Dcgan.Result;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Checkpoints that Python's {@code safetensors} has loaded and saved again. Its layout is written here: tensors sorted by
 * element size, the larger first, then by name; the metadata in any order or none; spaces behind the header.
 */
class ResaveTest {
    @TempDir
    private Path folder;

    /** Of the first format and of the present one. */
    @ParameterizedTest
    @ValueSource(strings = {"simple", "batchnorm"})
    void withItsMetadataATrainingGoesOnFromIt(String name) throws Exception {
        Path run = OldRuns.copy("format-1/" + name, folder.resolve("run"));
        Path old = newest(run);
        Files.write(old, resaved(old, true));
        int epochs = name.equals("simple") ? 3 : 1;
        assertExit(0, Dcgan.in(folder).run("train", "--resume", "run", "--epochs", "" + epochs));
        assertEquals(
                Files.readString(OldRuns.whole("format-1/" + name)).lines().count(),
                Files.readString(run.resolve("metrics.csv")).lines().count());
        Path present = newest(run);
        generate(present.toString(), "before.png");
        Files.write(present, resaved(present, true));
        generate("run", "after.png");
        assertEquals(-1, Files.mismatch(folder.resolve("before.png"), folder.resolve("after.png")));
        Result resumed = Dcgan.in(folder).run("train", "--resume", "run", "--epochs", "" + epochs);
        assertExit(0, resumed);

        byte[] damaged = Files.readAllBytes(present);
        damaged[damaged.length - 5] ^= 1;
        Files.write(present, damaged);
        Result refused = Dcgan.in(folder).run("train", "--resume", "run");
        assertExit(1, refused);
        assertTrue(refused.failure().contains("its content does not match its checksum"), refused.err());
    }

    @ParameterizedTest
    @ValueSource(strings = {"simple", "batchnorm"})
    void withoutMetadataItStillDraws(String name) throws Exception {
        Path run = OldRuns.copy("format-1/" + name, folder.resolve("run"));
        Path checkpoint = newest(run);
        generate(checkpoint.toString(), "before.png");
        Files.write(checkpoint, resaved(checkpoint, false));
        generate("run", "after.png");
        assertArrayEquals(
                Files.readAllBytes(folder.resolve("before.png")), Files.readAllBytes(folder.resolve("after.png")));
        Result refused = Dcgan.in(folder).run("train", "--resume", "run");
        assertExit(1, refused);
        assertTrue(
                refused.failure().contains("a training cannot resume from it, but generate can draw with it"),
                refused.err());
    }

    @Test
    void tensorsOfNoGeneratorThatIsKnownAreRefusedInASentence() throws Exception {
        byte[] header = "{\"main.0.weight\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}"
                .getBytes(StandardCharsets.UTF_8);
        Files.write(
                folder.resolve("other.safetensors"),
                ByteBuffer.allocate(8 + header.length + 4)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putLong(header.length)
                        .put(header)
                        .array());
        Result refused = Dcgan.in(folder).run("generate", "--from", "other.safetensors", "--grid", "grid.png");
        assertExit(1, refused);
        assertTrue(
                refused.failure()
                        .startsWith("dcgan: other.safetensors has no metadata of dcgan, and its tensors are not those"),
                refused.err());
    }

    private void generate(String from, String grid) throws Exception {
        assertExit(0, Dcgan.in(folder).run("generate", "--from", from, "--count", "2", "--grid", grid));
    }

    private static Path newest(Path run) throws IOException {
        try (var files = Files.list(run.resolve("checkpoints"))) {
            return files.max(Comparator.naturalOrder()).orElseThrow();
        }
    }

    /** What Python makes of a file. */
    private static byte[] resaved(Path file, boolean keepMetadata) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        int headerSize = (int) bytes.getLong();
        ObjectMapper mapper = new ObjectMapper();
        ObjectNode old = (ObjectNode) mapper.readTree(bytes.array(), Long.BYTES, headerSize);
        JsonNode metadata = old.remove("__metadata__");
        Map<String, JsonNode> tensors = new HashMap<>();
        old.properties().forEach(tensor -> tensors.put(tensor.getKey(), tensor.getValue()));
        List<String> order = new ArrayList<>(tensors.keySet());
        order.sort(Comparator.comparing((String name) ->
                        !tensors.get(name).get("dtype").asText().endsWith("64"))
                .thenComparing(Comparator.naturalOrder()));

        ObjectNode header = mapper.createObjectNode();
        if (keepMetadata) {
            ObjectNode shuffled = header.putObject("__metadata__");
            List<String> keys = new ArrayList<>();
            metadata.fieldNames().forEachRemaining(keys::add);
            Collections.reverse(keys);
            keys.forEach(key -> shuffled.set(key, metadata.get(key)));
        }
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        for (String name : order) {
            ObjectNode tensor = (ObjectNode) tensors.get(name).deepCopy();
            int begin = tensor.get("data_offsets").get(0).asInt();
            int end = tensor.get("data_offsets").get(1).asInt();
            tensor.putArray("data_offsets").add(data.size()).add(data.size() + end - begin);
            header.set(name, tensor);
            data.write(bytes.array(), Long.BYTES + headerSize + begin, end - begin);
        }
        byte[] text = mapper.writeValueAsBytes(header);
        int padded = (text.length + 7) / 8 * 8;
        ByteBuffer result =
                ByteBuffer.allocate(Long.BYTES + padded + data.size()).order(ByteOrder.LITTLE_ENDIAN);
        result.putLong(padded).put(text);
        while (result.position() < Long.BYTES + padded) {
            result.put((byte) ' ');
        }
        return result.put(data.toByteArray()).array();
    }

    private static void assertExit(int expected, Result result) {
        assertEquals(expected, result.exit(), result.err());
    }
}
