package dcgan.cli.io;

import dcgan.cli.console.Printable;
import dcgan.nn.mpi.MpiLaunch;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Collectors;

/** This program's name, and command lines to copy from what it says. */
public final class Program {
    /** What its messages begin with. */
    public static final String NAME = "dcgan";

    /** How it is called: as in the folder of its sources, unless the launcher of an installed one says otherwise. */
    public static final String LAUNCHER = System.getProperty("dcgan.command", "./" + NAME);

    /** The command line that fetches a data set. */
    public static final String FETCH = LAUNCHER + " data fetch";

    private Program() {}

    /** What its messages begin with: its name, and rank and host where it is one of several processes. */
    public static String speaker() {
        return NAME + ": " + MpiLaunch.place().map(place -> place + ": ").orElse("");
    }

    /** The version that the build gave to the module. */
    public static String version() {
        return Program.class.getModule().getDescriptor().rawVersion().orElse("(unknown version)");
    }

    /** The command line that goes on with a run or from a checkpoint. */
    public static String resume(Path runOrCheckpoint) {
        return LAUNCHER + " train --resume " + quoted(runOrCheckpoint);
    }

    /** The command line that draws pictures with the generator of a run or of a checkpoint. */
    public static String generate(Path runOrCheckpoint) {
        return LAUNCHER + " generate --from " + quoted(runOrCheckpoint) + " --grid grid.png";
    }

    /** The command line that draws pictures with the best generator of a run. */
    public static String generateBest(Path run) {
        return LAUNCHER + " generate --best --from " + quoted(run) + " --grid best.png";
    }

    /** A path as a shell reads it back; what a terminal would obey is written out in bash's way. */
    public static String quoted(Path path) {
        String text = path.toString();
        if (!Printable.line(text).equals(text)) {
            return "$'" + text.codePoints().mapToObj(Program::escaped).collect(Collectors.joining()) + "'";
        }
        return text.matches("[\\w./+=:@%,-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
    }

    private static String escaped(int character) {
        String text = Character.toString(character);
        return character == '\'' || character == '\\'
                ? "\\" + text
                : Printable.line(text).equals(text) ? text : String.format(Locale.ROOT, "\\u%04x", character);
    }
}
