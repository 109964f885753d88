package dcgan.nn.mpi;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.DataInputStream;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Trainings under the real {@code mpirun}. */
@Timeout(300)
class MpirunTest {
    private static final int STEPS = 20;
    private static final float TOLERANCE = 1e-5f;

    @TempDir
    private Path folder;

    @BeforeAll
    static void requireOpenMpi() {
        assumeTrue(
                Stream.of(System.getenv("PATH").split(File.pathSeparator))
                        .anyMatch(path -> Files.isExecutable(Path.of(path, "mpirun"))),
                "there is no mpirun (on Debian: apt install openmpi-bin)");
    }

    private record Result(int exit, String said, float[] gradients, float[] losses) {}

    /** BatchNorm is synchronised. Four processes sum in two rounds. */
    @ParameterizedTest
    @CsvSource({"simple,2", "batchnorm,2", "batchnorm,4"})
    void theTrainingDoesNotDependOnTheNumberOfProcesses(String model, int processes) throws Exception {
        Result one = train(1, model, "direct");
        Result rounded = train(1, model, "winograd");
        Result many = train(processes, model, "direct");
        float greatest = 0;
        for (float gradient : one.gradients()) {
            greatest = Math.max(greatest, Math.abs(gradient));
        }
        int gradients = one.gradients().length;
        assertEquals(0, greatestDifference(one.gradients(), many.gradients(), gradients), TOLERANCE * greatest);
        assertEquals(0, greatestDifference(one.losses(), many.losses(), 2 * 5), TOLERANCE);
        float difference = greatestDifference(one.losses(), many.losses(), 2 * STEPS);
        // At least that of one number: some losses round to the same.
        float rounding = Math.max(Math.ulp(1f), greatestDifference(one.losses(), rounded.losses(), 2 * STEPS));
        assertTrue(difference <= 10 * rounding, difference + ", but rounding is " + rounding);
        Result again = train(processes, model, "direct");
        assertArrayEquals(many.gradients(), again.gradients());
        assertArrayEquals(many.losses(), again.losses());
    }

    @Test
    void aLossThatIsNotFiniteOnOneProcessStopsAll() throws Exception {
        Result result = run(2, STEPS, "simple", "auto", "nan");
        assertEquals(3, result.exit(), result.said());
        assertTrue(
                result.said()
                        .lines()
                        .anyMatch(line -> line.matches("the training diverged .* because of rank 1 on .*")),
                result.said());
    }

    @Test
    void parametersThatHaveBecomeDifferentStopAll() throws Exception {
        Result result = run(2, 101, "simple", "auto", "memory");
        assertEquals(3, result.exit(), result.said());
        assertTrue(
                result.said()
                        .lines()
                        .anyMatch(line -> line.matches(
                                "the parameters of rank 1 on .* differ from those of rank 0 on .* after step 100, .*")),
                result.said());
    }

    @Test
    void severalProcessesOnOneGpuAreRefused() throws Exception {
        Result result = run(2, 1, "simple", "auto", "gpu");
        assertEquals(3, result.exit(), result.said());
        assertTrue(
                result.said()
                        .lines()
                        .anyMatch(line -> line.matches(
                                "rank 0 and rank 1 on .* would share GPU 0; start one process for each" + " GPU, .*")),
                result.said());
        assertEquals(0, run(1, 1, "simple", "auto", "gpu").exit());
    }

    /** What differs is one of another ABI: it has none of Open MPI's objects. */
    @Test
    void anotherLibraryIsRefused() throws Exception {
        Result result = run(1, 1, "simple", "auto", "nothing", OpenMpi.LIBRARY, "libc.so.6");
        assertNotEquals(0, result.exit());
        assertTrue(result.said().contains("libc.so.6 is not Open MPI's library"), result.said());
    }

    @Test
    void mpichIsRefused() throws Exception {
        String mpich = "libmpich.so.12";
        try (Stream<Path> files = Files.find(
                Path.of("/usr/lib"),
                2,
                (file, _) -> file.getFileName().toString().equals(mpich))) {
            assumeTrue(files.findAny().isPresent(), "there is no MPICH (on Debian: apt install libmpich12)");
        }
        Result result = run(1, 1, "simple", "auto", "nothing", OpenMpi.LIBRARY, mpich);
        assertNotEquals(0, result.exit());
        assertTrue(result.said().contains(mpich + " is of MPICH or a relative of it"), result.said());
    }

    @Test
    void aMissingLibraryIsToldWithWhatToInstall() throws Exception {
        Result result = run(1, 1, "simple", "auto", "nothing", OpenMpi.LIBRARY, "/nowhere/libmpi.so");
        assertNotEquals(0, result.exit());
        assertTrue(result.said().contains("Open MPI's library cannot be loaded (/nowhere/libmpi.so"), result.said());
        assertTrue(result.said().contains("apt install openmpi-bin"), result.said());
    }

    private static float greatestDifference(float[] a, float[] b, int count) {
        assertEquals(a.length, b.length);
        float greatest = 0;
        for (int i = 0; i < count; i++) {
            greatest = Math.max(greatest, Math.abs(a[i] - b[i]));
        }
        return greatest;
    }

    private Result train(int processes, String model, String conv) throws Exception {
        Result result = run(processes, STEPS, model, conv, "nothing");
        assertEquals(0, result.exit(), result.said());
        assertEquals(2 * STEPS, result.losses().length);
        return result;
    }

    private Result run(int processes, int steps, String model, String conv, String wrong, String... environment)
            throws IOException, InterruptedException {
        Path file = folder.resolve("trained");
        Path said = folder.resolve("said");
        List<String> command = new ArrayList<>(List.of("mpirun", "--oversubscribe", "--bind-to", "none", "-np"));
        command.add(Integer.toString(processes));
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:+UseSerialGC", "--add-modules", "jdk.incubator.vector"));
        command.addAll(List.of("--enable-native-access=dcgan.nn.mpi", "--module-path"));
        command.add(System.getProperty("jdk.module.path"));
        command.addAll(List.of(
                "--patch-module",
                "dcgan.nn.mpi=" + Path.of("target/test-classes").toAbsolutePath()));
        command.addAll(List.of("--module", "dcgan.nn.mpi/" + Worker.class.getName()));
        command.addAll(List.of(Integer.toString(steps), model, conv, wrong, file.toString()));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said.toFile());
        builder.environment().putAll(Map.of("OMPI_ALLOW_RUN_AS_ROOT", "1", "OMPI_ALLOW_RUN_AS_ROOT_CONFIRM", "1"));
        if (environment.length > 0) {
            builder.environment().put(environment[0], environment[1]);
        }
        Process process = builder.start();
        int exit;
        try {
            exit = process.waitFor();
        } finally {
            process.destroy();
        }
        String text = Files.readString(said);
        return exit == 0 ? read(file, text) : new Result(exit, text, new float[0], new float[0]);
    }

    private static Result read(Path file, String said) throws IOException {
        try (DataInputStream in = new DataInputStream(Files.newInputStream(file))) {
            return new Result(0, said, floats(in), floats(in));
        }
    }

    private static float[] floats(DataInputStream in) throws IOException {
        float[] values = new float[in.readInt()];
        for (int i = 0; i < values.length; i++) {
            values[i] = in.readFloat();
        }
        return values;
    }
}
