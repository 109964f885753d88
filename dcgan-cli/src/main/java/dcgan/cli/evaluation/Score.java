package dcgan.cli.evaluation;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dcgan.nn.evaluation.FeatureExtractor;
import dcgan.nn.evaluation.FeatureStatistics;
import dcgan.nn.evaluation.FrechetDistance;
import dcgan.nn.evaluation.KernelDistance;

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
