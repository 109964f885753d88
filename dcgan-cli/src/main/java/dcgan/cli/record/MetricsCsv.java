package dcgan.cli.record;

import dcgan.nn.gan.EpochReport;
import dcgan.nn.gan.Metric;
import dcgan.nn.gan.Metrics;
import dcgan.nn.gan.StepReport;
import java.nio.file.Path;
import java.util.List;
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
    private final Path file;
    private final String header;
    private final Function<R, String> format;
    private final Function<String[], R> parse;

    private MetricsCsv(
            Path file, String counts, List<Metric> metrics, Function<R, String> format, Function<String[], R> parse) {
        this.file = file;
        this.header = join(counts, metrics.stream().map(Metric::name));
        this.format = format;
        this.parse = parse;
    }

    /** {@code metrics.csv}: a row for every step. */
    public static MetricsCsv<StepReport> ofSteps(Path file, List<Metric> metrics) {
        return new MetricsCsv<>(
                file,
                "epoch,batch",
                metrics,
                step -> row(step.epoch(), step.batch(), step.metrics(), value -> Float.toString((float) value)),
                cells -> new StepReport(
                        CsvFile.count(cells[0]), CsvFile.count(cells[1]), values(metrics, cells, Float::parseFloat)));
    }

    /** {@code epochs.csv}: a row for every whole epoch, with the means over its batches. */
    public static MetricsCsv<EpochReport> ofEpochs(Path file, List<Metric> metrics) {
        List<Metric> averaged = metrics.stream().filter(Metric::averaged).toList();
        return new MetricsCsv<>(
                file,
                "epoch,batches",
                averaged,
                epoch -> row(epoch.epoch(), epoch.batches(), epoch.means(), Double::toString),
                cells -> new EpochReport(
                        CsvFile.count(cells[0]),
                        CsvFile.count(cells[1]),
                        values(averaged, cells, Double::parseDouble)));
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
