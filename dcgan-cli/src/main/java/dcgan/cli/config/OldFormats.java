package dcgan.cli.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;

/**
 * The layout of {@code config.json} in formats 1 and 2, where {@code options} held all options side by side, under the names
 * that they have on the command line.
 */
final class OldFormats {
    /** The last format of that layout. */
    static final int LAST = 2;

    private static final String TRAINING = "training";
    private static final String OPTIONS = "options";

    /** Where each place of the present layout has its value from. */
    private static final Map<String, String> OLD_NAMES = Map.ofEntries(
            Map.entry("training.network.latentSize", "latentSize"),
            Map.entry("training.network.featureMaps", "featureMaps"),
            Map.entry("training.network.model", "model"),
            Map.entry("training.network.init", "init"),
            Map.entry("training.generatorOptimizer.lr", "lr"),
            Map.entry("training.generatorOptimizer.beta1", "beta1"),
            Map.entry("training.generatorOptimizer.beta2", "beta2"),
            Map.entry("training.discriminatorOptimizer.lr", "lr"),
            Map.entry("training.discriminatorOptimizer.beta1", "beta1"),
            Map.entry("training.discriminatorOptimizer.beta2", "beta2"),
            Map.entry("training.batchSize", "batchSize"),
            Map.entry("training.seed", "seed"),
            Map.entry("options.source.dataset", "dataset"),
            Map.entry("options.source.data", "data"),
            Map.entry("options.source.limit", "limit"),
            Map.entry("options.epochs", "epochs"),
            Map.entry("options.sampleEvery", "sampleEvery"),
            Map.entry("options.checkpointEvery", "checkpointEvery"),
            Map.entry("options.backend.backend", "backend"),
            Map.entry("options.backend.device", "device"),
            Map.entry("options.backend.threads", "threads"),
            Map.entry("options.backend.vectorBits", "vectorBits"),
            Map.entry("options.backend.conv", "conv"),
            Map.entry("options.backend.kernels", "kernels"));

    private OldFormats() {}

    /**
     * Brings a file into the present layout.
     *
     * @return a field that it must not have, if there is one; it is not changed then
     */
    static Optional<String> upgrade(ObjectNode config) {
        if (config.has(TRAINING)) {
            return Optional.of(TRAINING);
        }
        JsonNode options = config.get(OPTIONS);
        if (!(options instanceof ObjectNode old)) {
            if (options != null) {
                // Refused as the options that it is; see name().
                config.set(TRAINING, options);
            }
            return Optional.empty();
        }
        Optional<String> unknown = old.propertyStream()
                .map(Map.Entry::getKey)
                .filter(name -> !OLD_NAMES.containsValue(name))
                .findFirst();
        if (unknown.isPresent()) {
            return unknown.map(name -> OPTIONS + "." + name);
        }
        config.set(OPTIONS, old.objectNode());
        OLD_NAMES.forEach((path, name) -> {
            String[] parts = path.split("\\.");
            ObjectNode parent = config;
            for (int i = 0; i < parts.length - 1; i++) {
                parent = parent.withObjectProperty(parts[i]);
            }
            if (old.has(name)) {
                parent.set(parts[parts.length - 1], old.get(name));
            }
        });
        return Optional.empty();
    }

    /** What such a file calls a field of the present layout. */
    static String name(String field) {
        return OLD_NAMES.containsKey(field)
                ? OPTIONS + "." + OLD_NAMES.get(field)
                : field.equals(TRAINING) || field.startsWith(TRAINING + ".") ? OPTIONS : field;
    }
}
