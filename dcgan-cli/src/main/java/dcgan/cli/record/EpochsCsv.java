package dcgan.cli.record;

import dcgan.nn.gan.EpochReport;
import dcgan.nn.gan.Metric;
import dcgan.nn.gan.Metrics;
import dcgan.nn.gan.Objective;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** {@code epochs.csv}: a row for every whole epoch, with the means over its batches. */
public final class EpochsCsv {
    private static final List<Metric> METRICS =
            Objective.STANDARD.metrics().stream().filter(Metric::averaged).toList();
    private static final String HEADER = Stream.concat(
                    Stream.of("epoch", "batches"), METRICS.stream().map(Metric::name))
            .collect(Collectors.joining(","));

    private EpochsCsv() {}

    /** Starts the file with the given rows. */
    public static CsvFile<EpochReport> create(Path file, List<EpochReport> rows) {
        return CsvFile.create(file, HEADER, EpochsCsv::format, rows);
    }

    /** All rows of a file. */
    public static List<EpochReport> read(Path file) {
        return read(file, _ -> true);
    }

    /** The rows of a file up to and with an epoch. */
    public static List<EpochReport> readUpTo(Path file, int epoch) {
        return read(file, means -> means.epoch() <= epoch);
    }

    private static List<EpochReport> read(Path file, Predicate<EpochReport> wanted) {
        return CsvFile.read(file, HEADER, EpochsCsv::parse, wanted);
    }

    private static String format(EpochReport epoch) {
        return epoch.epoch() + "," + epoch.batches()
                + IntStream.range(0, epoch.means().size())
                        .mapToObj(i -> "," + epoch.means().get(i))
                        .collect(Collectors.joining());
    }

    private static EpochReport parse(String[] cells) {
        double[] values = new double[METRICS.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = CsvFile.finite(Double.parseDouble(cells[2 + i]));
        }
        return new EpochReport(CsvFile.count(cells[0]), CsvFile.count(cells[1]), Metrics.of(METRICS, values));
    }
}
