package dcgan.cli.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dcgan.nn.gan.EpochReport;
import dcgan.nn.gan.Metric;
import dcgan.nn.gan.Metrics;
import dcgan.nn.gan.Scale;
import dcgan.nn.gan.StepReport;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SaturationTest {
    private final List<String> said = new ArrayList<>();

    @Test
    void scoresAtTheEndsOfTheirScaleAreTold() {
        epoch(score("D_x", 0, 1), 0, 1);
        assertEquals(
                List.of("epoch 1: D_x were 0 or 1 in every batch, so the networks no longer learn; begin a new run"
                        + " with a lower --lr"),
                said);
    }

    @Test
    void oneScoreInBetweenIsEnough() {
        epoch(score("D_x", 0, 1), 0, 0.5);
        assertEquals(List.of(), said);
    }

    /** Nobody knows where such a score is too high. */
    @Test
    void aScaleWithOneEndIsNoSign() {
        epoch(score("critic", 0, Double.POSITIVE_INFINITY), 0, 0);
        epoch(score("critic", Double.NEGATIVE_INFINITY, 0), 0, 0);
        assertEquals(List.of(), said);
    }

    /** An epoch with a batch for each value. */
    private void epoch(Metric metric, double... values) {
        Saturation saturation = new Saturation(said::add);
        for (int i = 0; i < values.length; i++) {
            saturation.step(new StepReport(1, i + 1, Metrics.of(List.of(metric), values[i])));
        }
        saturation.epoch(new EpochReport(1, values.length, Metrics.of(List.of(metric), values[0])));
    }

    private static Metric score(String name, double min, double max) {
        return new Metric(name, name, name, new Scale(Scale.Kind.SCORE, "unit", min, max), true, List.of());
    }
}
