package dcgan.cli.evaluation;

import dcgan.data.Images;
import dcgan.data.picture.PictureGrid;
import dcgan.nn.evaluation.FeatureExtractor;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/** Generated pictures next to the training pictures whose features are nearest. */
public final class Neighbors {
    /** How many generated pictures are shown at most. */
    public static final int ROWS = 16;

    /** How many training pictures stand next to each. */
    public static final int NEAREST = 7;

    private Neighbors() {}

    /**
     * A grid with a row for each generated picture: first that one, then the training pictures, the nearest first.
     *
     * @param generated {@code [n, C, H, W]}
     * @param generatedFeatures {@code [n, D]}
     * @param train the training pictures
     * @param trainFeatures {@code [m, D]}
     */
    public static PictureGrid grid(float[] generated, float[] generatedFeatures, Images train, float[] trainFeatures) {
        int size = train.shape().size();
        int rows = generatedFeatures.length / FeatureExtractor.SIZE;
        int nearest = Math.min(NEAREST, train.size());
        float[] pictures = new float[rows * (1 + nearest) * size];
        for (int row = 0; row < rows; row++) {
            int offset = row * (1 + nearest) * size;
            System.arraycopy(generated, row * size, pictures, offset, size);
            int[] found = nearest(generatedFeatures, row, trainFeatures, nearest);
            for (int i = 0; i < nearest; i++) {
                train.copyFloats(found[i], pictures, offset + (1 + i) * size);
            }
        }
        return PictureGrid.of(pictures, rows * (1 + nearest), train.shape()).columns(1 + nearest);
    }

    /** The rows of some features that are nearest to a row of others, the nearest first. */
    static int[] nearest(float[] features, int row, float[] among, int count) {
        int size = FeatureExtractor.SIZE;
        double[] distances = new double[among.length / size];
        Arrays.parallelSetAll(distances, other -> {
            double sum = 0;
            for (int k = 0; k < size; k++) {
                double difference = features[row * size + k] - among[other * size + k];
                sum += difference * difference;
            }
            return sum;
        });
        return IntStream.range(0, distances.length)
                .boxed()
                .sorted(Comparator.comparingDouble(other -> distances[other]))
                .limit(count)
                .mapToInt(Integer::intValue)
                .toArray();
    }
}
