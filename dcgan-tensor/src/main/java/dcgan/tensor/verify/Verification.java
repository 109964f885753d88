package dcgan.tensor.verify;

import dcgan.tensor.Backend;
import dcgan.tensor.Backends;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Runs the tables of cases on a backend and on the reference, and compares. */
public final class Verification {

    /** What a float32 backend that sums in any order keeps to. */
    public static final double TOLERANCE = 1e-5;

    private static final Set<String> SAMPLE =
            Set.of("Conv2d", "ConvTranspose2d", "Conv2dGradWeight", "BatchNorm2d", "BCELoss", "Normal", "Adam");

    private Verification() {}

    /** The names under which ops, and kinds of graphs, are reported, in the order of the table. */
    public static List<String> ops() {
        return List.copyOf(table().keySet());
    }

    /** Verifies a backend with {@link #TOLERANCE}; see {@link #run(Backend, double, Consumer)}. */
    public static Report run(Backend backend, Consumer<OpResult> listener) {
        return run(backend, TOLERANCE, listener);
    }

    /**
     * Verifies a backend on its device. An op that throws has failed; the others are tried all the same.
     *
     * @param backend stays open
     * @param tolerance the greatest relative error with which an op passes
     * @param listener told of each op as soon as all its cases were tried
     */
    public static Report run(Backend backend, double tolerance, Consumer<OpResult> listener) {
        return run(backend, tolerance, _ -> true, listener);
    }

    /**
     * Verifies some of the ops; see {@link #run(Backend, double, Consumer)}.
     *
     * @param ops tells by the name under which an op or a kind of graph is reported whether to try it
     */
    public static Report run(Backend backend, double tolerance, Predicate<String> ops, Consumer<OpResult> listener) {
        Map<String, List<Case>> table = table();
        table.keySet().removeIf(ops.negate());
        return run(table, backend, tolerance, listener);
    }

    /**
     * Verifies one case each of a few ops that are computed in different ways, which takes seconds: a first look at a device,
     * that says nothing of the other cases.
     *
     * @param backend stays open
     */
    public static Report sample(Backend backend) {
        Map<String, List<Case>> table = table();
        table.keySet().retainAll(SAMPLE);
        table.replaceAll((_, cases) -> List.of(cases.getFirst()));
        return run(table, backend, TOLERANCE, _ -> {});
    }

    static Report run(Map<String, List<Case>> table, Backend backend, double tolerance, Consumer<OpResult> listener) {
        List<OpResult> results = new ArrayList<>();
        try (Backend reference = Backends.open("reference")) {
            table.forEach((op, cases) -> {
                OpResult result = run(op, cases, reference, backend, tolerance);
                results.add(result);
                listener.accept(result);
            });
        }
        return new Report(backend.name(), backend.device(), results);
    }

    /** All cases by the name under which they are reported. */
    static Map<String, List<Case>> table() {
        Map<String, List<Case>> table = new LinkedHashMap<>();
        Stream.of(
                        ConvolutionCases.all(),
                        OpCases.all(),
                        NetworkCases.all(),
                        SharingCases.all(),
                        HostWriteCases.all(),
                        UpdateCases.all(),
                        StageCases.all())
                .flatMap(List::stream)
                .forEach(c ->
                        table.computeIfAbsent(c.op(), _ -> new ArrayList<>()).add(c));
        return table;
    }

    private static OpResult run(String op, List<Case> cases, Backend reference, Backend backend, double tolerance) {
        Difference greatest = Difference.NONE;
        String worst = "";
        Optional<String> failure = Optional.empty();
        for (Case each : cases) {
            try {
                Difference difference = each.compare(reference, backend);
                if (difference.relative() > greatest.relative()) {
                    worst = each.description();
                }
                greatest = greatest.max(difference);
            } catch (RuntimeException | LinkageError e) {
                failure = failure.or(() -> Optional.of(each.description() + ": " + e));
            }
        }
        return new OpResult(op, cases.size(), greatest.absolute(), greatest.relative(), tolerance, worst, failure);
    }
}
