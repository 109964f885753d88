package dcgan.cli.record;

import dcgan.cli.evaluation.Score;
import dcgan.nn.gan.EpochReport;
import dcgan.nn.gan.Metric;
import dcgan.nn.gan.Metrics;
import dcgan.nn.gan.StepReport;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A table of reports: two columns that count, and one for each metric, which has its name. The numbers are written so that
 * reading gives the same ones.
 *
 * @param <R> the report that makes a row
 */
public final class MetricsCsv<R> {
    private static final String SCORES = ",C-FD,C-KD,C-KD_error";
    private static final String NO_SCORES = ",,,";

    private final Path file;
    private final String header;
    private final Function<R, String> format;
    private final Function<String[], R> parse;

    private MetricsCsv(Path file, String header, Function<R, String> format, Function<String[], R> parse) {
        this.file = file;
        this.header = header;
        this.format = format;
        this.parse = parse;
    }

    /** {@code metrics.csv}: a row for every step. */
    public static MetricsCsv<StepReport> ofSteps(Path file, List<Metric> metrics) {
        return new MetricsCsv<>(
                file,
                join("epoch,batch", metrics.stream().map(Metric::name)),
                step -> row(step.epoch(), step.batch(), step.metrics(), value -> Float.toString((float) value)),
                cells -> new StepReport(
                        CsvFile.count(cells[0]), CsvFile.count(cells[1]), values(metrics, cells, Float::parseFloat)));
    }

    /**
     * {@code epochs.csv}: a row for every whole epoch, with the means over its batches. If the generator is scored, the scores
     * stand behind them; the cells of an epoch that was not scored are empty.
     *
     * @param evaluateCount how many pictures are scored; null for no scores
     */
    public static MetricsCsv<EpochRow> ofEpochs(Path file, List<Metric> metrics, Integer evaluateCount) {
        List<Metric> averaged = metrics.stream().filter(Metric::averaged).toList();
        return new MetricsCsv<>(
                file,
                join("epoch,batches", averaged.stream().map(Metric::name)) + (evaluateCount == null ? "" : SCORES),
                row -> row(row.epoch(), row.report().batches(), row.report().means(), Double::toString)
                        + (evaluateCount == null ? "" : cells(row.score())),
                cells -> new EpochRow(
                        new EpochReport(
                                CsvFile.count(cells[0]),
                                CsvFile.count(cells[1]),
                                values(averaged, cells, Double::parseDouble)),
                        evaluateCount == null ? Optional.empty() : score(cells, 2 + averaged.size(), evaluateCount)));
    }

    private static String cells(Optional<Score> score) {
        return score.map(found -> "," + found.cFd() + "," + found.cKd() + "," + found.cKdStandardError())
                .orElse(NO_SCORES);
    }

    private static Optional<Score> score(String[] cells, int first, int pictures) {
        if (cells[first].isEmpty()) {
            return Optional.empty();
        }
        double[] values = IntStream.range(first, cells.length)
                .mapToDouble(i -> CsvFile.finite(Double.parseDouble(cells[i])))
                .toArray();
        return Optional.of(new Score(pictures, values[0], values[1], values[2]));
    }

    /** Starts the file with the given rows. */
    public CsvFile<R> create(List<R> rows) {
        return CsvFile.create(file, header, format, rows);
    }

    /** All rows of the file. */
    public List<R> read() {
        return readWhile(_ -> true);
    }

    /** The rows of the file, as long as they satisfy a condition. */
    public List<R> readWhile(Predicate<R> wanted) {
        return CsvFile.read(file, header, parse, wanted);
    }

    private static String row(int first, int second, Metrics values, DoubleFunction<String> format) {
        return join(first + "," + second, IntStream.range(0, values.size()).mapToObj(i -> format.apply(values.get(i))));
    }

    private static String join(String first, Stream<String> others) {
        return Stream.concat(Stream.of(first), others).collect(Collectors.joining(","));
    }

    private static Metrics values(List<Metric> metrics, String[] cells, Function<String, Number> parse) {
        return Metrics.of(
                metrics,
                IntStream.range(0, metrics.size())
                        .mapToDouble(
                                i -> CsvFile.finite(parse.apply(cells[2 + i]).doubleValue()))
                        .toArray());
    }
}
