package dcgan.cli.console;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class FetchDisplayTest {
    private static final long MEGABYTE = 1_000_000;

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private final PrintStream err = new PrintStream(said, true, StandardCharsets.UTF_8);

    @Test
    void everyTenthIsToldAndAgainAfterABeginningFromTheStart() {
        try (FetchDisplay display = new FetchDisplay(new Console(err, err), false)) {
            for (long megabytes : new long[] {1, 5, 6, 0, 1, 2}) {
                display.advanced(megabytes * MEGABYTE, 10 * MEGABYTE);
            }
        }
        assertEquals(
                List.of(
                        "fetched 1 of 10 MB",
                        "fetched 5 of 10 MB",
                        "fetched 6 of 10 MB",
                        "fetched 1 of 10 MB",
                        "fetched 2 of 10 MB"),
                said.toString(StandardCharsets.UTF_8).lines().toList());
    }
}
