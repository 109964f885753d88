package dcgan.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dcgan.cli.Dcgan.Result;
import dcgan.cli.Dcgan.Running;
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
import org.junit.jupiter.params.provider.ValueSource;

/** Trainings of several processes under the real {@code mpirun}. */
@Timeout(300)
class MpirunTest {
    @TempDir
    private Path folder;

    @BeforeAll
    static void requireOpenMpi() {
        assumeTrue(
                Stream.of(System.getenv("PATH").split(File.pathSeparator))
                        .anyMatch(path -> Files.isExecutable(Path.of(path, "mpirun"))),
                "there is no mpirun (on Debian: apt install openmpi-bin)");
    }

    /**
     * The program, with so many processes.
     *
     * @param starter starts each of them, if given
     */
    private Dcgan mpirun(int processes, String... starter) {
        List<String> command = new ArrayList<>(List.of(
                "env",
                "OMPI_ALLOW_RUN_AS_ROOT=1",
                "OMPI_ALLOW_RUN_AS_ROOT_CONFIRM=1",
                "mpirun",
                "--oversubscribe",
                "--bind-to",
                "none",
                "--mca",
                "odls_base_sigkill_timeout",
                "8"));
        command.addAll(List.of("-np", Integer.toString(processes)));
        command.addAll(List.of(starter));
        return Dcgan.in(folder).by(command.toArray(String[]::new));
    }

    private Path run(String name) {
        return folder.resolve(name);
    }

    @Test
    void oneProcessWritesForAll() throws Exception {
        Result alone = Dcgan.in(folder).run(Dcgan.tiny("alone"));
        assertEquals(0, alone.exit(), alone.err());
        Result job = mpirun(2).run(Dcgan.tiny("job"));
        assertEquals(0, job.exit(), job.err());
        assertEquals(
                Dcgan.contents(run("alone")).keySet(),
                Dcgan.contents(run("job")).keySet());
        assertEquals(alone.out().lines().count(), job.out().lines().count());
        // Without BatchNorm they differ by rounding, which these four digits do not show.
        assertEquals(alone.out(), job.out());
        assertTrue(job.said().stream().anyMatch(line -> line.matches("epoch 3 of 3 done, .* exchange .* ms a step")));
        assertTrue(job.said().stream().anyMatch(line -> line.startsWith("job: 2 processes, 2 on this host")));
        String config = Files.readString(run("job").resolve("config.json"));
        assertTrue(config.contains("\"processes\" : 2"), config);
        assertFalse(Files.readString(run("alone").resolve("config.json")).contains("processes"));
    }

