package dcgan.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The entry point of {@code ./dcgan}. */
@Command(
        name = "dcgan",
        version = "dcgan 0.1.0",
        mixinStandardHelpOptions = true,
        description = "Trains a DCGAN and draws pictures with it.")
public final class Main implements Runnable {

    /** Called by {@link #main(String[])}. */
    Main() {}

    /**
     * Runs one command and ends the process with its exit code.
     *
     * @param args the command line
     */
    public static void main(String[] args) {
        System.exit(new CommandLine(new Main()).execute(args));
    }

    @Override
    public void run() {
        CommandLine.usage(this, System.out);
    }
}
