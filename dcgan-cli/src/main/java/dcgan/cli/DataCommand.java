package dcgan.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code dcgan data}. */
@Command(
        name = "data",
        mixinStandardHelpOptions = true,
        versionProvider = Main.ModuleVersion.class,
        sortOptions = false,
        synopsisSubcommandLabel = "COMMAND",
        description = "Fetches, shows and makes data sets.",
        subcommands = {DataFetchCommand.class, DataInfoCommand.class, DataExportCommand.class, DataShapesCommand.class})
final class DataCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "What about the data? fetch, info, export or shapes");
    }
}
