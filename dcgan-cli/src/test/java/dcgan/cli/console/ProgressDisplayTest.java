package dcgan.cli.console;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dcgan.nn.gan.DcganConfig;
import dcgan.nn.gan.GanTrainer;
import dcgan.nn.gan.TrainingConfig;
import dcgan.tensor.Backend;
import dcgan.tensor.Backends;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A bar is drawn now and then, so that these tests wait for it. */
@Timeout(60)
class ProgressDisplayTest {
    private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
    private final Console console = new Console(new PrintStream(shown), new PrintStream(shown));

    @Test
    void aScoreBeforeTheTrainingHasABarOfItsOwnUntilItIsDone() throws Exception {
        try (ProgressDisplay display = new ProgressDisplay(console, true, 2, 10, Optional.empty())) {
            display.scoring(0, 200);
            await("scoring real pictures");
            display.scoring(90, 200);
            await("45%");
            display.scoring(200, 200);
            assertTrue(text().endsWith("\r\033[K"), text());
        }
    }

    @Test
    void aScoreWithinTheTrainingStandsBehindItsBar() throws Exception {
        DcganConfig networks = DcganConfig.simple().latentSize(1).featureMaps(1);
        try (Backend backend = Backends.open("reference");
                GanTrainer trainer =
                        GanTrainer.of(TrainingConfig.of(networks).batchSize(2)).on(backend);
                ProgressDisplay display = new ProgressDisplay(console, true, 2, 10, Optional.empty())) {
            display.begin(trainer);
            display.scoring(90, 200);
            await("scoring 45%");
            int before = text().length();
            display.scoring(200, 200);
            await("training", before + 1);
            assertFalse(text().substring(text().lastIndexOf("training")).contains("scoring"), text());
        }
    }

    @Test
    void withoutABarThereIsNone() {
        try (ProgressDisplay display = new ProgressDisplay(console, false, 2, 10, Optional.empty())) {
            display.scoring(0, 200);
            display.scoring(200, 200);
        }
        assertTrue(text().isEmpty(), text());
    }

    private void await(String expected) throws InterruptedException {
        await(expected, 0);
    }

    private void await(String expected, int from) throws InterruptedException {
        while (text().indexOf(expected, from) < 0) {
            Thread.sleep(5);
        }
    }

    private String text() {
        return shown.toString(StandardCharsets.UTF_8);
    }
}
