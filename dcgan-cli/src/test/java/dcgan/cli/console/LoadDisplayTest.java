package dcgan.cli.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dcgan.data.folder.UnreadablePicture;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LoadDisplayTest {
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private final PrintStream err = new PrintStream(said, true, StandardCharsets.UTF_8);
    private final Console console = new Console(err, err);

    private List<String> lines() {
        return said.toString(StandardCharsets.UTF_8).lines().toList();
    }

    @Test
    void whatTakesLongIsToldAtItsBeginningForEachTenthAndAtItsEnd() {
        try (LoadDisplay display = new LoadDisplay(console, false, Duration.ZERO)) {
            for (int done : new int[] {1, 2, 3, 150, 1000, 1001, 2000}) {
                display.loaded(done, 2000);
            }
        }
        assertEquals(
                List.of("reading 2,000 pictures; 1 are read", "read 1,000 of 2,000 pictures"), lines().subList(0, 2));
        assertTrue(lines().get(2).matches("read 2,000 pictures in \\d+ s"), lines().get(2));
        assertEquals(3, lines().size());
    }

    @Test
    void whatIsSoonDoneIsNotTold() {
        try (LoadDisplay display = new LoadDisplay(console, false, Duration.ofDays(1))) {
            IntStream.rangeClosed(1, 2000).forEach(done -> display.loaded(done, 2000));
        }
        try (LoadDisplay display = new LoadDisplay(console, false, Duration.ZERO)) {
            display.loaded(7, 7);
        }
        assertEquals(List.of(), lines());
    }

    @Test
    void aBarIsTakenAwayInTheEnd() {
        try (LoadDisplay display = new LoadDisplay(console, true)) {
            display.loaded(1, 2);
            display.loaded(2, 2);
        }
        console.notice("next");
        assertTrue(said.toString(StandardCharsets.UTF_8).endsWith("next\n"));
        assertEquals(
                "next",
                said.toString(StandardCharsets.UTF_8).strip().replaceFirst("(?s).*\033\\[K", ""),
                "no bar is left");
    }

    @Test
    void upToTenThatAreLeftOutAreNamed() {
        List<UnreadablePicture> pictures = IntStream.range(0, 12)
                .mapToObj(i -> new UnreadablePicture(Path.of("p", i + "\n.png"), "not shown"))
                .toList();
        try (LoadDisplay display = new LoadDisplay(console, false)) {
            display.leftOut(pictures.subList(0, 1), 100);
            display.leftOut(pictures, 100);
        }
        assertEquals("left out 1 that cannot be read: p/0?.png", lines().getFirst());
        assertTrue(
                lines().getLast().startsWith("left out 12 that cannot be read: p/0?.png, p/1?.png, "),
                lines().getLast());
        assertTrue(lines().getLast().endsWith("p/9?.png, and 2 more"), lines().getLast());
    }
}
