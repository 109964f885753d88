package dcgan.cli.evaluation;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.Comparator;
import java.util.List;

/**
 * What {@code dcgan evaluate} found.
 *
 * @param source where the real pictures come from, for people
 * @param split the split that the reference is from: {@code test}, or {@code train} where there is no other
 * @param realPictures how many real pictures the generated ones are compared with
 * @param checkpoints the score of each checkpoint, in the order of the training
 * @param floor the score of other real pictures: what a perfect generator would get
 * @param seed what the latents come from
 * @param seconds how long it took
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record EvaluationResult(
        String source,
        String split,
        int realPictures,
        List<CheckpointScore> checkpoints,
        Score floor,
        long seed,
        double seconds) {

    /**
     * The score of a checkpoint.
     *
     * @param path the file
     * @param epochs how many epochs were complete; null if the file does not say
     * @param score of its pictures
     */
    public record CheckpointScore(String path, Integer epochs, Score score) {}

    /** The checkpoint with the lowest C-FD. */
    public CheckpointScore best() {
        return checkpoints.stream()
                .min(Comparator.comparingDouble(checkpoint -> checkpoint.score().cFd()))
                .orElseThrow();
    }
}
