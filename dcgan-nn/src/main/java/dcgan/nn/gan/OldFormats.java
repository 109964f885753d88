package dcgan.nn.gan;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The fields of checkpoints of the formats 1 and 2, in the terms of the present one. */
final class OldFormats {

    /** The last of them. */
    static final int LAST = 2;

    /** All fields, those of format 1 first, in its order. */
    static final List<String> FIELDS = List.of(
            "format",
            "format_version",
            "model",
            "latent_size",
            "feature_maps",
            "batch_size",
            "seed",
            "epoch",
            "batch",
            "step",
            "sum_loss_d",
            "sum_loss_g",
            "sum_d_x",
            "sum_d_g_z1",
            "sum_d_g_z2",
            "dcgan_version",
            "fields",
            "image_shape",
            "loss_function");

    /** Those that have another name now; the loss function became a part of what the objective and the networks say. */
    private static final Map<String, String> RENAMED = Map.of(
            "model", CheckpointMetadata.MODEL,
            "latent_size", CheckpointMetadata.LATENT_SIZE,
            "feature_maps", "network.feature_maps",
            "image_shape", CheckpointMetadata.IMAGE,
            "sum_loss_d", CheckpointMetadata.sum("lossD"),
            "sum_loss_g", CheckpointMetadata.sum("lossG"),
            "sum_d_x", CheckpointMetadata.sum("D_x"),
            "sum_d_g_z1", CheckpointMetadata.sum("D_G_z1"),
            "sum_d_g_z2", CheckpointMetadata.sum("D_G_z2"));

    private static final Map<String, String> OLD_NAMES =
            RENAMED.entrySet().stream().collect(Collectors.toUnmodifiableMap(Map.Entry::getValue, Map.Entry::getKey));

    private static final String LOSS = "loss_function";
    private static final String BCE = "bce";
    private static final String BCE_WITH_LOGITS = "bce_with_logits";

    /** Those that the first checkpoints did not have. */
    private static final Set<String> LATER = Set.of("dcgan_version", "fields", "image_shape", LOSS);

    /** What the command line's models made, of which the first checkpoints did not say so. */
    private static final String DCGAN_IMAGES = "[3, 32, 32]";

    private OldFormats() {}

    /** The entries of an old checkpoint under their present names. */
    static Map<String, String> translate(Map<String, String> old) {
        Map<String, String> entries = new LinkedHashMap<>();
        old.forEach((key, value) -> entries.put(RENAMED.getOrDefault(key, key), value));
        String loss = entries.remove(LOSS);
        if (CheckpointMetadata.OWN_NETWORKS.equals(entries.get(CheckpointMetadata.MODEL))) {
            entries.put(CheckpointMetadata.OBJECTIVE, Objective.STANDARD.name());
            Map<String, String> outputs = new HashMap<>();
            outputs.put(BCE, CheckpointMetadata.PROBABILITY);
            outputs.put(BCE_WITH_LOGITS, CheckpointMetadata.LOGIT);
            if (loss != null) {
                entries.put(CheckpointMetadata.OUTPUT, outputs.getOrDefault(loss, loss));
            }
        } else {
            entries.putIfAbsent(CheckpointMetadata.IMAGE, DCGAN_IMAGES);
            boolean standard = loss == null || loss.equals(BCE);
            entries.put(CheckpointMetadata.OBJECTIVE, standard ? Objective.STANDARD.name() : loss);
        }
        return entries;
    }

    /** What formats 1 and 2 call an entry, for messages. */
    static String name(String key) {
        return isLoss(key) ? LOSS : OLD_NAMES.getOrDefault(key, key);
    }

    /** How formats 1 and 2 write a value, for messages. */
    static String value(String key, String value) {
        if (!isLoss(key)) {
            return value;
        }
        return switch (value) {
            case StandardObjective.NAME, CheckpointMetadata.PROBABILITY -> BCE;
            case CheckpointMetadata.LOGIT -> BCE_WITH_LOGITS;
            default -> value;
        };
    }

    private static boolean isLoss(String key) {
        return key.equals(CheckpointMetadata.OBJECTIVE) || key.equals(CheckpointMetadata.OUTPUT);
    }

    /** Whether an entry is in every old checkpoint that has a use for it, so that nothing can stand in for it. */
    static boolean isAlwaysThere(String key) {
        String name = name(key);
        return FIELDS.contains(name) && !LATER.contains(name);
    }

    /**
     * Whether an old checkpoint may leave an entry out without saying that it has the value for missing ones: it is unknown then,
     * and taken to be that of the training.
     */
    static boolean mayLackUnknown(String key) {
        return Stream.of("generator_optimizer.", "discriminator_optimizer.", "network.init")
                        .anyMatch(key::startsWith)
                || key.equals(CheckpointMetadata.IMAGE)
                || key.equals(CheckpointMetadata.OUTPUT);
    }
}
