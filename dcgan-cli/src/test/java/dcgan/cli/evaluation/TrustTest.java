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
    private static final int COUNT = 2000;
    private static final String CIFAR10 = "dcgan.trust.cifar10";

    @Test
    void scoresOfShapesRiseWithEachLevelOfEachWorsening() {
        ImageShape shape = ImageShape.square(3, 32);
        check(new Trust(Shapes.of(shape, COUNT, 2 * COUNT, 1), COUNT));
    }

    /** The same for CIFAR-10, on demand: {@code -Ddcgan.trust.cifar10=ARCHIVE}. */
    @Test
    @EnabledIfSystemProperty(named = CIFAR10, matches = ".+")
    void scoresOfCifar10RiseWithEachLevelOfEachWorsening() {
        check(new Trust(Cifar10.open(Path.of(System.getProperty(CIFAR10))), 5000));
    }

    private static void check(Trust trust) {
        System.out.println(trust);
        // Both compare as many real pictures that have none in common.
        assertEquals(trust.floor.cFd(), trust.halves.cFd(), 0.1 * trust.floor.cFd(), trust::toString);
        assertEquals(0, trust.halves.cKd(), 3 * trust.halves.cKdStandardError(), trust::toString);
        trust.worse.forEach((worsening, scores) -> {
            double fd = trust.halves.cFd();
            double kd = trust.halves.cKd();
            for (Score score : scores) {
                assertTrue(score.cFd() > fd, () -> worsening + "\n" + trust);
                assertTrue(score.cKd() > kd, () -> worsening + "\n" + trust);
                fd = score.cFd();
                kd = score.cKd();
            }
        });
    }

    /** The table of scores of a data set. The reference is one half of its test pictures; the other half is worsened. */
    private static final class Trust {
        private final Score floor;
        private final Score halves;
        private final Map<Worsening, Score[]> worse = new EnumMap<>(Worsening.class);

        private Trust(Dataset dataset, int count) {
            Images test = dataset.images(Split.TEST);
            Images train = dataset.images(Split.TRAIN);
            int[] labels = IntStream.range(0, test.size()).map(test::label).toArray();
            int[] order = shuffled(test.size());
            int[] other = Arrays.copyOfRange(order, count, 2 * count);
            try (Backend backend = Backends.open("simd");
                    FeatureExtractor extractor = new FeatureExtractor(ImageShapes.of(dataset.shape()), 50, backend)) {
                Score.Reference reference = Score.Reference.of(
                        extractor.features(pictures(test, Arrays.copyOf(order, count), count, null, 0)));
                floor = reference.score(extractor.features(
                        pictures(train, Arrays.copyOf(shuffled(train.size()), count), count, null, 0)));
                halves = reference.score(extractor.features(pictures(test, other, count, null, 0)));
                for (Worsening worsening : Worsening.values()) {
                    Score[] scores = new Score[Worsening.LEVELS];
                    for (int level = 0; level < scores.length; level++) {
                        int[] chosen = worsening.choose(other, labels, level);
                        scores[level] =
                                reference.score(extractor.features(pictures(test, chosen, count, worsening, level)));
                    }
                    worse.put(worsening, scores);
                }
            }
        }

        private static int[] shuffled(int count) {
            int[] order = IntStream.range(0, count).toArray();
            Random random = new Random(1);
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
            line(table, "floor: training pictures", floor);
            line(table, "the other half of the test pictures", halves);
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
                    "%-36s C-FD %9.4f  C-KD %9.5f (%.5f)%n",
                    name,
                    score.cFd(),
                    score.cKd(),
                    score.cKdStandardError()));
        }
    }
}
