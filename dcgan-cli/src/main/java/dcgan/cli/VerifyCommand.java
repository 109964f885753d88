package dcgan.cli;

import dcgan.cli.console.Console;
import dcgan.cli.io.Program;
import dcgan.tensor.Backend;
import dcgan.tensor.verify.OpResult;
import dcgan.tensor.verify.Report;
import dcgan.tensor.verify.Verification;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code dcgan verify}. */
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        versionProvider = Main.ModuleVersion.class,
        sortOptions = false,
        description = {
            "Verifies the kernels of a backend on a device against the reference.",
            "",
            "An op passes when the greatest error of all its cases, in units of the reference's greatest magnitude, is"
                    + " within the tolerance. The exit code is 1 if any fails.",
            ""
        })
final class VerifyCommand implements Callable<Integer> {
    private static final String ROW = "%-28s %6s %12s %12s %10s  %s";

    @Spec
    private CommandSpec spec;

    @Mixin
    private BackendMixin backend;

    @Option(
            names = "--op",
            paramLabel = "OP",
            split = ",",
            description = "Only these, named as in the table; without it all.")
    private Set<String> ops = Set.of();

    @Mixin
    private JsonMixin json;

    @Override
    public Integer call() {
        Set<String> wanted = wanted();
        json.check();
        Console console = json.console();
        try (Backend opened = backend.open(console)) {
            console.notice("verifying " + BackendMixin.chosen(backend.choice().backend(), opened));
            console.result(row("OP", "CASES", "ABS. ERROR", "REL. ERROR", "TOLERANCE", "VERDICT"));
            Report report = Verification.run(
                    opened, Verification.TOLERANCE, wanted::contains, result -> console.result(row(result)));
            long failed =
                    report.results().stream().filter(result -> !result.passed()).count();
            console.result("");
            console.result(String.format(
                    Locale.ROOT,
                    "%d of %d passed, %,d cases, on %s",
                    report.results().size() - failed,
                    report.results().size(),
                    report.cases(),
                    BackendMixin.described(opened)));
            json.write(Outcome.of(report));
            return report.passed() ? 0 : 1;
        }
    }

    /** The ops to verify, by the names that they have; small and large letters do not matter. */
    private Set<String> wanted() {
        List<String> known = Verification.ops();
        if (ops.isEmpty()) {
            return Set.copyOf(known);
        }
        return ops.stream()
                .map(op -> known.stream()
                        .filter(op::equalsIgnoreCase)
                        .findFirst()
                        .orElseThrow(() -> new ParameterException(
                                spec.commandLine(),
                                "There is no op \"" + op + "\" to verify; the table without --op has all the names.")))
                .collect(Collectors.toSet());
    }

    private static String row(OpResult result) {
        String verdict =
                result.passed() ? "passed" : "FAILED: " + result.failure().orElse("worst in " + result.worstCase());
        return row(
                result.op(),
                Integer.toString(result.cases()),
                error(result.maxAbsError()),
                error(result.maxRelError()),
                error(result.tolerance()),
                verdict);
    }

    private static String row(Object... cells) {
        return String.format(Locale.ROOT, ROW, cells);
    }

    private static String error(double value) {
        return String.format(Locale.ROOT, "%.1e", value);
    }

    /** What the JSON file holds. */
    record Outcome(String program, String backend, String device, boolean passed, List<Row> ops) {
        private static Outcome of(Report report) {
            return new Outcome(
                    Program.version(),
                    report.backend(),
                    report.device().name(),
                    report.passed(),
                    report.results().stream().map(Row::of).toList());
        }
    }

    /** An op in the JSON file. */
    record Row(
            String op,
            int cases,
            double maxAbsError,
            double maxRelError,
            double tolerance,
            boolean passed,
            String worstCase,
            String failure) {
        private static Row of(OpResult result) {
            return new Row(
                    result.op(),
                    result.cases(),
                    result.maxAbsError(),
                    result.maxRelError(),
                    result.tolerance(),
                    result.passed(),
                    result.worstCase(),
                    result.failure().orElse(null));
        }
    }
}