    @Test
    void aKilledRankEndsAllAndTheRunGoesOnFromItsCheckpoint() throws Exception {
        Result whole = mpirun(2).run(Dcgan.tiny("whole"));
        assertEquals(0, whole.exit(), whole.err());
        Running running = mpirun(2).start(Dcgan.tiny("killed", "--epochs", "300"));
        running.await(() -> Files.exists(run("killed").resolve("checkpoints/epoch-0001.safetensors")));
        ProcessHandle victim = ranks(running).getLast();
        victim.destroyForcibly();
        Result killed = running.end();
        assertNotEquals(0, killed.exit(), killed.err());
        try (Stream<Path> files = Files.walk(run("killed"))) {
            assertEquals(
                    List.of(),
                    files.filter(file -> file.toString().endsWith(".tmp")).toList());
        }
        Result resumed = mpirun(2)
                .run("train", "--resume", "killed/checkpoints/epoch-0001.safetensors", "--epochs", "3", "--unlock");
        assertEquals(0, resumed.exit(), resumed.err());
        assertSameTraining("whole", "killed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"INT", "TERM"})
    void aSignalStopsAllAfterTheSameBatchWithOneCheckpoint(String signal) throws Exception {
        Running running = mpirun(2).start(Dcgan.tiny("stopped", "--epochs", "300", "--batch-size", "2"));
        running.await(() -> Files.exists(run("stopped").resolve("checkpoints/epoch-0001.safetensors")));
        running.signal(signal);
        Result stopped = running.end();
        assertNotEquals(0, stopped.exit(), stopped.err());
        assertTrue(
                stopped.said().stream().anyMatch(line -> line.matches("stopped in epoch \\d+ after batch \\d+; .*")),
                stopped.err());
        assertFalse(stopped.err().contains("ending without a checkpoint"), stopped.err());
        Result resumed = mpirun(2).run("train", "--resume", "stopped", "--epochs", "1");
        assertEquals(0, resumed.exit(), resumed.err());
        assertTrue(
                resumed.said().stream().anyMatch(line -> line.startsWith("nothing is left to train")), resumed.err());
    }

    @Test
    void anotherNumberOfProcessesGoesOnWithANotice() throws Exception {
        assertEquals(0, mpirun(2).run(Dcgan.tiny("run", "--epochs", "1")).exit());
        Result more = mpirun(4).run("train", "--resume", "run", "--epochs", "2");
        assertEquals(0, more.exit(), more.err());
        String notice = "the run was trained by 2 processes and goes on with 4 processes; ";
        assertTrue(more.said().stream().anyMatch(line -> line.startsWith(notice)), more.err());
        Result alone = Dcgan.in(folder).run("train", "--resume", "run", "--epochs", "3");
        assertEquals(0, alone.exit(), alone.err());
        assertTrue(
                alone.said().stream()
                        .anyMatch(line ->
                                line.startsWith("the run was trained by 4 processes and goes on with 1 process; ")),
                alone.err());
    }

    @Test
    void benchReportsAllProcesses() throws Exception {
        Result result = mpirun(2)
                .run("bench --backend reference --feature-maps 2 --image-size 16 --batch-size 4 --seconds 1 --warm-up 0"
                        .split(" "));
        assertEquals(0, result.exit(), result.err());
        assertEquals(
                1,
                result.out()
                        .lines()
                        .filter(line -> line.matches("processes +2"))
                        .count(),
                result.out());
        assertTrue(result.out().lines().anyMatch(line -> line.matches("exchange +[\\d.]+ ms a step")), result.out());
    }

    @Test
    void aBatchThatCannotBeSharedEquallyIsRefused() throws Exception {
        Result refused = mpirun(3).run(Dcgan.tiny("refused"));
        assertEquals(1, refused.exit(), refused.err());
        List<String> said = refused.said().stream()
                .filter(line -> line.startsWith("dcgan: "))
                .toList();
        assertEquals(1, said.size(), refused.err());
        assertTrue(
                said.getFirst()
                        .matches("dcgan: rank 0 on .*: --batch-size 8 cannot be shared equally by 3 processes; choose a"
                                + " multiple of 3, such as 6 or 9"),
                refused.err());
        assertTrue(Files.notExists(run("refused")));
    }

    /** The launcher gives each process its own seed, or its own number of images. */
    @ParameterizedTest
    @ValueSource(strings = {"--seed", "--limit"})
    void aRankWithOtherOptionsIsRefusedByName(String option) throws Exception {
        Path script = Files.writeString(
                folder.resolve("each.sh"), "#!/bin/sh\nexec \"$@\" " + option + " $((60 + OMPI_COMM_WORLD_RANK))\n");
        assertTrue(script.toFile().setExecutable(true));
        Result refused = mpirun(2, script.toString()).run(Dcgan.tiny("refused"));
        assertEquals(1, refused.exit(), refused.err());
        assertTrue(
                refused.failure()
                        .matches("dcgan: rank 0 on .*: rank 1 on .* has another (seed|source.limit) than rank 0 on .*:"
                                + " 61 instead of 60; .*"),
                refused.err());
        assertTrue(Files.notExists(run("refused").resolve("config.json")));
    }

    /** What calls the library, and so the library itself, is loaded under mpirun alone. */
    @Test
    void withoutMpirunNothingOfMpiIsLoaded() throws Exception {
        assertFalse(loadsTheBinding(Dcgan.in(folder), "alone"));
        assertTrue(loadsTheBinding(mpirun(1), "job"));
    }

    private boolean loadsTheBinding(Dcgan program, String name) throws Exception {
        Path log = folder.resolve(name + ".log");
        Result result = program.with("-XX:TieredStopAtLevel=1", "-Xlog:class+load:file=" + log)
                .run(Dcgan.tiny(name, "--epochs", "1"));
        assertEquals(0, result.exit(), result.err());
        return Files.readAllLines(log).stream().anyMatch(line -> line.contains(" dcgan.nn.mpi.OpenMpi "));
    }

    private void assertSameTraining(String expected, String actual) throws IOException {
        Map<String, String> whole = Dcgan.contents(run(expected));
        Map<String, String> resumed = Dcgan.contents(run(actual));
        assertEquals(whole.get("metrics.csv"), resumed.get("metrics.csv"));
        assertEquals(
                whole.get("checkpoints/epoch-0003.safetensors"), resumed.get("checkpoints/epoch-0003.safetensors"));
    }

    /** The processes that mpirun has started. */
    private static List<ProcessHandle> ranks(Running running) {
        return running.process()
                .descendants()
                .filter(process -> process.info().command().orElse("").endsWith("/java"))
                .sorted((a, b) -> Long.compare(a.pid(), b.pid()))
                .toList();
    }
}
