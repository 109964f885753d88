package dcgan.tensor.verify;

import static java.util.stream.Collectors.toCollection;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dcgan.tensor.Backend;
import dcgan.tensor.BackendOptions;
import dcgan.tensor.Backends;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import jdk.incubator.vector.FloatVector;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedMethod;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Graphs of shapes that nobody thought of, on {@code simd} with every algorithm and 1 to 16 threads, against the reference. The
 * seeds are always the same. {@code -Ddcgan.random.graphs=10000} takes more of them; a limit of time is then in the way, and
 * {@code -Djunit.jupiter.execution.timeout.mode=disabled} lifts it. When a graph hangs, the thread is named after its seed.
 */
@Timeout(value = 30, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RandomGraphsTest {

    private static final int SEEDS = 700;
    private static final int MOST_THREADS = 16;

    private static final List<String> ALGORITHMS = List.of("auto", "direct", "winograd");
    private static final String SIMD = "dcgan.tensor.simd.";

    /** The classes whose methods do the work. Each method must have been called in the end. */
    private static final List<String> KERNELS = List.of(
            "convolution.Bias",
            "convolution.direct.Im2col",
            "convolution.direct.ForwardStep",
            "convolution.direct.GradientStep",
            "memory.Relayout",
            "convolution.kernel.RowKernel",
            "convolution.kernel.TransposedKernel",
            "memory.TransposedWeight$Transpose",
            "convolution.winograd.WinogradForward",
            "convolution.winograd.WinogradGradient");

    /** With vectors of 512 bits only. */
    private static final Set<String> WIDE = Set.of(
            "convolution.kernel.RowKernel.rows12",
            "convolution.kernel.RowKernel.twelves",
            "convolution.kernel.TransposedKernel.rows12",
            "convolution.kernel.TransposedKernel.twelves");

    private static final int WIDE_BITS = 512;

    @TempDir
    private Path folder;

    @Test
    void agreeWithTheReferenceAndReachEveryKernel() throws Exception {
        try (Recording recording = new Recording()) {
            recording
                    .enable("jdk.MethodTiming")
                    .with(
                            "filter",
                            String.join(
                                    ";",
                                    KERNELS.stream().map(name -> SIMD + name).toList()))
                    .with("period", "endChunk");
            recording.start();
            int graphs = compareAll();
            recording.stop();
            Path file = folder.resolve("calls.jfr");
            recording.dump(file);
            assertEquals(Set.of(), uncalled(file), () -> "kernels that none of " + graphs + " graphs reached");
        }
    }

    private static int compareAll() {
        int seeds = Integer.getInteger("dcgan.random.graphs", SEEDS);
        try (Backend reference = Backends.open("reference")) {
            for (int seed = 0; seed < seeds; seed++) {
                Thread.currentThread().setName("seed " + seed);
                compare(reference, seed);
            }
        }
        return seeds;
    }

    private static void compare(Backend reference, int seed) {
        String description = "seed " + seed;
        try {
            Case graph = RandomGraph.of(seed);
            Random random = new Random(seed);
            Case.Results expected = graph.run(reference);
            for (String algorithm : ALGORITHMS) {
                int threads = random.nextInt(1, MOST_THREADS + 1);
                description = graph.description() + ", " + algorithm + ", " + threads + " threads";
                BackendOptions options =
                        BackendOptions.DEFAULT.withThreads(threads).withProperty("simd.conv", algorithm);
                try (Backend backend = Backends.open("simd", options)) {
                    Difference difference = expected.compare(graph.run(backend));
                    assertTrue(difference.relative() <= Verification.TOLERANCE, difference::toString);
                }
            }
        } catch (RuntimeException | Error e) {
            throw new AssertionError(description + ": " + e, e);
        }
    }

    private static Set<String> uncalled(Path file) throws IOException, ClassNotFoundException {
        Set<String> uncalled = new TreeSet<>();
        for (String kernel : KERNELS) {
            uncalled.addAll(methods(kernel));
        }
        RecordingFile.readAllEvents(file).stream()
                .filter(event -> event.getEventType().getName().equals("jdk.MethodTiming"))
                .filter(event -> event.getLong("invocations") > 0)
                .map(event -> event.<RecordedMethod>getValue("method"))
                .map(method -> method.getType().getName().substring(SIMD.length()) + "." + method.getName())
                .forEach(uncalled::remove);
        if (vectorBits() < WIDE_BITS) {
            uncalled.removeAll(WIDE);
        }
        return uncalled;
    }

    private static int vectorBits() {
        return Integer.getInteger("dcgan.simd.bits", FloatVector.SPECIES_PREFERRED.vectorBitSize());
    }

    /** What a class declares, but for what a record or the compiler adds. */
    private static Set<String> methods(String kernel) throws ClassNotFoundException {
        Class<?> type = Class.forName(SIMD + kernel);
        Set<String> components = type.isRecord()
                ? Arrays.stream(type.getRecordComponents())
                        .map(component -> component.getName())
                        .collect(toCollection(TreeSet::new))
                : Set.of();
        return Stream.of(type.getDeclaredMethods())
                .filter(method -> !method.isSynthetic())
                .map(method -> method.getName())
                .filter(name -> !components.contains(name)
                        && !Set.of("toString", "hashCode", "equals").contains(name))
                .map(name -> kernel + "." + name)
                .collect(toCollection(TreeSet::new));
    }
}
