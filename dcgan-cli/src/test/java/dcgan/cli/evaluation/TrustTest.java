package dcgan.cli.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dcgan.cli.config.ImageShapes;
import dcgan.data.Dataset;
import dcgan.data.ImageShape;
import dcgan.data.Images;
import dcgan.data.Split;
import dcgan.data.cifar.Cifar10;
import dcgan.data.shapes.Shapes;
import dcgan.nn.evaluation.FeatureExtractor;
import dcgan.nn.evaluation.FeatureStatistics;
import dcgan.nn.evaluation.FrechetDistance;
import dcgan.tensor.Backend;
import dcgan.tensor.Backends;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Whether the scores deserve trust: they rise as pictures become worse, and real pictures score the floor. */
class TrustTest {
    /** How many pictures are worsened and scored. */
    private static final int COUNT = 1000;

    /** How many real pictures the floor is drawn from. It is far more than one draw takes, so that draws are nearly independent. */
    private static final int POOL = 8000;

    /** How many pictures a draw takes for each side: more than features. */
    private static final int DRAWN = 500;

    /** The score of one draw is a matter of luck: it varies by a quarter and more. */
    private static final int DRAWS = 16;

    private static final String CIFAR10 = "dcgan.trust.cifar10";

    @Test
    void scoresOfShapesRiseWithEachLevelOfEachWorsening() {
        ImageShape shape = ImageShape.square(3, 32);
        check(new Trust(Shapes.of(shape, POOL, POOL, 1)));
    }

    /** The same for CIFAR-10, on demand: {@code -Ddcgan.trust.cifar10=ARCHIVE}. */
    @Test
    @EnabledIfSystemProperty(named = CIFAR10, matches = ".+")
    void scoresOfCifar10RiseWithEachLevelOfEachWorsening() {
        check(new Trust(Cifar10.open(Path.of(System.getProperty(CIFAR10)))));
    }

    private static void check(Trust trust) {
        System.out.println(trust);
        assertEquals(trust.floor, trust.halves, 0.1 * trust.floor, trust::toString);
        assertEquals(0, trust.undamaged.cKd(), 3 * trust.undamaged.cKdStandardError(), trust::toString);
        trust.worse.forEach((worsening, scores) -> {
            double fd = trust.undamaged.cFd();
            double kd = trust.undamaged.cKd();
            for (Score score : scores) {
                assertTrue(score.cFd() > fd, () -> worsening + "\n" + trust);
                assertTrue(score.cKd() > kd, () -> worsening + "\n" + trust);
                fd = score.cFd();
                kd = score.cKd();
            }
        });
    }

    /** The table of scores of a data set. The reference is some of its test pictures; others of them are worsened. */
    private static final class Trust {
        /** The mean C-FD of training pictures against as many test pictures. */
        private final double floor;

        /** The mean C-FD of test pictures against as many other test pictures. */
        private final double halves;

        /** The score of the pictures before they are worsened. */
        private final Score undamaged;

        private final Map<Worsening, Score[]> worse = new EnumMap<>(Worsening.class);

        private Trust(Dataset dataset) {
            Images test = dataset.images(Split.TEST);
            Images train = dataset.images(Split.TRAIN);
            int[] labels = IntStream.range(0, test.size()).map(test::label).toArray();
            int[] order = shuffled(test.size(), 1);
            int[] other = Arrays.copyOfRange(order, COUNT, 2 * COUNT);
            try (Backend backend = Backends.open("simd");
                    FeatureExtractor extractor = new FeatureExtractor(ImageShapes.of(dataset.shape()), 50, backend)) {
                float[] testPool = extractor.features(pictures(test, order, POOL, null, 0));
                float[] trainPool = extractor.features(pictures(train, shuffled(train.size(), 1), POOL, null, 0));
                floor = meanDistance(trainPool, testPool);
                halves = meanDistance(testPool, testPool);
                Score.Reference reference = Score.Reference.of(Arrays.copyOf(testPool, COUNT * FeatureExtractor.SIZE));
                undamaged = reference.score(extractor.features(pictures(test, other, COUNT, null, 0)));
                for (Worsening worsening : Worsening.values()) {
                    Score[] scores = new Score[Worsening.LEVELS];
                    for (int level = 0; level < scores.length; level++) {
                        int[] chosen = worsening.choose(other, labels, level);
                        scores[level] =
                                reference.score(extractor.features(pictures(test, chosen, COUNT, worsening, level)));
                    }
                    worse.put(worsening, scores);
                }
            }
        }

        /** Over draws of as many pictures from each; if both are the same pool, without a common picture. */
        private static double meanDistance(float[] first, float[] second) {
            return IntStream.range(0, DRAWS)
                    .parallel()
                    .mapToDouble(draw -> {
                        int[] x = shuffled(POOL, 2 + 2 * draw);
                        int[] y = first == second ? x : shuffled(POOL, 3 + 2 * draw);
                        return FrechetDistance.between(statistics(first, x, 0), statistics(second, y, DRAWN));
                    })
                    .average()
                    .orElseThrow();
        }

        private static FeatureStatistics statistics(float[] features, int[] order, int from) {
            int size = FeatureExtractor.SIZE;
            float[] drawn = new float[DRAWN * size];
            for (int i = 0; i < DRAWN; i++) {
                System.arraycopy(features, order[from + i] * size, drawn, i * size, size);
            }
            return FeatureStatistics.of(drawn, size);
        }

        private static int[] shuffled(int count, long seed) {
            int[] order = IntStream.range(0, count).toArray();
            Random random = new Random(seed);
            for (int i = count - 1; i > 0; i--) {
                int j = random.nextInt(i + 1);
                int swapped = order[i];
                order[i] = order[j];
                order[j] = swapped;
            }
            return order;
        }

        private static float[] pictures(Images images, int[] indices, int count, Worsening worsening, int level) {
            int size = images.shape().size();
            float[] pictures = new float[count * size];
            for (int i = 0; i < count; i++) {
                float[] picture = images.floats(indices[i % indices.length]);
                if (worsening != null) {
                    worsening.apply(picture, images.shape(), level, new Random(i));
                }
                System.arraycopy(picture, 0, pictures, i * size, size);
            }
            return pictures;
        }

        @Override
        public String toString() {
            StringBuilder table = new StringBuilder();
            table.append(String.format(
                    Locale.ROOT,
                    "mean C-FD of %d draws of %d pictures: train and test %.4f, test and test %.4f%n",
                    DRAWS,
                    DRAWN,
                    floor,
                    halves));
            line(table, "not worsened", undamaged);
            worse.forEach((worsening, scores) -> {
                for (int level = 0; level < scores.length; level++) {
                    line(table, worsening + " " + (level + 1), scores[level]);
                }
            });
            return table.toString();
        }

        private static void line(StringBuilder table, String name, Score score) {
            table.append(String.format(
                    Locale.ROOT,
                    "%-20s C-FD %9.4f  C-KD %9.5f (%.5f)%n",
                    name,
                    score.cFd(),
                    score.cKd(),
                    score.cKdStandardError()));
        }
    }
}
