package dcgan.nn.gan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dcgan.tensor.Backend;
import dcgan.tensor.BackendOptions;
import dcgan.tensor.Backends;
import dcgan.tensor.Philox;
import dcgan.tensor.Shape;
import dcgan.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executor;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Several trainers that each take a slice of every batch train as one does that takes all of it. */
@Timeout(120)
class BatchSliceTest {
    private static final int BATCH = 8;
    private static final int STEPS = 5;
    private static final double TOLERANCE = 1e-5;

    private final Backend backend = Backends.open("simd", new BackendOptions(0, 1, Map.of("simd.conv", "direct")));

    @AfterEach
    void close() {
        backend.close();
    }

    static Stream<TrainingConfig> configs() {
        DcganConfig simple = DcganConfig.simple()
                .image(Shape.of(3, 16, 16))
                .featureMaps(4)
                // No multiple of what the random numbers come in.
                .latentSize(5);
        TrainingConfig config = TrainingConfig.of(simple).batchSize(BATCH).average(AverageConfig.DEFAULT.halfLife(64));
        DcganConfig batchnorm = DcganConfig.batchnorm()
                .image(Shape.of(3, 16, 16))
                .featureMaps(4)
                .latentSize(5);
        return Stream.of(
                config,
                config.augment(Augmentation.of("translate,cutout,color")),
                config.network(batchnorm),
                config.network(batchnorm).objective(Objective.RELATIVISTIC));
    }

    @ParameterizedTest
    @MethodSource("configs")
    void theTrainingDoesNotDependOnTheirNumber(TrainingConfig config) {
        List<Trained> whole = train(config, 1, true);
        for (int count : new int[] {2, 4}) {
            List<Trained> slices = train(config, count, true);
            for (Trained slice : slices) {
                assertClose(whole.getFirst().firstGradients(), slice.firstGradients());
                assertEquals(slices.getFirst().reports(), slice.reports());
            }
            for (int step = 0; step < STEPS; step++) {
                Metrics one = whole.getFirst().reports().get(step).metrics();
                Metrics many = slices.getFirst().reports().get(step).metrics();
                for (int i = 0; i < one.size(); i++) {
                    assertEquals(one.get(i), many.get(i), TOLERANCE, config + ", step " + step + " of " + count);
                }
            }
            assertClose(whole.getFirst().average(), slices.getFirst().average());
        }
    }

    /** So the tolerance above is not one that anything meets. */
    @Test
    void batchNormOfEachSliceTrainsOtherwise() {
        TrainingConfig config = configs().toList().get(2);
        Metrics whole = train(config, 1, false).getFirst().reports().getFirst().metrics();
        Metrics slices = train(config, 2, false).getFirst().reports().getFirst().metrics();
        assertTrue(Math.abs(whole.get("lossD") - slices.get("lossD")) > 100 * TOLERANCE, whole + " and " + slices);
    }

    @Test
    void runningStatisticsAreThoseOfTheWholeBatchWhenSynchronised() {
        TrainingConfig config = configs().toList().get(2);
        assertClose(
                train(config, 1, true).getFirst().statistics(),
                train(config, 4, true).getLast().statistics());
    }

    @Test
    void aBatchThatCannotBeCutIsRefused() {
        GanTrainer.Builder builder =
                GanTrainer.of(configs().findFirst().orElseThrow()).slice(new BatchSlice(0, 3));
        assertEquals(
                "a batch of 8 cannot be cut into 3 equal slices",
                assertThrows(IllegalArgumentException.class, () -> builder.on(backend))
                        .getMessage());
        assertThrows(IllegalArgumentException.class, () -> new BatchSlice(2, 2));
        assertThrows(IllegalArgumentException.class, () -> new BatchSlice(-1, 2));
    }

    private record Trained(
            Map<String, float[]> firstGradients,
            List<StepReport> reports,
            Map<String, float[]> average,
            Map<String, float[]> statistics) {}

