package dcgan.cli;

import dcgan.cli.config.DataChoice;
import dcgan.cli.config.DatasetKind;
import dcgan.data.cifar.Cifar100;
import java.util.Iterator;
import java.util.stream.Stream;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The option that chooses between the two kinds of labels of CIFAR-100. */
final class LabelsMixin {
    private static final String LABELS = "--labels";

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = LABELS,
            paramLabel = "LABELS",
            converter = LabelsName.class,
            completionCandidates = LabelsName.class,
            description = "For cifar100: fine (100 classes) or coarse (20 groups of them). Default: fine")
    private Cifar100.Labels labels;

    /**
     * Requires that the option was not given, unless for CIFAR-100.
     *
     * @param chosen how the user chose the data set
     */
    void requireFor(DatasetKind dataset, String chosen) {
        if (dataset != DatasetKind.CIFAR100 && labels != null) {
            throw new ParameterException(
                    spec.commandLine(), chosen + " takes no " + LABELS + "; that is for " + DatasetKind.CIFAR100);
        }
    }

    /** What was given here, and else what another run has. */
    Cifar100.Labels over(DataChoice base) {
        return labels == null ? base.labels() : labels;
    }

    /** A kind of labels. */
    static final class LabelsName implements ITypeConverter<Cifar100.Labels>, Iterable<String> {
        @Override
        public Cifar100.Labels convert(String value) {
            return Names.oneOf(value, Cifar100.Labels.values());
        }

        @Override
        public Iterator<String> iterator() {
            return Stream.of(Cifar100.Labels.values())
                    .map(Cifar100.Labels::toString)
                    .iterator();
        }
    }
}
