package dcgan.cli.config;

import com.fasterxml.jackson.databind.JsonNode;
import dcgan.cli.io.Json;
import dcgan.nn.gan.TrainingConfig;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What must not change when a run goes on: its training, and which images it is trained on. */
public final class Resume {
    private Resume() {}

    /** What must stay. A field is called as its option, {@code batchSize} for {@code --batch-size}. */
    private record Fixed(DatasetKind dataset, Integer limit, TrainingConfig training) {
        Fixed(TrainingConfig training, RunOptions options) {
            this(options.source().dataset(), options.source().limit(), training);
        }
    }

    /**
     * Requires that the options of this command line, over those that the run was begun with, change nothing that must stay.
     *
     * @param known the names of all options, such as {@code --batch-size}
     * @throws IllegalArgumentException if they change it; the message is for the user
     */
    public static void requireSame(RunConfig begun, TrainingConfig training, RunOptions options, Set<String> known) {
        Fixed before = new Fixed(begun.training(), begun.options());
        Fixed now = new Fixed(training, options);
        if (before.equals(now)) {
            return;
        }
        Difference difference = difference("", Json.tree(before), Json.tree(now))
                .orElseThrow(() -> new IllegalStateException(before + " and " + now + " have the same JSON"));
        String option = "--" + difference.field.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
        String name = known.contains(option) ? option : difference.field;
        throw new IllegalArgumentException(name + " " + text(difference.now) + " contradicts the run, which was begun "
                + (difference.before.isNull() ? "without " + name : "with " + name + " " + text(difference.before))
                + "; leave it out, or begin a new run");
    }

    private record Difference(String field, JsonNode before, JsonNode now) {}

    private static Optional<Difference> difference(String field, JsonNode before, JsonNode now) {
        if (!before.isObject()) {
            return before.equals(now) ? Optional.empty() : Optional.of(new Difference(field, before, now));
        }
        return before.propertyStream()
                .map(Map.Entry::getKey)
                .flatMap(name -> difference(name, before.get(name), now.path(name)).stream())
                .findFirst();
    }

    /** As one would type it: without an exponent. */
    private static String text(JsonNode value) {
        return value.isDouble()
                ? value.decimalValue().stripTrailingZeros().toPlainString()
                : value.isValueNode() ? value.asText() : value.toString();
    }
}