    private List<Trained> train(TrainingConfig config, int count, boolean sync) {
        Meeting meeting = new Meeting(count);
        List<CompletableFuture<Trained>> slices = new ArrayList<>();
        Executor threads = task -> Thread.ofPlatform().start(task);
        for (int i = 0; i < count; i++) {
            BatchSlice slice = new BatchSlice(i, count);
            slices.add(CompletableFuture.supplyAsync(() -> train(config, slice, sync, meeting), threads));
        }
        return slices.stream().map(CompletableFuture::join).toList();
    }

    private Trained train(TrainingConfig config, BatchSlice slice, boolean sync, Meeting meeting) {
        Averaging exchange = new Averaging(slice.index(), meeting);
        try (GanTrainer trainer = GanTrainer.of(config)
                .slice(slice)
                .syncBatchNorm(sync)
                .exchange(exchange)
                .on(backend)) {
            float[] images = new float[trainer.batchShape().size() * slice.count()];
            List<StepReport> reports = new ArrayList<>();
            for (int step = 0; step < STEPS; step++) {
                Philox.uniform(7, 0, step, -1, 1, images);
                int length = trainer.batchShape().size();
                float[] own = Arrays.copyOfRange(images, slice.index() * length, (slice.index() + 1) * length);
                reports.add(trainer.step(ImageBatch.of(new Tensor(trainer.batchShape(), own))));
            }
            Map<String, float[]> average = new TreeMap<>();
            Map<String, float[]> statistics = new TreeMap<>();
            trainer.graph().parameters().keySet().forEach(name -> {
                if (name.startsWith("average.") && !name.contains("running")) {
                    average.put(name, trainer.read(name));
                }
                if (name.contains("running")) {
                    statistics.put(name, trainer.read(name));
                }
            });
            return new Trained(exchange.first, reports, average, statistics);
        }
    }

    private static void assertClose(Map<String, float[]> expected, Map<String, float[]> actual) {
        assertEquals(expected.keySet(), actual.keySet());
        float greatest = 0;
        for (float[] values : expected.values()) {
            for (float value : values) {
                greatest = Math.max(greatest, Math.abs(value));
            }
        }
        for (Map.Entry<String, float[]> each : expected.entrySet()) {
            float[] other = actual.get(each.getKey());
            for (int i = 0; i < other.length; i++) {
                assertEquals(each.getValue()[i], other[i], TOLERANCE * greatest, each.getKey() + "[" + i + "]");
            }
        }
    }

    /** Where threads meet to sum. */
    private static final class Meeting {
        private final float[][] all;
        private final CyclicBarrier barrier;

        Meeting(int count) {
            all = new float[count][];
            barrier = new CyclicBarrier(count);
        }

        float[] mean(int index, float[] own) {
            try {
                all[index] = own;
                barrier.await();
                float[] mean = new float[own.length];
                for (int i = 0; i < mean.length; i++) {
                    for (float[] each : all) {
                        mean[i] += each[i];
                    }
                    mean[i] /= all.length;
                }
                barrier.await();
                return mean;
            } catch (InterruptedException | BrokenBarrierException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private static final class Averaging implements GradientExchange {
        private final int index;
        private final Meeting meeting;
        private final Map<String, float[]> first = new TreeMap<>();

        Averaging(int index, Meeting meeting) {
            this.index = index;
            this.meeting = meeting;
        }

        @Override
        public void exchange(Network network, Gradients gradients) {
            average(gradients, gradients.names());
            average(gradients, gradients.metrics());
            for (String name : gradients.names()) {
                first.computeIfAbsent(network + " " + name, _ -> read(gradients, name));
            }
        }

        @Override
        public void synchronize(Network network, Tensors statistics) {
            average(statistics, statistics.names());
        }

        private void average(Tensors tensors, List<String> names) {
            for (String name : names) {
                tensors.write(name, meeting.mean(index, read(tensors, name)));
            }
        }

        private static float[] read(Tensors tensors, String name) {
            float[] values = new float[tensors.shape(name).size()];
            tensors.read(name, values);
            return values;
        }
    }
}
