package dcgan.nn.gan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dcgan.nn.testing.TestBackends;
import dcgan.tensor.Backend;
import dcgan.tensor.BackendOptions;
import dcgan.tensor.Backends;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class AllocationTest {

    private static final int STEPS = 50;

    /** In bytes. To count them may itself allocate a little, but less than an object a step. */
    private static final long SMALLEST_OBJECT = 16;

    /** Vectors are objects until the JVM has compiled what computes with them. */
    private static final int MAX_ROUNDS = 60;

    @Test
    void aStepWithoutListenersAllocatesNothing() throws IOException, InterruptedException, URISyntaxException {
        TestBackends.skipUnlessAvailable("simd");
        Path testClasses = Path.of(
                        AllocationTest.class.getResource("AllocationTest.class").toURI())
                .resolve("../../../..")
                .normalize();
        // A JVM of its own, which waits for its compiler: so the steps that it takes do not depend on how busy the
        // machine is.
        Process jvm = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xbatch",
                        "--module-path",
                        System.getProperty("jdk.module.path"),
                        "--patch-module",
                        "dcgan.nn=" + testClasses,
                        "--add-modules",
                        "jdk.incubator.vector,jdk.management",
                        "--add-reads",
                        "dcgan.nn=java.management,jdk.management",
                        "--module",
                        "dcgan.nn/" + AllocationTest.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String out = new String(jvm.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, jvm.waitFor(), out);
        long least = Long.parseLong(out.strip());
        assertTrue(least < STEPS * SMALLEST_OBJECT, STEPS + " steps allocate at least " + least + " bytes");
    }

    /** Trains until a round of steps allocates nothing, and prints what the best one did. */
    static void main(String[] args) {
        TrainingConfig options = SmallGan.config().decay(new LinearDecay(1, 2)).average(AverageConfig.DEFAULT);
        TrainingConfig augmented = SmallGan.config().augment(Augmentation.of("translate,cutout,color"));
        GanTrainer.Builder spectral =
                GanTrainer.of(SmallGan.generator(), SmallGan.spectralDiscriminator(), SmallGan.config());
        Stream<GanTrainer.Builder> configured =
                Stream.of(SmallGan.config(), options, augmented).map(SmallGan::trainer);
        System.out.println(Stream.concat(configured, Stream.of(spectral))
                .mapToLong(AllocationTest::least)
                .max()
                .orElseThrow());
    }

    private static long least(GanTrainer.Builder builder) {
        try (Backend backend = Backends.open("simd", BackendOptions.DEFAULT.withThreads(1));
                GanTrainer trainer = builder.on(backend)) {
            ImageBatch batch = SmallGan.batches(1).epoch(1, 0).findFirst().orElseThrow();
            long least = Long.MAX_VALUE;
            for (int round = 0; round < MAX_ROUNDS && least >= STEPS * SMALLEST_OBJECT; round++) {
                least = Math.min(least, allocated(trainer, batch));
            }
            return least;
        }
    }

    private static long allocated(GanTrainer trainer, ImageBatch batch) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int step = 0; step < STEPS; step++) {
            trainer.advance(batch);
        }
        return threads.getCurrentThreadAllocatedBytes() - before;
    }
}
