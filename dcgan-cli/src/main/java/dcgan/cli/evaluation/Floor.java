package dcgan.cli.evaluation;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dcgan.cli.io.Json;
import dcgan.cli.io.RunException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What a perfect generator would get: the score of real training pictures.
 *
 * @param split the split that the real pictures are from: {@code test}, or {@code train} where there is no other
 * @param realPictures how many pictures of that split were compared with
 * @param score of other real pictures
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record Floor(String split, int realPictures, Score score) {
    /** Checks that nothing is missing. */
    public Floor {
        if (split == null || score == null || !Double.isFinite(score.cFd()) || !Double.isFinite(score.cKd())) {
            throw new IllegalArgumentException("a floor needs a split and a score");
        }
    }

    /** Reads one; empty if the file is missing or damaged: the floor can be found again. */
    public static Optional<Floor> read(Path file) {
        if (Files.notExists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.ofNullable(Json.ofTree(Json.read(file), Floor.class));
        } catch (RunException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /**
     * Writes it to a file of a locked run.
     *
     * @throws RunException if that fails
     */
    public void write(Path file) {
        Json.replace(file, this);
    }
}
