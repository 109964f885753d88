package dcgan.cli.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A bar fits its terminal, and what is in it is whole. */
class BarRendererTest {
    private static final BarRenderer IMAGES = new BarRenderer("images", 1);

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        100 | training  25%  [=====               ]  1000/4000 images  100 images/s  30 s left  epoch 1/2
        74  | training  25%  [=====                 ]  100 images/s  30 s left  epoch 1/2
        57  | training  25%  100 images/s  30 s left  epoch 1/2
        38  | training  25%  100 images/s  30 s left
        37  | training  25%  30 s left
        25  | training  25%  30 s left
        12  | 25%
        2   | ''
        """)
    void whatDoesNotFitIsLeftOutWhole(int width, String expected) {
        String line = IMAGES.render("training", 0, 1000, 4000, Duration.ofSeconds(10), "epoch 1/2", width);
        // How long the bar is drawn is the width's affair.
        assertEquals(expected.replaceAll("\\[.*\\]", "[]"), line.replaceAll("\\[.*\\]", "[]"));
        assertTrue(line.length() <= width, line);
        assertTrue(!line.contains("[") || line.length() == width, line);
    }

    @Test
    void aResumedTrainingCountsItsSpeedFromWhereItWentOn() {
        String line = IMAGES.render("training", 3000, 3500, 4000, Duration.ofSeconds(10), "", 200);
        assertTrue(line.contains("50 images/s  10 s left"), line);
    }

    @Test
    void withoutATotalThereIsNoShare() {
        BarRenderer megabytes = new BarRenderer("MB", 1_000_000);
        assertEquals(
                "fetching  12 MB  2.4 MB/s",
                megabytes.render("fetching", 0, 12_000_000, -1, Duration.ofSeconds(5), "", 77));
        assertEquals("fetching  0 MB", megabytes.render("fetching", 0, 0, -1, Duration.ZERO, "", 77));
    }
}
