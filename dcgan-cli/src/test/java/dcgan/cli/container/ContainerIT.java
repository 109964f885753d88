package dcgan.cli.container;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.github.dockerjava.api.model.DeviceRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.testcontainers.DockerClientFactory;

/** The packaged program in a container with an OpenCL device and a small share of the machine. */
class ContainerIT {
    private static final List<String> VERIFY_TORNADO = List.of("verify", "--backend=tornado");

    private static final List<String> TRAIN = List.of(
            "train",
            "--dataset=shapes",
            "--limit=320",
            "--epochs=1",
            "--batch-size=32",
            "--feature-maps=8",
            "--backend=simd",
            "--no-progress");

    /** Small pictures that TwelveMonkeys decodes, not the JDK. */
    private static final String WEBP =
            "UklGRjgAAABXRUJQVlA4TCwAAAAvH8AHAB8gEEjeHzqN+RcQFPwf3fxHZA+AMNtokpOc5BHcP6L/UaX6C7Btvw==";

    private static final String TIFF =
            "SUkqABoAAAAmoL///////+agX/////ABABAPAAABAwABAAAAIAAAAAEBAwABAAAAIAAAAAIBAwABAAAAAQAAAAMBAwABAAAABAAA"
                + "AAYBAwABAAAAAAAAAAoBAwABAAAAAQAAABEBBAABAAAACAAAABIBAwABAAAAAQAAABUBAwABAAAAAQAAABYBAwABAAAAIAAAABcB"
                + "BAABAAAAEgAAABwBAwABAAAAAQAAACkBAwACAAAAAAABAD4BBQACAAAABAEAAD8BBQAGAAAA1AAAAAAAAACF61EAAACAAMP1qAAA"
                + "AAACzcxMAAAAAAHNzEwAAACAAM3MTAAAAAACj8L1AAAAABA3GqAAAAAAAiuHCgAAACAA";

    private static Sandbox sandbox;

    @BeforeAll
    static void engine() {
        boolean available = DockerClientFactory.instance().isDockerAvailable();
        if (Boolean.getBoolean("dcgan.container.required")) {
            assertTrue(available, "no container engine answers");
        }
        assumeTrue(available, "no container engine answers; start Docker, or set DOCKER_HOST");
        sandbox = Sandbox.create();
    }

    @ParameterizedTest
    @ValueSource(strings = {"reference", "simd"})
    void everyKernelPasses(String backend) {
        assertPasses(sandbox.run(List.of("verify", "--backend=" + backend)), 30);
    }

    @Test
    void everyKernelPassesOnPocl() {
        assumeTrue(
                sdk().has("opencl"), "the TornadoVM SDK has no OpenCL backend; set TORNADOVM_HOME to one that has it");
        assertPasses(sandbox.runOnTornado(VERIFY_TORNADO), 30);
    }

    /** There is one, or the test is skipped. */
    private static TornadoSdk sdk() {
        assumeTrue(TornadoSdk.find().isPresent(), "no TornadoVM SDK; set TORNADOVM_HOME to one");
        return TornadoSdk.find().orElseThrow();
    }

    @Test
    void everyKernelPassesOnNvidia() {
        assumeTrue(
                !sdk().has("cuda") || TornadoSdk.nvrtc().isPresent(),
                "the SDK's CUDA backend needs libnvrtc.so.13; put its folder into LD_LIBRARY_PATH");
        assumeTrue(
                DockerClientFactory.instance()
                        .client()
                        .infoCmd()
                        .exec()
                        .getRawValues()
                        .getOrDefault("Runtimes", "")
                        .toString()
                        .contains("nvidia"),
                "the container engine has no NVIDIA runtime");
        DeviceRequest gpu = new DeviceRequest()
                .withDriver("nvidia")
                .withCount(1)
                .withCapabilities(List.of(List.of("gpu", "compute", "utility")));
        assertPasses(sandbox.with(gpu).runOnTornado(VERIFY_TORNADO), 30);
    }

    @Test
    void trainsAsOutside(@TempDir Path temp) throws IOException, InterruptedException {
        Path run = temp.resolve("run");
        List<String> command = sandbox.command(TRAIN);
        command.add("--out=" + run);
        Process outside = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(outside.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, outside.waitFor(), output);

        String inside = sandbox.runAndPrint(TRAIN, "metrics.csv").out();

        List<String> expected = Files.readAllLines(run.resolve("metrics.csv"));
        assertEquals(1 + 10, expected.size());
        assertEquals(expected, inside.lines().skip(inside.lines().count() - 11).toList());
    }

    @Test
    void runsWhereThereIsNoJava() {
        String archive = System.getProperty("dcgan.archive", "");
        assumeFalse(archive.isEmpty(), "there is no archive to install; mvn -Pdist verify makes one");
        Sandbox.Result result = sandbox.runInstalled(Path.of(archive), """
            bin/dcgan --version
            bin/dcgan verify --backend simd --op Conv2d
            ln -s "$PWD/bin/dcgan" /usr/local/bin/dcgan
            cd /tmp
            dcgan train --dataset shapes --limit 128 --epochs 1 --feature-maps 8 --no-progress --out run
            dcgan generate --from run --count 4 --grid grid.png
            dcgan generate 2>&1 | grep '^Try'
            ls run run/checkpoints grid.png
            mkdir -p pictures/a
            echo %s | base64 -d > pictures/a/1.webp
            echo %s | base64 -d > pictures/a/2.tif
            dcgan data info folder --data pictures
            bash -c '. /opt/dcgan-[0-9]*/share/bash-completion/completions/dcgan && complete -p dcgan'
            zcat -f /opt/dcgan-[0-9]*/share/man/man1/dcgan-train.1
            """.formatted(WEBP, TIFF));
        assertEquals(0, result.exit(), result.toString());
        assertAll(
                () -> assertTrue(result.out().contains("1 of 1 passed"), result.toString()),
                () -> assertTrue(result.out().contains("epoch: 1, running_loss_D: "), result.toString()),
                () -> assertTrue(result.out().contains("epoch-0001.safetensors"), result.toString()),
                () -> assertTrue(result.out().contains("pictures: 2 images"), "with its own decoders: " + result),
                () -> assertTrue(result.out().contains("losses.png"), "with its own fonts: " + result),
                () -> assertTrue(result.out().contains("Try dcgan generate --help"), result.toString()),
                () -> assertTrue(result.out().contains("-F _complete_dcgan dcgan"), result.toString()),
                () -> assertTrue(result.out().contains(".TH \"DCGAN\\-TRAIN\" \"1\""), result.toString()));
    }

    private static void assertPasses(Sandbox.Result result, int leastOps) {
        assertEquals(0, result.exit(), result.toString());
        List<VerifyTable.Row> rows = VerifyTable.rows(result.out());
        assertTrue(rows.size() >= leastOps, result.toString());
        assertTrue(result.out().contains(rows.size() + " of " + rows.size() + " passed"), result.toString());
        assertAll(rows.stream().map(row -> () -> {
            assertTrue(row.cases() > 0, row.toString());
            assertTrue(row.tolerance() <= 1e-4, row.toString());
            assertTrue(row.relativeError() <= row.tolerance(), row.toString());
            assertEquals("passed", row.verdict(), row.toString());
        }));
    }
}
