package dcgan.cli.record;

import dcgan.cli.evaluation.Score;
import dcgan.nn.gan.EpochReport;
import java.util.List;
import java.util.Optional;

/**
 * A row of {@code epochs.csv}.
 *
 * @param report of the epoch
 * @param score of the generator after the epoch, if it was scored
 */
public record EpochRow(EpochReport report, Optional<Score> score) {
    /** Counted from 1. */
    public int epoch() {
        return report.epoch();
    }

    /** What the epochs reported. */
    public static List<EpochReport> reports(List<EpochRow> rows) {
        return rows.stream().map(EpochRow::report).toList();
    }

    /** Those that were scored. */
    public static List<EpochRow> scored(List<EpochRow> rows) {
        return rows.stream().filter(row -> row.score.isPresent()).toList();
    }

    /** C-FD of an epoch that was scored. */
    public double cFd() {
        return score.orElseThrow().cFd();
    }
}
