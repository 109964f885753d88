package dcgan.cli.record;

import dcgan.nn.gan.Metric;
import dcgan.nn.gan.Metrics;
import dcgan.nn.gan.Objective;
import dcgan.nn.gan.StepReport;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** {@code metrics.csv}: a row for every batch, the numbers exactly as they were measured. */
public final class MetricsCsv {
    private static final List<Metric> METRICS = Objective.STANDARD.metrics();
    private static final String HEADER = Stream.concat(
                    Stream.of("epoch", "batch"), METRICS.stream().map(Metric::name))
            .collect(Collectors.joining(","));

    private MetricsCsv() {}

    /** Starts the file with the given rows. */
    public static CsvFile<StepReport> create(Path file, List<StepReport> rows) {
        return CsvFile.create(file, HEADER, MetricsCsv::format, rows);
    }

    /** All rows of a file. */
    public static List<StepReport> read(Path file) {
        return read(file, _ -> true);
    }

    /** The rows of a file before a batch; both are counted from 1. */
    public static List<StepReport> readBefore(Path file, int epoch, int batch) {
        return read(file, step -> step.epoch() < epoch || step.epoch() == epoch && step.batch() < batch);
    }

    private static List<StepReport> read(Path file, Predicate<StepReport> wanted) {
        return CsvFile.read(file, HEADER, MetricsCsv::parse, wanted);
    }

    private static String format(StepReport step) {
        return step.epoch() + "," + step.batch()
                + IntStream.range(0, step.metrics().size())
                        .mapToObj(i -> "," + (float) step.metrics().get(i))
                        .collect(Collectors.joining());
    }

    private static StepReport parse(String[] cells) {
        double[] values = new double[METRICS.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = CsvFile.finite(Float.parseFloat(cells[2 + i]));
        }
        return new StepReport(CsvFile.count(cells[0]), CsvFile.count(cells[1]), Metrics.of(METRICS, values));
    }
}
