package dcgan.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dcgan.cli.Dcgan.Result;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Names that are not of the locale's encoding, or that a terminal would obey. A shell makes and passes them, because this Java
 * could not.
 */
class OddNamesTest {
    private static final String FOLDER_OPTIONS =
            " --dataset folder --batch-size 4 --feature-maps 2 --latent-size 4 --epochs 1 --backend reference"
                    + " --no-progress";

    @TempDir
    private static Path made;

    @TempDir
    private Path folder;

    @BeforeAll
    static void drawPictures() throws Exception {
        Result shapes = Dcgan.in(made).run("data", "shapes", "--per-file", "1", "--out", "a");
        assertEquals(0, shapes.exit(), shapes.err());
        Result pictures = Dcgan.in(made).run("data", "export", "--data", "a", "--out", "pictures");
        assertEquals(0, pictures.exit(), pictures.err());
    }

    @BeforeEach
    void copyPictures() throws Exception {
        assertEquals(
                0,
                new ProcessBuilder("cp", "-R", made + "/.", folder.toString())
                        .start()
                        .waitFor());
    }

    /** Zürich, first in Latin-1 and then in UTF-8. */
    @ParameterizedTest
    @ValueSource(strings = {"C.UTF-8 Z\\374rich", "C Z\\374rich", "C Z\\303\\274rich"})
    void foldersAndPicturesOfAnyEncodingAreRead(String localeAndName) throws Exception {
        String[] words = localeAndName.split(" ");
        String setUp = "LC_ALL=" + words[0] + "; export LC_ALL; name=$(printf '" + words[1] + "');"
                + " mv pictures \"$name\"; mv \"$name/circle/00001.png\" \"$name/circle/$name.png\";";
        Result trained = shell(setUp + " \"$@\" --data \"$name\" --out run" + FOLDER_OPTIONS, "train");
        assertEquals(0, trained.exit(), trained.err());
        // By the name in config.json.
        Result resumed = shell("LC_ALL=" + words[0] + " \"$@\"", "train", "--resume", "run", "--epochs", "2");
        assertEquals(0, resumed.exit(), resumed.err());
        Result gone = shell(
                "LC_ALL=" + words[0] + "; export LC_ALL; name=$(printf '" + words[1] + "'); mv \"$name\" gone;"
                        + " \"$@\"; code=$?; mv gone \"$name\"; exit $code",
                "train",
                "--resume",
                "run",
                "--epochs",
                "3");
        assertEquals(1, gone.exit(), gone.err());
        assertTrue(
                gone.failure()
                        .endsWith("rich: the images of this run are not found by this name; name their place with"
                                + " --data"),
                gone.err());
        Result moved = shell(
                "LC_ALL=" + words[0] + "; export LC_ALL; name=$(printf '" + words[1] + "'); mv run \"$name/run\";"
                        + " \"$@\" --from \"$name/run\"",
                "generate",
                "--grid",
                "grid.png");
        assertEquals(0, moved.exit(), moved.err());
    }

    @Test
    void aNewNameThatCannotBeMadeIsRefused() throws Exception {
        Result result = shell("LC_ALL=C.UTF-8 \"$@\" --out \"$(printf 'Z\\374rich')\"", "train", "--dataset", "shapes");
        assertEquals(2, result.exit(), result.err());
        assertTrue(result.said().getFirst().contains("not in the encoding of this locale (UTF-8)"), result.err());
    }

    @Test
    void twoNamesThatLookTheSameAreRefused() throws Exception {
        Result result = shell(
                "mkdir \"$(printf 'Z\\374rich')\" \"$(printf 'Z\\344rich')\";"
                        + " LC_ALL=C.UTF-8 \"$@\" \"$(printf 'Z\\374rich')\"",
                "report");
        assertEquals(2, result.exit(), result.err());
        assertTrue(result.said().getFirst().contains("several names look like it"), result.err());
    }

    /** Red, a line feed, C1's own escape, and text from right to left. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "train --offline --data NAME --out new",
                "train --dataset folder --data NAME --out new",
                "train --dataset shapes --out a/NAME",
                "train --dataset NAME",
                "NAME",
                "generate --from NAME --grid x",
                "report NAME",
                "data fetch --url ftp://127.0.0.1/ --to NAME/pictures",
                "verify --backend reference --op Fill --json NAME/x"
            })
    void namesNeverReachATerminalThatWouldObeyThem(String arguments) throws Exception {
        String name = "$(printf 'a\\033[31mb\\nc\\302\\233d\\342\\200\\256e')";
        Result result = shell("LC_ALL=C.UTF-8 \"$@\" " + arguments.replace("NAME", "\"" + name + "\""));
        String shown = result.out() + result.err();
        assertTrue(result.exit() == 1 || result.exit() == 2, shown);
        assertTrue(shown.contains("a?[31mb?c?d?e") || shown.lines().anyMatch(line -> line.contains("a?[31mb")), shown);
        assertFalse(shown.matches("(?s).*[\\x00-\\x08\\x0b-\\x1f\\x7f\\x80-\\x9f\u202e].*"), shown);
        assertTrue(result.said().size() <= 3, shown);
    }

    @ParameterizedTest
    @ValueSource(strings = {"report NAME", "train --dataset folder --data NAME --out new"})
    void aStackTraceIsPlainToo(String arguments) throws Exception {
        String name = "\"$(printf 'a\\033[31mb\\302\\233c\\342\\200\\256d')\"";
        Result result = shell("LC_ALL=C.UTF-8 \"$@\" --stacktrace " + arguments.replace("NAME", name));
        assertEquals(1, result.exit(), result.err());
        assertTrue(result.err().contains("\tat dcgan"), result.err());
        assertTrue(
                result.err()
                                .lines()
                                .filter(line -> line.contains("a?[31mb?c?d"))
                                .count()
                        > 1,
                result.err());
        assertFalse(result.err().matches("(?s).*[\\x00-\\x08\\x0b-\\x1f\\x7f\\x80-\\x9f\u202e].*"), result.err());
    }

    @Test
    void whatIsLoggedAndAdvisedIsPlainToo() throws Exception {
        String name = "\"$(printf 'a\\033[31mb\\nc')\"";
        Result result = shell(
                "\"$@\" --out " + name,
                ("train --dataset shapes --limit 8 --batch-size 8 --feature-maps 2 --latent-size 4 --epochs 1"
                                + " --backend reference --verbose")
                        .split(" "));
        assertEquals(0, result.exit(), result.err());
        assertFalse(result.err().contains("\033"), result.err());
        assertTrue(result.said().stream().noneMatch(line -> line.startsWith("c")), result.err());
        String advice = result.said().getLast();
        assertTrue(advice.contains("generate --from $'a\\u001b[31mb\\u000ac' --grid"), advice);
        Result drawn = Dcgan.in(folder)
                .by("bash", "-c", "\"$@\" " + advice.replaceFirst(".*\\./dcgan ", ""), "bash")
                .run();
        assertEquals(0, drawn.exit(), drawn.err());
        assertEquals(List.of("grid.png"), drawn.out().lines().toList());
    }

    /** Runs a script, in which "$@" is the program with the arguments. */
    private Result shell(String script, String... arguments) throws Exception {
        return Dcgan.in(folder).by("sh", "-c", script, "sh").run(arguments);
    }
}
