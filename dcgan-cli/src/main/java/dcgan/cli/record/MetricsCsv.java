package dcgan.cli.record;

import dcgan.nn.gan.Step;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;

/** {@code metrics.csv}: a row for every batch, the numbers exactly as they were measured. */
public final class MetricsCsv {
    private static final String HEADER = "epoch,batch,lossD,lossD_real,lossD_fake,lossG,D_x,D_G_z1,D_G_z2";

    private MetricsCsv() {}

    /** Starts the file with the given rows. */
    public static CsvFile<Step> create(Path file, List<Step> rows) {
        return CsvFile.create(file, HEADER, MetricsCsv::format, rows);
    }

    /** All rows of a file. */
    public static List<Step> read(Path file) {
        return read(file, _ -> true);
    }

    /** The rows of a file before a batch; both are counted from 1. */
    public static List<Step> readBefore(Path file, int epoch, int batch) {
        return read(file, step -> step.epoch() < epoch || step.epoch() == epoch && step.batch() < batch);
    }

    private static List<Step> read(Path file, Predicate<Step> wanted) {
        return CsvFile.read(file, HEADER, MetricsCsv::parse, wanted);
    }

    private static String format(Step step) {
        return String.join(
                ",",
                Integer.toString(step.epoch()),
                Integer.toString(step.batch()),
                Float.toString(step.lossD()),
                Float.toString(step.lossDReal()),
                Float.toString(step.lossDFake()),
                Float.toString(step.lossG()),
                Float.toString(step.dX()),
                Float.toString(step.dGZ1()),
                Float.toString(step.dGZ2()));
    }

    private static Step parse(String[] cells) {
        return new Step(
                CsvFile.count(cells[0]),
                CsvFile.count(cells[1]),
                number(cells[2]),
                number(cells[3]),
                number(cells[4]),
                number(cells[5]),
                number(cells[6]),
                number(cells[7]),
                number(cells[8]));
    }

    private static float number(String cell) {
        return (float) CsvFile.finite(Float.parseFloat(cell));
    }
}
