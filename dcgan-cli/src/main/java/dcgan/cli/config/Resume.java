package dcgan.cli.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dcgan.cli.io.Json;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The options of a run that goes on: those it was begun with, but for the few that may change. */
public final class Resume {
    /** The options that not every backend has. */
    private static final Set<String> OF_SINGLE_BACKENDS = Set.of("vectorBits", "conv", "kernels");

    private static final Set<String> MAY_CHANGE = Stream.concat(
                    Stream.of("data", "epochs", "sampleEvery", "checkpointEvery", "backend", "device", "threads"),
                    OF_SINGLE_BACKENDS.stream())
            .collect(Collectors.toUnmodifiableSet());

    private Resume() {}

    /**
     * The options to go on with.
     *
     * @param begun those that the run was begun with
     * @param given those of this command line, defaults filled in
     * @param named the names of those that stand on the command line, such as {@code --batch-size}
     * @throws IllegalArgumentException if one that stands there may not change but differs; the message is for the user
     */
    public static TrainOptions options(TrainOptions begun, TrainOptions given, Set<String> named) {
        ObjectNode merged = (ObjectNode) Json.tree(begun);
        JsonNode wanted = Json.tree(given);
        if (named.contains("--backend") && !given.backend().equals(begun.backend())) {
            OF_SINGLE_BACKENDS.forEach(merged::putNull);
        }
        wanted.fieldNames().forEachRemaining(component -> {
            String option = option(component);
            if (!named.contains(option)) {
                return;
            }
            if (MAY_CHANGE.contains(component)) {
                merged.set(component, wanted.get(component));
            } else if (!merged.get(component).equals(wanted.get(component))) {
                throw new IllegalArgumentException(option + " " + text(wanted.get(component)) + " contradicts the run,"
                        + " which was begun " + described(option, merged.get(component))
                        + "; leave it out, or begin a new run");
            }
        });
        return Json.ofTree(merged, TrainOptions.class);
    }

    private static String described(String option, JsonNode value) {
        return value.isNull() ? "without " + option : "with " + option + " " + text(value);
    }

    /** As one would type it: without an exponent. */
    private static String text(JsonNode value) {
        return value.isDouble() ? value.decimalValue().stripTrailingZeros().toPlainString() : value.asText();
    }

    /** {@code batchSize} to {@code --batch-size}. */
    private static String option(String component) {
        return "--" + component.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }
}
