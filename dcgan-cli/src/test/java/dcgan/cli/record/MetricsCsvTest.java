package dcgan.cli.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dcgan.cli.evaluation.Score;
import dcgan.cli.io.RunException;
import dcgan.nn.gan.EpochReport;
import dcgan.nn.gan.Metric;
import dcgan.nn.gan.Metrics;
import dcgan.nn.gan.Objective;
import dcgan.nn.gan.StepReport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MetricsCsvTest {
    private static final List<Metric> METRICS = Objective.STANDARD.metrics();

    @TempDir
    private Path folder;

    @Test
    void aStepIsReadAsItWasWritten() throws Exception {
        Path file = folder.resolve("metrics.csv");
        MetricsCsv<StepReport> csv = MetricsCsv.ofSteps(file, METRICS);
        StepReport first = new StepReport(1, 1, Metrics.of(METRICS, 1.5, 0.1f, 1.4f, Float.MIN_VALUE, 0, 1, 1e-9f));
        StepReport second = new StepReport(1, 2, Metrics.of(METRICS, 1, 2, 3, 4, 5, 6, 7));
        try (CsvFile<StepReport> rows = csv.create(List.of(first))) {
            rows.add(second);
        }
        assertEquals(
                List.of(
                        "epoch,batch,lossD,lossD_real,lossD_fake,lossG,D_x,D_G_z1,D_G_z2",
                        "1,1,1.5,0.1,1.4,1.4E-45,0.0,1.0,1.0E-9",
                        "1,2,1.0,2.0,3.0,4.0,5.0,6.0,7.0"),
                Files.readAllLines(file));
        assertEquals(List.of(first, second), csv.read());
        assertEquals(List.of(first), csv.readWhile(step -> step.batch() < 2));
    }

    /** Another number comes last, and needs nothing but its metric. */
    @Test
    void oneMoreMetricIsOneMoreColumn() throws Exception {
        Metric loss = METRICS.getFirst();
        List<Metric> more = new ArrayList<>(METRICS);
        more.add(new Metric("penalty", "penalty", "gradient penalty", loss.scale(), true, List.of()));
        MetricsCsv<EpochRow> csv = MetricsCsv.ofEpochs(folder.resolve("epochs.csv"), more, null);
        EpochRow epoch = new EpochRow(
                new EpochReport(
                        1, 8, Metrics.of(more.stream().filter(Metric::averaged).toList(), 1, 2, 3, 4, 5, 0.1)),
                Optional.empty());
        csv.create(List.of(epoch)).close();
        assertEquals(
                List.of("epoch,batches,lossD,lossG,D_x,D_G_z1,D_G_z2,penalty", "1,8,1.0,2.0,3.0,4.0,5.0,0.1"),
                Files.readAllLines(folder.resolve("epochs.csv")));
        assertEquals(List.of(epoch), csv.read());
        assertThrows(
                RunException.class,
                () -> MetricsCsv.ofEpochs(folder.resolve("epochs.csv"), METRICS, null)
                        .read());
    }

    /** Behind all other columns, with empty cells where there is none. */
    @Test
    void scoresStandInTheRowsOfTheirEpochs() throws Exception {
        Path file = folder.resolve("epochs.csv");
        MetricsCsv<EpochRow> csv = MetricsCsv.ofEpochs(file, METRICS, 500);
        EpochRow without = new EpochRow(new EpochReport(1, 8, means()), Optional.empty());
        EpochRow with = new EpochRow(new EpochReport(2, 8, means()), Optional.of(new Score(500, 1.5, -0.25, 0.1)));
        csv.create(List.of(without, with)).close();
        assertEquals(
                List.of(
                        "epoch,batches,lossD,lossG,D_x,D_G_z1,D_G_z2,C-FD,C-KD,C-KD_error",
                        "1,8,1.0,2.0,3.0,4.0,5.0,,,",
                        "2,8,1.0,2.0,3.0,4.0,5.0,1.5,-0.25,0.1"),
                Files.readAllLines(file));
        assertEquals(List.of(without, with), csv.read());

        for (String half : List.of("1.5,,", "1.5,NaN,0.1", "x,0,0")) {
            Files.writeString(file, Files.readString(file).replaceFirst("[^,]*,[^,]*,[^,\n]*\n$", half + "\n"));
            assertThrows(RunException.class, csv::read, half);
        }
    }

    private static Metrics means() {
        return Metrics.of(METRICS.stream().filter(Metric::averaged).toList(), 1, 2, 3, 4, 5);
    }
}
