package dcgan.cli.config;

import com.fasterxml.jackson.databind.JsonNode;
import dcgan.cli.io.Json;
import dcgan.data.ImageShape;
import dcgan.data.cifar.Cifar100;
import dcgan.data.decode.Fit;
import dcgan.data.folder.OnError;
import dcgan.nn.gan.TrainingConfig;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
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
            boolean syncBatchnorm,
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
                    begun.options().syncBatchnorm(),
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
        withOwnRates(withoutSameBeginning(given, begun), begun.training()).forEach((option, value) -> {
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

    /** The same without {@code --init-from}, if it names the file that the run began with or the folder of that file's run. */
    private static Map<String, Object> withoutSameBeginning(Map<String, Object> given, RunConfig begun) {
        InitFrom before = begun.options().initFrom();
        if (before == null
                || !(given.get("--init-from") instanceof String path)
                || !Path.of(before.path()).startsWith(path)) {
            return given;
        }
        Map<String, Object> others = new LinkedHashMap<>(given);
        others.remove("--init-from");
        return others;
    }

    /**
     * Where the networks have rates of their own, {@code --lr} is that of each which was given none. Of two that have the same rate
     * {@code --lr} may be that, unless both were given.
     */
    private static Map<String, Object> withOwnRates(Map<String, Object> given, TrainingConfig training) {
        boolean isShared = training.generatorOptimizer().lr()
                == training.discriminatorOptimizer().lr();
        if (isShared && !given.keySet().containsAll(List.of("--lr-d", "--lr-g"))) {
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
