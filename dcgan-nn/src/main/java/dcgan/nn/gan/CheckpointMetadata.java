package dcgan.nn.gan;

import dcgan.nn.BCELoss;
import dcgan.nn.safetensors.SafeTensorsFile;
import java.lang.module.ModuleDescriptor;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a checkpoint says beside its tensors: of which training it is, and where that stood. Each entry that is a field, and no
 * note of somebody else's, is named in the entry "fields".
 *
 * @param path the file, for messages
 * @param entries all that the file says, notes of others included
 */
record CheckpointMetadata(Path path, Map<String, String> entries) {

    private static final String FORMAT = "format";
    private static final String FORMAT_NAME = "dcgan-checkpoint";
    private static final String VERSION = "format_version";

    /** The format that is written. Format 1 has no list of its fields, and a checksum of the whole file. */
    private static final int VERSION_NUMBER = 2;

    private static final String PROGRAM = "dcgan_version";
    private static final String FIELDS = "fields";

    /** The key of the checksum of format 2; see {@link dcgan.nn.safetensors.SafeTensorsWriter}. */
    static final String CHECKSUM = "content_sha256";

    private static final String UNKNOWN = "(unknown version)";
    private static final String MODEL = "model";
    private static final String CUSTOM = "custom";
    private static final String LATENT_SIZE = "latent_size";
    private static final String FEATURE_MAPS = "feature_maps";
    private static final String IMAGE_SHAPE = "image_shape";
    private static final String LOSS = "loss_function";

    /** What the command line's models make, and are trained with. */
    private static final String DCGAN_IMAGES = "[3, 32, 32]";

    private static final String DCGAN_LOSS = BCELoss.of().name();
    private static final String BATCH_SIZE = "batch_size";
    private static final String SEED = "seed";
    private static final String EPOCHS = "epoch";
    private static final String BATCHES = "batch";
    private static final String STEPS = "step";
    private static final List<String> SUMS = List.of("sum_loss_d", "sum_loss_g", "sum_d_x", "sum_d_g_z1", "sum_d_g_z2");
    private static final List<String> SUMMED = List.of("lossD", "lossG", "D_x", "D_G_z1", "D_G_z2");

    /** All fields; those of format 1 come first, in its order. */
    private static final List<String> KNOWN = Stream.concat(
                    Stream.of(
                            FORMAT,
                            VERSION,
                            MODEL,
                            LATENT_SIZE,
                            FEATURE_MAPS,
                            BATCH_SIZE,
                            SEED,
                            EPOCHS,
                            BATCHES,
                            STEPS),
                    Stream.concat(SUMS.stream(), Stream.of(PROGRAM, FIELDS, IMAGE_SHAPE, LOSS)))
            .toList();

    /** The entries for a trainer as it stands. */
    static Map<String, String> of(GanTrainer trainer) {
        Progress progress = trainer.progress();
        Map<String, String> entries = new LinkedHashMap<>();
        entries.put(FORMAT, FORMAT_NAME);
        entries.put(VERSION, Integer.toString(VERSION_NUMBER));
        entries.put(PROGRAM, thisProgram());
        entries.putAll(identity(trainer));
        entries.put(EPOCHS, Integer.toString(progress.epochs()));
        entries.put(BATCHES, Integer.toString(progress.batches()));
        entries.put(STEPS, Integer.toString(progress.steps()));
        Metrics sums = progress.sums();
        for (int i = 0; i < SUMS.size(); i++) {
            entries.put(SUMS.get(i), Double.toHexString(sums.get(SUMMED.get(i))));
        }
        entries.put(FIELDS, FIELDS + " " + String.join(" ", entries.keySet()));
        return entries;
    }

    private static String thisProgram() {
        ModuleDescriptor module = CheckpointMetadata.class.getModule().getDescriptor();
        return module == null ? UNKNOWN : module.rawVersion().orElse(UNKNOWN);
    }

    /** Whether the file has a checkpoint's metadata at all. */
    boolean isPresent() {
        return FORMAT_NAME.equals(entries.get(FORMAT));
    }

    /** What must be the same for a training to go on. */
    private static Map<String, String> identity(GanTrainer trainer) {
        Map<String, String> identity =
                identity(trainer.model(), trainer.latentSize(), trainer.batchSize(), trainer.seed());
        identity.put(IMAGE_SHAPE, trainer.imageShape().toString());
        identity.put(LOSS, trainer.loss().name());
        return identity;
    }

