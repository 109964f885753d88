package dcgan.cli;

import dcgan.cli.run.Program;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The entry point of {@code ./dcgan}. */
@Command(
        name = Program.NAME,
        versionProvider = Main.ModuleVersion.class,
        mixinStandardHelpOptions = true,
        sortOptions = false,
        synopsisSubcommandLabel = "COMMAND",
        description = "Trains a DCGAN and draws pictures with it.",
        // With headings, for without them they are not in the manual.
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:success", "1:failure", "2:bad usage", "130:Ctrl-C"},
        footerHeading = "%nExample:%n",
        // What Program.LAUNCHER is; an annotation takes constants alone.
        footer = "A first try, without any data: ${sys:dcgan.command:-./dcgan}"
                + " train --dataset shapes --epochs 3 --out runs/shapes",
        subcommands = {
            TrainCommand.class,
            GenerateCommand.class,
            DataCommand.class,
            DevicesCommand.class,
            VerifyCommand.class,
            BenchCommand.class,
            ReportCommand.class
        })
public final class Main implements Runnable {
    @Spec
    private CommandSpec spec;

    @Option(
            names = "--stacktrace",
            scope = ScopeType.INHERIT,
            description = "On failure show where in the program it happened.")
    private boolean stacktrace;

    /** Called by {@link #main(String[])}. */
    Main() {}

    /**
     * Runs one command and ends the process with its exit code.
     *
     * @param args the command line
     */
    public static void main(String[] args) {
        // Nothing here opens a window, and a display that cannot be reached must not matter.
        System.setProperty("java.awt.headless", "true");
        System.exit(new Main().execute(args));
    }

    private int execute(String... args) {
        CommandLine commandLine = new CommandLine(this)
                .setUsageHelpAutoWidth(true)
                .setOverwrittenOptionsAllowed(true)
                .setParameterExceptionHandler(Main::badUsage)
                .setExecutionExceptionHandler((failure, command, parsed) -> report(failure, command));
        try {
            return commandLine.execute(args);
        } catch (OutOfMemoryError | LinkageError | StackOverflowError failure) {
            // Picocli hands over exceptions alone.
            return report(failure, commandLine);
        }
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Which command?");
    }

    private static int badUsage(ParameterException e, String[] args) {
        CommandLine command = e.getCommandLine();
        PrintWriter err = command.getErr();
        err.println(Program.NAME + ": " + e.getMessage());
        CommandLine.UnmatchedArgumentException.printSuggestions(e, err);
        String words = command.getCommandSpec().qualifiedName().substring(Program.NAME.length());
        err.println("Try " + Program.LAUNCHER + words + " --help");
        err.flush();
        return command.getCommandSpec().exitCodeOnInvalidInput();
    }

    private int report(Throwable failure, CommandLine command) {
        PrintWriter err = command.getErr();
        err.println(Program.NAME + ": " + Failures.sentence(failure));
        if (stacktrace) {
            failure.printStackTrace(err);
        }
        err.flush();
        return command.getCommandSpec().exitCodeOnExecutionException();
    }

    /** The version that the build gave to the module. */
    static final class ModuleVersion implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {Program.NAME + " " + Program.version() + ", Java " + Runtime.version()};
        }
    }
}
