package dcgan.nn.gan;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dcgan.nn.testing.TestBackends;
import dcgan.nn.testing.TestBackends.OnEveryBackend;
import dcgan.tensor.Backend;
import dcgan.tensor.Philox;
import dcgan.tensor.Tensor;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The JVM first interprets what it later compiles, and compiles it twice: no bit of a training may depend on that, or a
 * resumed run would not be the uninterrupted one. Sums over a vector's lanes and the vector exponential would do it.
 */
class CompilationTest {
    private static final int STEPS = 3;
    private static final int STEPS_TO_COMPILE = 100;
    private static final int BATCH = 4;

    @OnEveryBackend
    void noBitDependsOnWhatIsCompiled(String name) throws IOException, InterruptedException, URISyntaxException {
        TestBackends.skipUnlessAvailable(name);
        Path testClasses = Path.of(CompilationTest.class
                        .getResource("CompilationTest.class")
                        .toURI())
                .resolve("../../../..")
                .normalize();
        // A JVM of its own, for in this one other tests may have had everything compiled.
        Process jvm = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--module-path",
                        System.getProperty("jdk.module.path"),
                        "--patch-module",
                        "dcgan.nn=" + testClasses,
                        "--add-modules",
                        "jdk.incubator.vector",
                        "--module",
                        "dcgan.nn/" + CompilationTest.class.getName(),
                        name)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String out = new String(jvm.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, jvm.waitFor(), out);
        String[] earlyAndLate = out.split("later\n");
        assertEquals(earlyAndLate[0], earlyAndLate[1]);
    }

    /** Trains a little, then long enough for everything to be compiled, then a little again. */
    static void main(String[] args) {
        try (Backend backend = TestBackends.openAvailable(args[0])) {
            train(backend, STEPS).forEach(System.out::println);
            train(backend, STEPS_TO_COMPILE);
            System.out.println("later");
            train(backend, STEPS).forEach(System.out::println);
        }
    }

    /** The bits of every loss and, after the last step, of every weight and of Adam's state. */
    private static List<String> train(Backend backend, int steps) {
        List<String> seen = new ArrayList<>();
        try (GanTrainer trainer = GanTrainer.of(
                        TrainingConfig.of(DcganConfig.batchnorm().featureMaps(8))
                                .batchSize(BATCH)
                                .seed(7))
                .on(backend)) {
            float[] images = new float[BATCH * 3 * 32 * 32];
            for (int step = 0; step < steps; step++) {
                Philox.uniform(1, 99, step, -1, 1, images);
                seen.add(trainer.step(ImageBatch.of(new Tensor(trainer.batchShape(), images)))
                        .toString());
            }
            for (String name : trainer.graph().parameters().keySet()) {
                seen.add(name + " " + Arrays.hashCode(trainer.read(name)));
            }
        }
        return seen;
    }
}
