package dcgan.nn.gan;

import dcgan.nn.BCELoss;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a checkpoint says beside its tensors: of which training it is, and where that stood.
 *
 * @param path the file, for messages
 * @param entries all that the file says, notes of others included
 */
record CheckpointMetadata(Path path, Map<String, String> entries) {

    private static final String FORMAT = "format";
    private static final String FORMAT_NAME = "dcgan-checkpoint";
    private static final String VERSION = "format_version";
    private static final String VERSION_NUMBER = "1";
    private static final String MODEL = "model";
    private static final String CUSTOM = "custom";
    private static final String LATENT_SIZE = "latent_size";
    private static final String FEATURE_MAPS = "feature_maps";
    private static final String IMAGE_SHAPE = "image_shape";
    private static final String LOSS = "loss_function";
    private static final String BATCH_SIZE = "batch_size";
    private static final String SEED = "seed";
    private static final String EPOCHS = "epoch";
    private static final String BATCHES = "batch";
    private static final String STEPS = "step";
    private static final List<String> SUMS = List.of("sum_loss_d", "sum_loss_g", "sum_d_x", "sum_d_g_z1", "sum_d_g_z2");

    /** The entries for a trainer as it stands. */
    static Map<String, String> of(GanTrainer trainer) {
        Progress progress = trainer.progress();
        Map<String, String> entries = new LinkedHashMap<>();
        entries.put(FORMAT, FORMAT_NAME);
        entries.put(VERSION, VERSION_NUMBER);
        entries.putAll(identity(trainer));
        entries.put(EPOCHS, Integer.toString(progress.epochs()));
        entries.put(BATCHES, Integer.toString(progress.batches()));
        entries.put(STEPS, Integer.toString(progress.steps()));
        double[] sums = progress.sums();
        for (int i = 0; i < sums.length; i++) {
            entries.put(SUMS.get(i), Double.toHexString(sums[i]));
        }
        return entries;
    }

    /** What must be the same for a training to go on. */
    private static Map<String, String> identity(GanTrainer trainer) {
        Optional<Dcgan> model = trainer.model();
        Map<String, String> identity = new LinkedHashMap<>();
        identity.put(MODEL, model.map(dcgan -> dcgan.variant().toString()).orElse(CUSTOM));
        identity.put(LATENT_SIZE, Integer.toString(trainer.latentSize()));
        model.ifPresent(dcgan -> identity.put(FEATURE_MAPS, Integer.toString(dcgan.featureMaps())));
        identity.put(IMAGE_SHAPE, trainer.imageShape().toString());
        identity.put(LOSS, trainer.loss().name());
        identity.put(BATCH_SIZE, Integer.toString(trainer.batchSize()));
        identity.put(SEED, Long.toString(trainer.seed()));
        return identity;
    }

    /**
     * @throws CheckpointException if it is none of this program's, or its counters contradict each other
     */
    void requireFormat() {
        if (!FORMAT_NAME.equals(entries.get(FORMAT)) || !VERSION_NUMBER.equals(entries.get(VERSION))) {
            throw new CheckpointException("checkpoint " + path + " has format \"" + entries.get(FORMAT)
                    + "\" version " + entries.get(VERSION) + "; this program reads \"" + FORMAT_NAME + "\" version "
                    + VERSION_NUMBER);
        }
        int epochs = epochs();
        int batches = batches();
        if (steps() < (long) epochs + batches) {
            throw new CheckpointException("checkpoint " + path + " says that it is at epoch " + epochs + ", batch "
                    + batches + " after only " + steps() + " steps");
        }
    }

    /**
     * @throws CheckpointException if it is of another training than the trainer's
     */
    void requireSame(GanTrainer trainer) {
        identity(trainer).forEach((key, value) -> {
            String found = entries.getOrDefault(key, unstated(key, value));
            if (!value.equals(found)) {
                throw new CheckpointException("checkpoint " + path + " has " + key + " " + found
                        + ", but the training to restore has " + value);
            }
        });
    }

    /**
     * What an entry stands for that older checkpoints do not have: the command line's models were trained on
     * {@code [3, 32, 32]} with {@link BCELoss}; for other networks it is unknown, and taken to be the trainer's.
     */
    private String unstated(String key, String ofTrainer) {
        boolean custom = CUSTOM.equals(entries.get(MODEL));
        return switch (key) {
            case IMAGE_SHAPE -> custom ? ofTrainer : "[3, 32, 32]";
            case LOSS -> custom ? ofTrainer : BCELoss.of().name();
            default -> null;
        };
    }

    Optional<Dcgan> model() {
        String name = entries.get(MODEL);
        return Arrays.stream(Dcgan.Variant.values())
                .filter(variant -> variant.toString().equals(name))
                .findFirst()
                .map(variant -> new Dcgan(variant, latentSize(), count(FEATURE_MAPS)));
    }

    int latentSize() {
        return count(LATENT_SIZE);
    }

    int batchSize() {
        return count(BATCH_SIZE);
    }

    long seed() {
        return number(SEED);
    }

    int epochs() {
        return count(EPOCHS);
    }

    int batches() {
        return count(BATCHES);
    }

    int steps() {
        return count(STEPS);
    }

    /** The running sums of the epoch, as of {@link Progress#sums}. */
    double[] sums() {
        return SUMS.stream().mapToDouble(this::sum).toArray();
    }

    private int count(String key) {
        long number = number(key);
        if (number < 0 || number > Integer.MAX_VALUE) {
            throw unusable(key);
        }
        return (int) number;
    }

    private long number(String key) {
        try {
            return Long.parseLong(String.valueOf(entries.get(key)));
        } catch (NumberFormatException e) {
            throw unusable(key);
        }
    }

    private double sum(String key) {
        try {
            return Double.parseDouble(String.valueOf(entries.get(key)));
        } catch (NumberFormatException e) {
            throw unusable(key);
        }
    }

    private CheckpointException unusable(String key) {
        return new CheckpointException(
                "checkpoint " + path + " has no usable \"" + key + "\" in its metadata: " + entries.get(key));
    }
}
