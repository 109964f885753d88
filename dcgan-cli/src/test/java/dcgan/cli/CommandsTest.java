package dcgan.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dcgan.cli.Dcgan.Result;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** All commands but {@code train}. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CommandsTest {
    @TempDir
    static Path folder;

    @BeforeAll
    void train() throws Exception {
        run(Dcgan.tiny("run", "--epochs", "2", "--model", "batchnorm"));
    }

    @Test
    void helpNamesEveryCommandAndItsOptions() throws Exception {
        CommandLine main = new CommandLine(new Main());
        String help = run("--help").out();
        for (String command : main.getSubcommands().keySet()) {
            assertTrue(help.contains("  " + command + " "), command);
        }
        assertNamesItsOptions(help, main);
        String train = run("train", "--help").out();
        assertNamesItsOptions(train, main.getSubcommands().get("train"));
        assertEquals(train, run("help", "train").out());
        assertTrue(run("--version").out().matches("dcgan \\d+\\.\\d+\\.\\d+\\S*, Java 25\\S*\n"));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void helpNamesTheOptionsOfEveryCommand(CommandLine command) {
        assertNamesItsOptions(command.getUsageMessage(Ansi.OFF), command);
    }

    static Stream<CommandLine> commands() {
        return withSubcommands(new CommandLine(new Main()));
    }

    private static Stream<CommandLine> withSubcommands(CommandLine command) {
        return Stream.concat(
                Stream.of(command), command.getSubcommands().values().stream().flatMap(CommandsTest::withSubcommands));
    }

    /** Each at the beginning of a line, by all its names, with a description. */
    private static void assertNamesItsOptions(String help, CommandLine command) {
        for (OptionSpec option : command.getCommandSpec().options()) {
            String names = String.join(", ", option.names());
            assertTrue(help.lines().anyMatch(line -> line.matches(" +" + names + "([ =\\[].*)?")), names + "\n" + help);
            assertTrue(option.description().length > 0, names);
        }
        for (PositionalParamSpec parameter : command.getCommandSpec().positionalParameters()) {
            String label = parameter.paramLabel();
            // An optional one stands in brackets.
            assertTrue(help.lines().anyMatch(line -> line.matches(" +\\[?" + label + "]?( .*)?")), label + "\n" + help);
        }
    }

    @Test
    void devicesListsTheBackendsAndWhatAutoTakes() throws Exception {
        List<String> lines = run("devices").out().lines().toList();
        assertTrue(lines.getFirst().startsWith("BACKEND"), lines.toString());
        assertTrue(lines.stream().anyMatch(line -> line.matches("simd +0 +CPU .*")), lines.toString());
        assertTrue(lines.stream().anyMatch(line -> line.matches("reference +0 +CPU .*")), lines.toString());
        assertTrue(lines.getLast().matches("auto takes: \\w+ on device 0"), lines.toString());
    }

    @Test
    void doctorShowsWhatABugReportNeedsAndTheNextStep() throws Exception {
        List<String> lines = run("doctor").out().lines().toList();
        for (String fact : List.of("dcgan", "JVM", "JIT", "system", "memory", "TornadoVM", "NVIDIA", "OpenCL")) {
            assertTrue(lines.stream().anyMatch(line -> line.matches(fact + " +\\S.*")), fact + " in " + lines);
        }
        assertTrue(lines.stream().anyMatch(line -> line.matches("reference +0 +CPU .* passed .*")), lines.toString());
        assertTrue(lines.stream().anyMatch(line -> line.matches("simd +0 +CPU .* passed .*")), lines.toString());
        // These tests run without the C2 compiler.
        assertTrue(lines.getLast().matches("next step: to (make simd fast|use the GPU): .*"), lines.toString());
    }

    @Test
    void aDeviceIsChosenByAPartOfItsName() throws Exception {
        String[] verify = {"verify", "--backend", "reference", "--op", "fill", "--device"};
        List<String> words = new ArrayList<>(List.of(verify));
        words.add("PLAIN loops");
        assertTrue(run(words.toArray(String[]::new)).out().contains("1 of 1 passed"));
        words.set(words.size() - 1, "H200");
        Result none = Dcgan.in(folder).run(words.toArray(String[]::new));
        assertEquals(1, none.exit(), none.err());
        assertTrue(none.failure().contains("backend reference has no device \"H200\"; it has 0 ("), none.err());
        words.set(words.size() - 1, "-1");
        assertEquals(2, Dcgan.in(folder).run(words.toArray(String[]::new)).exit());
    }

    /** As in these tests, where the JVM has no C2 compiler. */
    @Test
    void autoSaysWhyItSkipsSimdAndSimdWarns() throws Exception {
        String why = "the C2 compiler is switched off (-XX:TieredStopAtLevel=1); leave that option out";
        Dcgan slow = Dcgan.in(folder).with("-XX:TieredStopAtLevel=1");
        List<String> devices = run(slow, "devices").out().lines().toList();
        assertTrue(devices.stream().anyMatch(line -> line.matches("simd .* vectors, slow here")), devices::toString);
        assertEquals(
                List.of("auto skips: simd, which is slow here: " + why, "auto takes: reference on device 0"),
                devices.subList(devices.size() - 2, devices.size()));

        String skips = "; auto skips simd, which is slow here: " + why;
        String[] tiny = "--epochs 1 --limit 8 --backend auto".split(" ");
        says(run(slow, Dcgan.tiny("slow", tiny)), "backend: reference on .*" + Pattern.quote(skips));
        says(run(slow, "verify", "--op", "fill"), "verifying reference on .*" + Pattern.quote(skips));
        says(run(slow, "generate", "--from", "slow", "--grid", "s.png"), "drew .*" + Pattern.quote(skips));
        Result bench = run(slow, "bench --feature-maps 1 --batch-size 1 --seconds 1 --warm-up 0".split(" "));
        says(bench, "measuring reference on .*" + Pattern.quote(skips));
        assertTrue(bench.out().lines().anyMatch(line -> line.matches("FMA peak +-")), bench.out());

        Result chosen = run(slow, Dcgan.tiny("simd", "--epochs", "1", "--limit", "8", "--backend", "simd"));
        assertTrue(chosen.said().contains("warning: the backend simd is slow here: " + why), chosen.err());
        says(chosen, "backend: simd on .* vectors, slow here\\)");

        Result fast = run(Dcgan.in(folder).with(), Dcgan.tiny("fast", tiny));
        says(fast, "backend: simd on .* vectors\\)");
        assertFalse(fast.err().contains("slow"), fast.err());
    }

    private static void says(Result result, String pattern) {
        assertTrue(result.said().stream().anyMatch(line -> line.matches(pattern)), pattern + "\n" + result.err());
    }

    @Test
    void verifyTellsEachOpAndWritesJson() throws Exception {
        Result result = run("verify", "--backend", "reference", "--json", "verify.json");
        assertTrue(result.out().lines().anyMatch(line -> line.matches("Conv2d +\\d+ .* passed")), result.out());
        JsonNode json =
                new ObjectMapper().readTree(folder.resolve("verify.json").toFile());
        assertTrue(json.get("passed").asBoolean());
        assertEquals("reference", json.get("backend").asText());
        int ops = json.get("ops").size();
        assertTrue(ops > 20, "only " + ops + " ops");
        assertEquals(
                ops,
                result.out().lines().filter(line -> line.endsWith(" passed")).count());
        assertTrue(result.out().lines().toList().getLast().startsWith(ops + " of " + ops + " passed, "), result.out());
    }

    @Test
    void verifyTakesTheNamesOfOpsInAnyCase() throws Exception {
        String out =
                run("verify", "--backend", "reference", "--op", "fill,MEAN").out();
        assertTrue(out.lines().anyMatch(line -> line.matches("Fill +\\d+ .* passed")), out);
        assertTrue(out.lines().anyMatch(line -> line.matches("Mean +\\d+ .* passed")), out);
        assertTrue(out.lines().toList().getLast().startsWith("2 of 2 passed, "), out);
    }

    @Test
    void benchMeasuresAndTellsWhereTheTimeGoes() throws Exception {
        String tiny = " --feature-maps 2 --batch-size 3 --threads 1 --seconds 1 --warm-up 0";
        // With all of the JIT compiler: without it the processor's peak takes a minute to measure.
        Dcgan dcgan = Dcgan.in(folder).with();
        Result plain = run(dcgan, ("bench --backend reference" + tiny).split(" "));
        assertTrue(plain.out().endsWith("The backend reference does not tell where its time goes.\n"), plain.out());
        Result result = run(dcgan, ("bench --backend simd --model batchnorm --json bench.json" + tiny).split(" "));
        assertTrue(result.out().lines().anyMatch(line -> line.matches("training +[\\d,.]+ images/s")), result.out());
        JsonNode json = new ObjectMapper().readTree(folder.resolve("bench.json").toFile());
        assertEquals("simd", json.get("backend").asText());
        assertEquals("batchnorm", json.get("model").asText());
        assertEquals(3, json.get("batch_size").asInt());
        assertEquals(1, json.get("threads").asInt());
        for (String number : List.of("train_images_per_second", "generate_images_per_second", "fma_peak_gflops")) {
            assertTrue(json.get(number).asDouble() > 0, number);
        }
        assertTrue(json.get("bytes_allocated_per_step").isIntegralNumber());
        JsonNode longest = json.get("ops").get(0);
        assertTrue(longest.get("millis_per_step").asDouble() > 0, longest.toString());
        List<String> ops = json.get("ops").findValuesAsText("op");
        assertTrue(ops.contains("Adam"), ops.toString());
        for (String copy : List.of("im2col ", "relayout ", "weight transpose ")) {
            assertTrue(ops.stream().anyMatch(op -> op.startsWith(copy)), copy + " in " + ops);
            assertTrue(result.out().lines().anyMatch(line -> line.startsWith(copy)), result.out());
        }
    }

    @Test
    void generateDrawsTheSamePicturesForTheSameSeed() throws Exception {
        run("generate", "--from", "run", "--count", "10", "--grid", "a.png");
        run("generate", "--from", "run/checkpoints/epoch-0002.safetensors", "--count", "10", "--grid", "b.png");
        run("generate", "--from", "run", "--count", "10", "--seed", "2", "--grid", "c.png");
        assertEquals(-1, Files.mismatch(folder.resolve("a.png"), folder.resolve("b.png")));
        assertTrue(Files.mismatch(folder.resolve("a.png"), folder.resolve("c.png")) >= 0);
        var grid = ImageIO.read(folder.resolve("a.png").toFile());
        assertEquals(3 * (2 + 8 * 34), grid.getWidth());
        assertEquals(3 * (2 + 2 * 34), grid.getHeight());
    }

    @Test
    void generateOffersTheCheckpointBeforeADamagedOne() throws Exception {
        run(Dcgan.tiny("hurt", "--limit", "8"));
        Path newest = folder.resolve("hurt/checkpoints/epoch-0003.safetensors");
        Files.write(newest, Arrays.copyOf(Files.readAllBytes(newest), 1000));
        String offered = "./dcgan generate --from hurt/checkpoints/epoch-0002.safetensors --grid grid.png";
        for (String from : List.of("hurt", "hurt/checkpoints/epoch-0003.safetensors")) {
            Result refused = Dcgan.in(folder).run("generate", "--from", from, "--grid", "no.png");
            assertEquals(1, refused.exit(), refused.err());
            assertTrue(refused.failure().contains("epoch-0003.safetensors is damaged"), refused.err());
            assertTrue(refused.failure().endsWith("the one before it is whole, use that: " + offered), refused.err());
        }
        run(offered.replace("./dcgan ", "").split(" "));

        Path before = folder.resolve("hurt/checkpoints/epoch-0002.safetensors");
        Files.write(before, new byte[0]);
        Result refused = Dcgan.in(folder).run("generate", "--from", "hurt", "--grid", "no.png");
        assertEquals(1, refused.exit(), refused.err());
        assertTrue(
                refused.failure().endsWith("there is no whole one before it: give another checkpoint with --from"),
                refused.err());
        assertTrue(Files.notExists(folder.resolve("no.png")));
    }

    @Test
    void aWalkBeginsAtTheFirstLatentAndChangesLittleByLittle() throws Exception {
        run("generate --from run --count 9 --dir walk --scale 1 --interpolate".split(" "));
        run("generate --from run --count 9 --dir loose --scale 1".split(" "));
        assertEquals(9, Dcgan.contents(folder.resolve("walk")).size());
        assertEquals(-1, Files.mismatch(folder.resolve("walk/image-0001.png"), folder.resolve("loose/image-0001.png")));
        assertEquals(
                -1,
                Files.mismatch(folder.resolve("walk/image-0009.png"), folder.resolve("loose/image-0002.png")),
                "after eight steps it is at the second latent");
        long step = difference("walk/image-0001.png", "walk/image-0002.png");
        long whole = difference("walk/image-0001.png", "walk/image-0009.png");
        assertTrue(step > 0 && step < whole, step + " of " + whole);
    }

    @Test
    void shapesAreWrittenToldAndExported() throws Exception {
        run("data", "shapes", "--per-file", "20", "--out", "shapes.tar.gz");
        List<String> info =
                run("data", "info", "--data", "shapes.tar.gz").out().lines().toList();
        assertEquals(
                "shapes.tar.gz: 100 images to train with, 20 to test with, 32 x 32 pixels, 10 classes",
                info.getFirst());
        assertEquals(13, info.size(), info.toString());
        assertTrue(info.get(3).matches(" +0  circle +10 +2"), info.get(3));

        run("data", "export", "--data", "shapes.tar.gz", "--out", "exported", "--limit", "15");
        Map<String, String> exported = Dcgan.contents(folder.resolve("exported"));
        assertEquals(15, exported.size());
        assertTrue(exported.containsKey("circle/00002.png"), exported.keySet().toString());
        // What was exported is a folder of pictures to train on.
        run(Dcgan.tiny("again", "--dataset", "folder", "--data", "exported", "--limit", "8", "--epochs", "1"));
    }

    @Test
    void fetchDownloadsChecksAndDoesNotFetchAgain() throws Exception {
        byte[] archive = "an archive".getBytes(StandardCharsets.UTF_8);
        String md5 = HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(archive));
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> serve(server, archive));
            String url = "http://127.0.0.1:" + server.getLocalPort() + "/archive";
            Result first = run("data", "fetch", "--url", url, "--md5", md5, "--to", "got/it");
            assertEquals("got/it\n", first.out());
            assertEquals("an archive", Files.readString(folder.resolve("got/it")));
            run("data", "fetch", "--url", url, "--md5", md5, "--to", "got/it");
        }
    }

    /** Answers a single request. */
    private static void serve(ServerSocket server, byte[] body) {
        try (Socket socket = server.accept();
                OutputStream out = socket.getOutputStream()) {
            while (socket.getInputStream().read() != '\r'
                    || socket.getInputStream().read() != '\n'
                    || socket.getInputStream().read() != '\r') {
                // To the empty line that ends the request.
            }
            out.write(("HTTP/1.1 200 OK\r\nContent-Length: " + body.length + "\r\nConnection: close\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            out.write(body);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private long difference(String a, String b) throws IOException {
        var first = ImageIO.read(folder.resolve(a).toFile());
        var second = ImageIO.read(folder.resolve(b).toFile());
        long sum = 0;
        for (int i = 0; i < 32 * 32; i++) {
            sum += Math.abs((first.getRGB(i % 32, i / 32) & 0xFF) - (second.getRGB(i % 32, i / 32) & 0xFF));
        }
        return sum;
    }

    private Result run(String... args) throws IOException, InterruptedException {
        return run(Dcgan.in(folder), args);
    }

    private static Result run(Dcgan dcgan, String... args) throws IOException, InterruptedException {
        Result result = dcgan.run(args);
        assertEquals(0, result.exit(), result.err());
        return result;
    }
}
