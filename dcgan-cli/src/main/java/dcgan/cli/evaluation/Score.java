package dcgan.cli.evaluation;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dcgan.nn.evaluation.FeatureExtractor;
import dcgan.nn.evaluation.FeatureStatistics;
import dcgan.nn.evaluation.FrechetDistance;
import dcgan.nn.evaluation.KernelDistance;
import java.util.Optional;

/**
 * How far some pictures are from real ones.
 *
 * @param pictures how many were scored
 * @param cFd the Fréchet distance
 * @param cKd the kernel distance
 * @param cKdStandardError the standard error of the kernel distance
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record Score(int pictures, double cFd, double cKd, double cKdStandardError) {
    private static final int ENOUGH = 1000;

    /** What the user is told before so few pictures are scored that C-FD says little. */
    public static Optional<String> warning(int pictures) {
        return pictures > FeatureExtractor.SIZE
                ? Optional.empty()
                : Optional.of("warning: C-FD is far too high with " + pictures + " pictures, because they have "
                        + FeatureExtractor.SIZE + " features each; take at least " + ENOUGH + " pictures");
    }

    /** Whether pictures with these features can be scored: the features of pictures that are not numbers are none either. */
    public static boolean canBeOf(float[] features) {
        for (float feature : features) {
            if (!Float.isFinite(feature)) {
                return false;
            }
        }
        return true;
    }

    /**
     * The real pictures that others are compared with.
     *
     * @param features {@code [n, D]}
     * @param statistics of the same pictures
     */
    public record Reference(float[] features, FeatureStatistics statistics) {

        /** Those with these features. */
        public static Reference of(float[] features) {
            return new Reference(features, FeatureStatistics.of(features, FeatureExtractor.SIZE));
        }

        /** The score of pictures with these features, {@code [n, D]}. */
        public Score score(float[] others) {
            FeatureStatistics of = FeatureStatistics.of(others, FeatureExtractor.SIZE);
            KernelDistance kernel = KernelDistance.between(others, features, FeatureExtractor.SIZE);
            return new Score(
                    of.count(), FrechetDistance.between(of, statistics), kernel.value(), kernel.standardError());
        }
    }
}
