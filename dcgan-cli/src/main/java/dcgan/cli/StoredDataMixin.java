package dcgan.cli;

import dcgan.cli.config.DataRequest;
import dcgan.cli.config.DatasetKind;
import dcgan.cli.io.Program;
import dcgan.data.Dataset;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What chooses a data set to look at. */
final class StoredDataMixin {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Parameters(
            arity = "0..1",
            paramLabel = "DATASET",
            defaultValue = DatasetKind.DEFAULT,
            converter = Names.Dataset.class,
            description = DatasetHelp.ALL + ". Default: ${DEFAULT-VALUE}")
    private DatasetKind dataset;

    @Option(names = "--data", paramLabel = "PATH", description = DatasetHelp.PLACE + " Default: what is in the cache")
    private Path data;

    Dataset open() {
        dataset.misuse(data != null, this::choice).ifPresent(wrong -> {
            throw new ParameterException(spec.commandLine(), "the data set " + dataset + " " + wrong);
        });
        return dataset.open(new DataRequest(path(), dataset.shape(), null, this::choice));
    }

    /** Where it comes from, for people. */
    String source() {
        return dataset.source(path());
    }

    /** The command line that looks at what was given as another data set. */
    private String choice(DatasetKind other) {
        String words = spec.qualifiedName().substring(Program.NAME.length());
        return Program.LAUNCHER + words + " " + other + " --data " + Program.quoted(data);
    }

    private Path path() {
        return data == null ? dataset.cached() : data;
    }
}
