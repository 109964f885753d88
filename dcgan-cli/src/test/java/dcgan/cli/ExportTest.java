package dcgan.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dcgan.cli.Dcgan.Result;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code dcgan export}. */
class ExportTest {
    @TempDir
    private Path folder;

    @Test
    void theFileIsSmallAndDraws() throws Exception {
        assertExit(0, run(Dcgan.tiny("run", "--epochs", "1", "--ema", "16", "--seed", "7")));
        Result exported = run("export", "--from", "run", "--out", "model.safetensors");
        assertExit(0, exported);
        assertTrue(exported.out().matches("model\\.safetensors: [\\d.]+ MB\n"), exported.out());
        assertTrue(exported.err().contains("generate --from model.safetensors --grid grid.png"), exported.err());
        Path checkpoint = folder.resolve("run/checkpoints/epoch-0001.safetensors");
        assertTrue(Files.size(folder.resolve("model.safetensors")) < Files.size(checkpoint) / 5);
        JsonNode metadata = metadata(folder.resolve("model.safetensors"));
        assertEquals("7", metadata.get("seed").asText());
        assertEquals("1", metadata.get("epoch").asText());
        assertEquals("16", metadata.get("average.half_life").asText());
        assertEquals("averaged", metadata.get("generator").asText());

        assertExit(0, run("generate", "--from", "model.safetensors", "--count", "8", "--grid", "model.png"));
        assertExit(0, run("export", "--raw", "--from", "run", "--out", "raw.safetensors"));
        assertExit(0, run("generate", "--from", "raw.safetensors", "--count", "8", "--grid", "raw.png"));
        assertFalse(Arrays.equals(
                Files.readAllBytes(folder.resolve("model.png")), Files.readAllBytes(folder.resolve("raw.png"))));

        Result again = run("export", "--from", "model.safetensors", "--out", "model.safetensors");
        assertExit(1, again);
        assertEquals(
                "dcgan: model.safetensors is the checkpoint itself; name another file with --out", again.failure());
        Result resumed = run("train", "--resume", "model.safetensors");
        assertExit(1, resumed);
        assertEquals(1, resumed.failure().lines().count(), resumed.failure());
        Result nowhere = run("export", "--from", "run", "--out", "no/model.safetensors");
        assertExit(1, nowhere);
        assertTrue(nowhere.failure().endsWith("its folder does not exist"), nowhere.failure());
        Result best = run("export", "--best", "--from", "run", "--out", "best.safetensors");
        assertExit(1, best);
        assertTrue(best.failure().contains("leave out --best"), best.failure());
        assertFalse(Files.exists(folder.resolve("best.safetensors")));
    }

    private static JsonNode metadata(Path file) throws IOException {
        ByteBuffer content = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        byte[] header = new byte[(int) content.getLong()];
        content.get(header);
        return new ObjectMapper().readTree(header).get("__metadata__");
    }

    private Result run(String... args) throws Exception {
        return Dcgan.in(folder).run(args);
    }

    private static void assertExit(int expected, Result result) {
        assertEquals(expected, result.exit(), result.err());
    }
}
