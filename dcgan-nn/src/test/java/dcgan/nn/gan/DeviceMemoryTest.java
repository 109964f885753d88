package dcgan.nn.gan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dcgan.tensor.Backend;
import dcgan.tensor.BackendException;
import dcgan.tensor.Backends;
import dcgan.tensor.Device;
import dcgan.tensor.Executable;
import dcgan.tensor.Graph;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class DeviceMemoryTest {

    private static final Pattern SENTENCE = Pattern.compile(
            "a training with batch size 48 takes ([\\d,]+) MB of memory on .*, which has ([\\d,]+) MB for it; the"
                    + " largest batch size that fits is (\\d+)");

    /** The real backend on a device that has no more memory than this for the values of a graph. */
    private record Limited(Backend backend, long memoryLimit) implements Backend {
        @Override
        public String name() {
            return backend.name();
        }

        @Override
        public Device device() {
            return backend.device();
        }

        @Override
        public long memory(Graph graph) {
            return graph.values().stream()
                            .mapToLong(value -> value.shape().size())
                            .sum()
                    * Float.BYTES;
        }

        @Override
        public Executable compile(Graph graph) {
            assertTrue(memory(graph) <= memoryLimit, "compiled without enough memory");
            return backend.compile(graph);
        }

        @Override
        public void close() {
            backend.close();
        }
    }

    private static GanTrainer.Builder training(int batchSize) {
        return GanTrainer.of(
                TrainingConfig.of(DcganConfig.simple().featureMaps(4).latentSize(10))
                        .batchSize(batchSize));
    }

    @Test
    void theLargestBatchThatFitsIsTold() {
        long whole;
        try (Backend reference = Backends.open("reference");
                GanTrainer trainer = training(48).on(reference)) {
            whole = new Limited(reference, 0).memory(trainer.graph());
        }
        try (Backend backend = new Limited(Backends.open("reference"), whole * 2 / 3)) {
            String message = assertThrows(
                            BackendException.class, () -> training(48).on(backend))
                    .getMessage();
            Matcher sentence = SENTENCE.matcher(message);
            assertTrue(sentence.matches(), message);
            assertEquals(Math.ceilDiv(whole, 1 << 20), Long.parseLong(sentence.group(1)));
            assertEquals(whole * 2 / 3 >> 20, Long.parseLong(sentence.group(2)));
            int largest = Integer.parseInt(sentence.group(3));
            training(largest).on(backend).close();
            assertThrows(BackendException.class, () -> training(largest + 1).on(backend));
        }
    }

    @Test
    void ofABatchInSlicesTheLargestHasEqualOnes() {
        BatchSlice slice = new BatchSlice(1, 4);
        long part;
        try (Backend reference = Backends.open("reference");
                GanTrainer trainer = training(48).slice(slice).on(reference)) {
            part = new Limited(reference, 0).memory(trainer.graph());
        }
        try (Backend backend = new Limited(Backends.open("reference"), part * 2 / 3)) {
            String message = assertThrows(
                            BackendException.class,
                            () -> training(48).slice(slice).on(backend))
                    .getMessage();
            Matcher sentence = SENTENCE.matcher(message);
            assertTrue(sentence.matches(), message);
            int largest = Integer.parseInt(sentence.group(3));
            assertEquals(0, largest % 4);
            training(largest).slice(slice).on(backend).close();
            assertThrows(
                    BackendException.class,
                    () -> training(largest + 4).slice(slice).on(backend));
        }
    }

    @Test
    void whereNothingFitsThatIsTold() {
        try (Backend backend = new Limited(Backends.open("reference"), 1000)) {
            String message = assertThrows(
                            BackendException.class, () -> training(2).on(backend))
                    .getMessage();
            assertTrue(message.endsWith(
                    "not even one image fits: use fewer feature maps, smaller images or another device"));
        }
    }
}
