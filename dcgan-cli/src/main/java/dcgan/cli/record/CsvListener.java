package dcgan.cli.record;

import dcgan.cli.console.Console;
import dcgan.cli.evaluation.Score;
import dcgan.nn.gan.EpochReport;
import dcgan.nn.gan.GanTrainer;
import dcgan.nn.gan.StepReport;
import dcgan.nn.gan.TrainingListener;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.IntFunction;

/**
 * Writes {@code metrics.csv} and {@code epochs.csv}. Rows behind the point from which a run goes on are dropped. Steps before the
 * first {@link #begin} are not recorded.
 */
public final class CsvListener implements TrainingListener, Durable {
    private final RunDirectory run;
    private final int batchesPerEpoch;
    private final Integer evaluateCount;
    private final IntFunction<Optional<Score>> scores;
    private final Console console;
    private final Consumer<StepReport> earlier;
    private CsvFile<StepReport> steps;
    private CsvFile<EpochRow> epochs;

    /**
     * Writes nothing before the training begins.
     *
     * @param evaluateCount how many pictures are scored; null for no scores
     * @param scores gives the score of the epoch that has just ended, if it was scored
     * @param earlier takes the steps of the current epoch that were done before the run goes on
     */
    public CsvListener(
            RunDirectory run,
            int batchesPerEpoch,
            Integer evaluateCount,
            IntFunction<Optional<Score>> scores,
            Console console,
            Consumer<StepReport> earlier) {
        this.run = run;
        this.batchesPerEpoch = batchesPerEpoch;
        this.evaluateCount = evaluateCount;
        this.scores = scores;
        this.console = console;
        this.earlier = earlier;
    }

    @Override
    public void begin(GanTrainer trainer) {
        MetricsCsv<StepReport> metrics = MetricsCsv.ofSteps(run.metrics(), trainer.metrics());
        MetricsCsv<EpochRow> means = MetricsCsv.ofEpochs(run.epochs(), trainer.metrics(), evaluateCount);
        close();
        boolean fresh = trainer.steps() == 0;
        steps = metrics.create(fresh ? List.of() : before(trainer, metrics));
        epochs = means.create(fresh ? List.of() : means.readWhile(epoch -> epoch.epoch() <= trainer.epochs()));
    }

    private List<StepReport> before(GanTrainer trainer, MetricsCsv<StepReport> metrics) {
        int complete = trainer.epochs();
        List<StepReport> rows = metrics.readWhile(
                step -> step.epoch() <= complete || step.epoch() == complete + 1 && step.batch() <= trainer.batches());
        long expected = (long) complete * batchesPerEpoch + trainer.batches();
        if (rows.size() != expected) {
            console.notice(run.metrics() + " has " + rows.size() + " rows where " + expected
                    + " are due; what is missing stays missing");
        }
        rows.stream().filter(row -> row.epoch() > complete).forEach(earlier);
        return rows;
    }

    @Override
    public void step(StepReport step) {
        if (steps != null) {
            steps.add(step);
        }
    }

    @Override
    public void epoch(EpochReport epoch) {
        if (epochs != null) {
            epochs.add(new EpochRow(epoch, scores.apply(epoch.epoch())));
        }
    }

    @Override
    public void sync() {
        if (steps != null) {
            steps.sync();
        }
        if (epochs != null) {
            epochs.sync();
        }
    }

    @Override
    public void close() {
        try (CsvFile<StepReport> _ = steps;
                CsvFile<EpochRow> _ = epochs) {
            // Either may be null, if the training did not begin.
        } finally {
            steps = null;
            epochs = null;
        }
    }
}
