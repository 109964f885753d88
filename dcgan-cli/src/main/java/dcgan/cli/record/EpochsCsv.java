package dcgan.cli.record;

import dcgan.nn.gan.EpochMeans;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;

/** {@code epochs.csv}: a row for every whole epoch, with the means over its batches. */
public final class EpochsCsv {
    private static final String HEADER = "epoch,batches,lossD,lossG,D_x,D_G_z1,D_G_z2";

    private EpochsCsv() {}

    /** Starts the file with the given rows. */
    public static CsvFile<EpochMeans> create(Path file, List<EpochMeans> rows) {
        return CsvFile.create(file, HEADER, EpochsCsv::format, rows);
    }

    /** All rows of a file. */
    public static List<EpochMeans> read(Path file) {
        return read(file, _ -> true);
    }

    /** The rows of a file up to and with an epoch. */
    public static List<EpochMeans> readUpTo(Path file, int epoch) {
        return read(file, means -> means.epoch() <= epoch);
    }

    private static List<EpochMeans> read(Path file, Predicate<EpochMeans> wanted) {
        return CsvFile.read(file, HEADER, EpochsCsv::parse, wanted);
    }

    private static String format(EpochMeans means) {
        return String.join(
                ",",
                Integer.toString(means.epoch()),
                Integer.toString(means.batches()),
                Double.toString(means.lossD()),
                Double.toString(means.lossG()),
                Double.toString(means.dX()),
                Double.toString(means.dGZ1()),
                Double.toString(means.dGZ2()));
    }

    private static EpochMeans parse(String[] cells) {
        return new EpochMeans(
                CsvFile.count(cells[0]),
                CsvFile.count(cells[1]),
                number(cells[2]),
                number(cells[3]),
                number(cells[4]),
                number(cells[5]),
                number(cells[6]));
    }

    private static double number(String cell) {
        return CsvFile.finite(Double.parseDouble(cell));
    }
}
