package dcgan.cli;

import dcgan.cli.console.Console;
import dcgan.cli.console.Printable;
import dcgan.cli.console.StandardOutput;
import dcgan.cli.io.Program;
import dcgan.cli.io.StopSignals;
import dcgan.cli.io.StoppedException;
import dcgan.cli.run.Job;
import dcgan.data.file.Reasons;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** The entry point of {@code ./dcgan}. */
@Command(
        name = Program.NAME,
        versionProvider = Main.ModuleVersion.class,
        mixinStandardHelpOptions = true,
        sortOptions = false,
        synopsisSubcommandLabel = "COMMAND",
        description = {
            "Trains a DCGAN and draws pictures with it.",
            "",
            "COMMAND --help tells the options of a command.",
            ""
        },
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
            EvaluateCommand.class,
            ExportCommand.class,
            DataCommand.class,
            DevicesCommand.class,
            DoctorCommand.class,
            VerifyCommand.class,
            BenchCommand.class,
            ReportCommand.class,
            CommandLine.HelpCommand.class
        })
public final class Main implements Runnable {
    @Spec
    private CommandSpec spec;

    @Option(
            names = "--stacktrace",
            scope = ScopeType.INHERIT,
            description = "On failure show where in the program it happened.")
    private boolean stacktrace;

    /** With which the command ended; null if it did not fail. */
    private Throwable failure;

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
        // Dates and numbers are the same everywhere.
        Locale.setDefault(Locale.ROOT);
        Restart.remember(args);
        StopSignals.takeOver();
        StandardOutput out = StandardOutput.takeOver();
        Main main = new Main();
        int code = main.execute(args);
        Job.leave(main.failure);
        System.exit(code == 0 ? codeOf(out) : code);
    }

    private static int codeOf(StandardOutput out) {
        if (out.failure().isEmpty()) {
            return 0;
        }
        System.err.println(Program.NAME + ": the standard output cannot be written: "
                + Reasons.of(out.failure().get()) + "; what is missing there is lost");
        return 1;
    }

    /** What reads the arguments and runs the command that they name. */
    CommandLine commandLine() {
        return new CommandLine(this)
                .setUsageHelpAutoWidth(true)
                .setOverwrittenOptionsAllowed(true)
                .setColorScheme(CommandLine.Help.defaultColorScheme(Console.isDumb() ? Ansi.OFF : Ansi.AUTO))
                .registerConverter(Path.class, new Names.FileName())
                .registerConverter(URI.class, new Names.Address())
                .setParameterExceptionHandler((e, _) -> {
                    failure = e;
                    return badUsage(e);
                })
                .setExecutionExceptionHandler((failure, command, parsed) -> report(failure, command));
    }

    private int execute(String... args) {
        CommandLine commandLine = commandLine();
        try {
            return commandLine.execute(args);
        } catch (OutOfMemoryError | LinkageError | StackOverflowError failure) {
            // Picocli hands over exceptions alone.
            return report(failure, innermost(commandLine));
        }
    }

    /** The command that was run, as far as the arguments were understood. */
    private static CommandLine innermost(CommandLine commandLine) {
        CommandLine.ParseResult result = commandLine.getParseResult();
        while (result != null && result.hasSubcommand()) {
            result = result.subcommand();
        }
        return result == null ? commandLine : result.commandSpec().commandLine();
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Which command?");
    }

    private static int badUsage(ParameterException e) {
        CommandLine command = e.getCommandLine();
        PrintWriter err = command.getErr();
        String words = command.getCommandSpec().qualifiedName().substring(Program.NAME.length());
        if (e instanceof UnmatchedArgumentException unmatched) {
            err.println(Printable.line(Program.speaker() + complaint(unmatched)));
            String before = unmatched.isUnknownOption() ? "" : Program.LAUNCHER + words + " ";
            String suggestions = unmatched.getSuggestions().stream()
                    .map(suggestion -> before + suggestion)
                    .collect(Collectors.joining(" or "));
            if (!suggestions.isEmpty()) {
                err.println("Did you mean " + suggestions + "?");
            }
        } else {
            err.println(Printable.line(Program.speaker() + e.getMessage()));
        }
        err.println("Try " + Program.LAUNCHER + words + " --help");
        err.flush();
        return command.getCommandSpec().exitCodeOnInvalidInput();
    }

    /** Only the first word: those behind an unknown option, its value for one, count as unknown as well. */
    private static String complaint(UnmatchedArgumentException e) {
        String word = e.getUnmatched().getFirst();
        if (e.isUnknownOption()) {
            return "there is no option " + word.replaceFirst("=.*", "");
        }
        return e.getCommandLine().getSubcommands().isEmpty()
                ? "\"" + word + "\" is one argument too many"
                : "there is no command \"" + word + "\"";
    }

    private int report(Throwable cause, CommandLine command) {
        failure = cause;
        if (!Job.isToldByAnother(cause)) {
            PrintWriter err = command.getErr();
            err.println(Printable.line(Program.speaker()
                    + Failures.sentence(
                            cause, command.getCommandSpec().optionsMap().keySet())));
            if (stacktrace) {
                // The messages in it hold names of files, too.
                StringWriter trace = new StringWriter();
                cause.printStackTrace(new PrintWriter(trace, true));
                trace.toString().lines().map(Printable::line).forEach(err::println);
            }
            err.flush();
        }
        return cause instanceof StoppedException stopped
                ? stopped.exitCode()
                : command.getCommandSpec().exitCodeOnExecutionException();
    }

    /** The version that the build gave to the module. */
    static final class ModuleVersion implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {Program.NAME + " " + Program.version() + ", Java " + Runtime.version()};
        }
    }
}
