package dcgan.cli;

import dcgan.cli.config.DatasetKind;
import dcgan.data.download.RemoteFile;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import picocli.CommandLine.IModelTransformer;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** Puts what {@link DatasetKind} knows into the help of a command; annotations take constants alone. */
final class DatasetHelp implements IModelTransformer {
    /** Stands for the data sets, each with its description. */
    static final String ALL = "@all@";

    /** What {@code --data} takes, wherever it is an option. */
    static final String PLACE =
            "The data set's archive, the folder with its files, or a folder with your own pictures.";

    /** Stands for the lines that tell where each data set is fetched from. */
    static final String SOURCES = "@sources@";

    @Override
    public CommandSpec transform(CommandSpec command) {
        command.usageMessage().description(described(command.usageMessage().description()));
        List<ArgSpec> args = Stream.concat(
                        command.options().stream().map(ArgSpec.class::cast), command.positionalParameters().stream())
                .toList();
        // All of them, because those that are added anew come last in the help.
        args.forEach(command::remove);
        args.forEach(arg -> command.add(described(arg)));
        return command;
    }

    private static ArgSpec described(ArgSpec arg) {
        String[] description = described(arg.description());
        return switch (arg) {
            case OptionSpec option ->
                OptionSpec.builder(option).description(description).build();
            case PositionalParamSpec parameter ->
                PositionalParamSpec.builder(parameter).description(description).build();
            default -> arg;
        };
    }

    private static String[] described(String... lines) {
        UnaryOperator<String> all = line -> line.replace(ALL, DatasetKind.all());
        return Arrays.stream(lines)
                .flatMap(line -> line.equals(SOURCES) ? sources() : Stream.of(all.apply(line)))
                .toArray(String[]::new);
    }

    private static Stream<String> sources() {
        return DatasetKind.fetchable().stream()
                .flatMap(kind -> Stream.concat(
                        Stream.of(kind + ": " + kind.title() + ", " + kind.downloadSize() + ", from"),
                        kind.files().stream().flatMap(DatasetHelp::source)));
    }

    private static Stream<String> source(RemoteFile file) {
        List<URI> mirrors = file.mirrors();
        return Stream.of(
                        Stream.of("  " + mirrors.getFirst()),
                        mirrors.stream().skip(1).map(mirror -> "  or " + mirror),
                        Stream.of("  " + file.checksum().algorithm() + " "
                                + file.checksum().digits()))
                .flatMap(lines -> lines);
    }
}