    private static Map<String, String> identity(Optional<Dcgan> model, int latentSize, int batchSize, long seed) {
        Map<String, String> identity = new LinkedHashMap<>();
        identity.put(MODEL, model.map(dcgan -> dcgan.variant().toString()).orElse(CUSTOM));
        identity.put(LATENT_SIZE, Integer.toString(latentSize));
        model.ifPresent(dcgan -> identity.put(FEATURE_MAPS, Integer.toString(dcgan.featureMaps())));
        identity.put(BATCH_SIZE, Integer.toString(batchSize));
        identity.put(SEED, Long.toString(seed));
        return identity;
    }

    /** Whether it is of a training of that model with that batch size and seed, and with {@link BCELoss}. */
    boolean isOf(Dcgan model, int batchSize, long seed) {
        Map<String, String> identity = identity(Optional.of(model), model.latentSize(), batchSize, seed);
        identity.put(IMAGE_SHAPE, DCGAN_IMAGES);
        identity.put(LOSS, DCGAN_LOSS);
        return identity.entrySet().stream()
                .allMatch(entry -> entry.getValue().equals(found(entry.getKey(), entry.getValue())));
    }

    /**
     * @param file that it is of
     * @throws CheckpointException if it is of a newer format, has a field that is not known here, is damaged, or its
     *     counters contradict each other
     */
    void requireReadable(SafeTensorsFile file) {
        long version = number(VERSION);
        if (version > VERSION_NUMBER) {
            throw new CheckpointException(
                    "checkpoint " + path + " has format " + version + ", but this version of dcgan ("
                            + thisProgram() + ") reads formats up to " + VERSION_NUMBER + "; use dcgan " + writer()
                            + ", which wrote it, or a later one");
        }
        boolean whole = version == 1
                ? FormatOne.isWhole(file, KNOWN)
                : file.contentChecksum(signed()).equals(entries.get(CHECKSUM));
        if (!whole) {
            throw new CheckpointException(
                    "checkpoint " + path + " is damaged: its content does not match its checksum");
        }
        signed().keySet().stream()
                .filter(field -> !KNOWN.contains(field))
                .findFirst()
                .ifPresent(field -> {
                    throw new CheckpointException("checkpoint " + path + " has the field \"" + field
                            + "\", which this version of dcgan (" + thisProgram() + ") does not know; use dcgan "
                            + writer()
                            + ", which wrote it, or a later one");
                });
        int epochs = epochs();
        int batches = batches();
        if (steps() < (long) epochs + batches) {
            throw new CheckpointException("checkpoint " + path + " says that it is at epoch " + epochs + ", batch "
                    + batches + " after only " + steps() + " steps");
        }
    }

    /** The fields, which the checksum covers; what else there is are notes. */
    private Map<String, String> signed() {
        Map<String, String> signed = new LinkedHashMap<>();
        for (String field : entries.getOrDefault(FIELDS, "").split(" ")) {
            if (entries.containsKey(field)) {
                signed.put(field, entries.get(field));
            }
        }
        return signed;
    }

    private String writer() {
        return entries.getOrDefault(PROGRAM, UNKNOWN);
    }

    /**
     * @throws CheckpointException if it is of another training than the trainer's
     */
    void requireSame(GanTrainer trainer) {
        identity(trainer).forEach((key, value) -> {
            String found = found(key, value);
            if (!value.equals(found)) {
                throw new CheckpointException("checkpoint " + path + " has " + key + " " + found
                        + ", but the training to restore has " + value);
            }
        });
    }

    /** What the file says of the trainer's identity. */
    private String found(String key, String ofTrainer) {
        return entries.getOrDefault(key, unstated(key, ofTrainer));
    }

    /**
     * What an entry stands for that older checkpoints do not have: the command line's models were trained on
     * {@code [3, 32, 32]} with {@link BCELoss}; for other networks it is unknown, and taken to be the trainer's.
     */
    private String unstated(String key, String ofTrainer) {
        boolean custom = CUSTOM.equals(entries.get(MODEL));
        return switch (key) {
            case IMAGE_SHAPE -> custom ? ofTrainer : DCGAN_IMAGES;
            case LOSS -> custom ? ofTrainer : DCGAN_LOSS;
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
    Metrics sums(List<Metric> metrics) {
        List<Metric> averaged = metrics.stream().filter(Metric::averaged).toList();
        return Metrics.of(
                averaged,
                averaged.stream()
                        .mapToDouble(metric -> sum(SUMS.get(SUMMED.indexOf(metric.name()))))
                        .toArray());
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
