package dcgan.cli.config;

import com.fasterxml.jackson.databind.JsonNode;
import dcgan.cli.io.Json;
import dcgan.data.ImageShape;
import dcgan.data.cifar.Cifar100;
import dcgan.data.decode.Fit;
import dcgan.data.folder.OnError;
import dcgan.nn.gan.TrainingConfig;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** What must not change when a run goes on: its training, which images it is trained on, and how it is scored. */
public final class Resume {
    private Resume() {}

    /** What must stay. A field is called as its option, {@code batchSize} for {@code --batch-size}. */
    private record Fixed(
            DatasetKind dataset,
            Integer limit,
            Fit fit,
            String background,
            OnError onError,
            Cifar100.Labels labels,
            Integer evaluateEvery,
            Integer evaluateCount,
            String initFrom,
            int imageSize,
            int channels,
            double lrD,
            double lrG,
            Integer lrDecay,
            Integer ema,
            TrainingConfig training) {

        private static Fixed of(RunConfig begun) {
            DataChoice source = begun.options().source();
            TrainingConfig training = begun.training();
            ImageShape image = ImageShapes.of(training.network().image());
            return new Fixed(
                    source.dataset(),
                    source.limit(),
                    source.fit(),
                    source.background(),
                    source.onError(),
                    source.labels(),
                    begun.options().evaluateEvery(),
                    begun.options().evaluateCount(),
                    begun.options().initFrom() == null
                            ? null
                            : begun.options().initFrom().path(),
                    image.height(),
                    image.channels(),
                    training.discriminatorOptimizer().lr(),
                    training.generatorOptimizer().lr(),
                    training.decay() == null ? null : training.decay().fromEpoch(),
                    training.average() == null ? null : training.average().halfLife(),
                    training);
        }
    }

    /**
     * Requires that the options of this command line change nothing that must stay. They need not make sense together.
     *
     * @param given the values of the options that were given, by the names of the options, such as {@code --batch-size}
     * @throws IllegalArgumentException if they change it; the message is for the user
     */
    public static void requireSame(RunConfig begun, Map<String, Object> given) {
        JsonNode fixed = Json.tree(Fixed.of(begun));
        withOwnRates(given, begun.training()).forEach((option, value) -> {
            // Both optimisers have the fields of the same options, and a decay has that of --epochs.
            for (JsonNode before : fixed.findValues(field(option))) {
                JsonNode now = Json.tree(value);
                if (!before.equals(now)) {
                    throw new IllegalArgumentException(typed(option, now)
                            + " contradicts the run, which was begun "
                            + (isOff(before) ? "without " + option : "with " + typed(option, before))
                            + (option.equals("--epochs") ? " and --lr-decay, which ends there" : "")
                            + "; leave it out, or begin a new run");
                }
            }
        });
    }

    /** Where the networks have rates of their own, {@code --lr} is that of each which was given none. */
    private static Map<String, Object> withOwnRates(Map<String, Object> given, TrainingConfig training) {
        if (training.generatorOptimizer().lr()
                == training.discriminatorOptimizer().lr()) {
            return given;
        }
        Map<String, Object> own = new LinkedHashMap<>(given);
        Object both = own.remove("--lr");
        if (both != null) {
            own.putIfAbsent("--lr-d", both);
            own.putIfAbsent("--lr-g", both);
        }
        return own;
    }

    private static String field(String option) {
        return Pattern.compile("-([a-z])")
                .matcher(option.substring("--".length()))
                .replaceAll(letter -> letter.group(1).toUpperCase(Locale.ROOT));
    }

    private static boolean isOff(JsonNode value) {
        return value.isNull() || value.isBoolean() && !value.booleanValue();
    }

    /** An option as one would type it; a switch has no value. */
    private static String typed(String option, JsonNode value) {
        return value.isBoolean() && value.booleanValue() ? option : option + " " + text(value);
    }

    /** As one would type it: without an exponent. */
    private static String text(JsonNode value) {
        return value.isDouble()
                ? value.decimalValue().stripTrailingZeros().toPlainString()
                : value.isValueNode() ? value.asText() : value.toString();
    }
}
