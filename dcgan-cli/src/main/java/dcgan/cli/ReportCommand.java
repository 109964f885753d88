package dcgan.cli;

import dcgan.cli.console.Console;
import dcgan.cli.record.RunDirectory;
import dcgan.cli.report.Report;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code dcgan report}. */
@Command(
        name = "report",
        mixinStandardHelpOptions = true,
        versionProvider = Main.ModuleVersion.class,
        sortOptions = false,
        description = "Makes the charts and the HTML page of a run again, from its tables and pictures.")
final class ReportCommand implements Callable<Integer> {
    @Parameters(paramLabel = "RUN", description = "The folder of a run.")
    private Path root;

    @Override
    public Integer call() {
        RunDirectory run = RunDirectory.open(root);
        Console console = Console.ofProcess();
        Report.rebuild(run, console);
        console.result(run.report().toString());
        return 0;
    }
}
