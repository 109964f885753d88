package dcgan.nn.gan;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dcgan.nn.DiffAugment;
import dcgan.nn.testing.TestBackends;
import dcgan.nn.testing.TestBackends.OnEveryBackend;
import dcgan.tensor.Backend;
import dcgan.tensor.Backends;
import dcgan.tensor.op.AugmentParameters;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AugmentationTest {

    private static final int STEPS = 6;

    @Test
    void isReadInAnyOrderAndCaseAndWrittenInOne() {
        Augmentation some = Augmentation.of("Color,FLIP");
        assertEquals("flip,color", some.toString());
        assertEquals(List.of(Augmentation.Kind.FLIP, Augmentation.Kind.COLOR), some.kinds());
        assertEquals(Augmentation.of(EnumSet.of(Augmentation.Kind.COLOR, Augmentation.Kind.FLIP)), some);
        assertTrue(some.has(Augmentation.Kind.FLIP));
        assertFalse(some.has(Augmentation.Kind.CUTOUT));
        assertNotEquals(Augmentation.of("flip"), some);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        mirror          | it must be some of flip, translate, cutout, color, separated by commas, but has "mirror"
        flip,,color     | it must be some of flip, translate, cutout, color, separated by commas, but has ""
        'flip, color'   | it must be some of flip, translate, cutout, color, separated by commas, but has " color"
        flip,color,flip | it must have each of flip, translate, cutout, color once at most, but has "flip" more than once
        """)
    void refusesWhatIsNone(String names, String message) {
        assertEquals(
                message,
                assertThrows(IllegalArgumentException.class, () -> Augmentation.of(names))
                        .getMessage());
    }

    @Test
    void refusesTheEmptySet() {
        Set<Augmentation.Kind> none = EnumSet.noneOf(Augmentation.Kind.class);
        assertEquals(
                "an augmentation needs at least one of flip, translate, cutout, color",
                assertThrows(IllegalArgumentException.class, () -> Augmentation.of(none))
                        .getMessage());
    }

    @Test
    void parametersReachTheirWholeRange() {
        float[] parameters = new float[AugmentParameters.shape(20_000).size()];
        DiffAugment.draw(1, 2, 3, 32, 16, parameters);
        assertRange(-0.5f, 0.5f, column(parameters, AugmentParameters.BRIGHTNESS));
        assertRange(0, 2, column(parameters, AugmentParameters.SATURATION));
        assertRange(0.5f, 1.5f, column(parameters, AugmentParameters.CONTRAST));
        assertWhole(-4, 4, column(parameters, AugmentParameters.SHIFT_Y));
        assertWhole(-2, 2, column(parameters, AugmentParameters.SHIFT_X));
        assertWhole(-8, 24, column(parameters, AugmentParameters.CUTOUT_Y));
        assertWhole(-4, 12, column(parameters, AugmentParameters.CUTOUT_X));
    }

    private static double[] column(float[] parameters, int column) {
        double[] values = new double[parameters.length / AugmentParameters.COUNT];
        Arrays.setAll(values, row -> parameters[row * AugmentParameters.COUNT + column]);
        return values;
    }

    private static void assertRange(double low, double high, double[] values) {
        double least = Arrays.stream(values).min().orElseThrow();
        double greatest = Arrays.stream(values).max().orElseThrow();
        assertTrue(least >= low && least < low + 0.01 && greatest <= high && greatest > high - 0.01);
        assertEquals((low + high) / 2, Arrays.stream(values).average().orElseThrow(), 0.03);
    }

    private static void assertWhole(int low, int high, double[] values) {
        Set<Double> expected = new TreeSet<>();
        for (int value = low; value <= high; value++) {
            expected.add((double) value);
        }
        assertEquals(
                expected,
                new TreeSet<>(Arrays.stream(values).map(x -> x + 0.0).boxed().toList()));
    }

    @Test
    void parametersDependOnTheIndexInTheBatchAlone() {
        float[] few = new float[AugmentParameters.shape(3).size()];
        float[] many = new float[AugmentParameters.shape(8).size()];
        DiffAugment.draw(1, 2, 3, 32, 32, few);
        DiffAugment.draw(1, 2, 3, 32, 32, many);
        assertArrayEquals(few, Arrays.copyOf(many, few.length));
        float[] other = new float[few.length];
        for (int changed = 0; changed < 3; changed++) {
            DiffAugment.draw(changed == 0 ? 9 : 1, changed == 1 ? 9 : 2, changed == 2 ? 9 : 3, 32, 32, other);
            assertFalse(Arrays.equals(few, other));
        }
    }

    /** Pictures that are flipped come so from the source of the batches. */
    @Test
    void aTrainerDoesNotFlip() {
        assertArrayEquals(losses(null), losses(Augmentation.of("flip")));
        assertFalse(Arrays.equals(losses(null), losses(Augmentation.of("cutout"))));
    }

    private static double[] losses(Augmentation augmentation) {
        try (Backend backend = Backends.open("reference");
                GanTrainer trainer = SmallGan.trainer(SmallGan.config().augment(augmentation))
                        .on(backend)) {
            return SmallGan.batches(2)
                    .epoch(1, 0)
                    .mapToDouble(batch -> trainer.step(batch).get("lossD"))
                    .toArray();
        }
    }

    @OnEveryBackend
    void resumesToTheSameBits(String name, @TempDir Path folder) {
        TrainingConfig config = SmallGan.config().augment(Augmentation.of("flip,translate,cutout,color"));
        Path file = folder.resolve("augmented.safetensors");
        try (Backend backend = TestBackends.open(name);
                GanTrainer without = SmallGan.trainer().on(backend)) {
            Resumption.assertSameBits(backend, () -> SmallGan.trainer(config), STEPS, file);
            CheckpointException refused = assertThrows(
                    CheckpointException.class, () -> Checkpoint.load(file).restore(without));
            assertTrue(refused.getMessage().contains("augment flip,translate,cutout,color"), refused.getMessage());
        }
    }
}
