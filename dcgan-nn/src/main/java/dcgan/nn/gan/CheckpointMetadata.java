package dcgan.nn.gan;

import dcgan.nn.safetensors.SafeTensorsFile;
import dcgan.tensor.Shape;
import java.lang.module.ModuleDescriptor;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a checkpoint says beside its tensors: of which training it is, by the entries of its {@link TrainingConfig}, and where
 * that stood. Each entry that is a field, and no note of somebody else's, is named in the entry "fields".
 */
final class CheckpointMetadata {

    private static final String FORMAT = "format";
    private static final String FORMAT_NAME = "dcgan-checkpoint";
    private static final String VERSION = "format_version";

    /**
     * The format that is written. Formats 1 and 2 do not hold the whole configuration; format 1 has no list of its fields either,
     * and a checksum of the whole file.
     */
    private static final int VERSION_NUMBER = 3;

    private static final String PROGRAM = "dcgan_version";
    private static final String FIELDS = "fields";

    /** The key of the checksum since format 2; see {@link dcgan.nn.safetensors.SafeTensorsWriter}. */
    static final String CHECKSUM = "content_sha256";

    private static final String UNKNOWN = "(unknown version)";

    // As ConfigEntries names the components.
    private static final String NETWORK = "network.";
    static final String MODEL = NETWORK + "model";
    static final String LATENT_SIZE = NETWORK + "latent_size";
    static final String IMAGE = NETWORK + "image";
    static final String OBJECTIVE = "objective";
    private static final String BATCH_SIZE = "batch_size";
    private static final String SEED = "seed";

    /** The model of networks that are the caller's own. They have the latent size, the image's shape and what follows. */
    static final String OWN_NETWORKS = "custom";

    /** What the discriminator yields. */
    static final String OUTPUT = NETWORK + "output";

    static final String PROBABILITY = "probability";
    static final String LOGIT = "logit";

    private static final String EPOCHS = "epoch";
    private static final String BATCHES = "batch";
    private static final String STEPS = "step";
    private static final String SUM = "sum.";

    /** The configuration's entries, and what they stand for where they are missing. */
    private static final Map<String, String> CONFIG = ConfigEntries.whenMissing(TrainingConfig.class);

    private static final Set<String> KNOWN = Stream.of(
                    Stream.of(FORMAT, VERSION, PROGRAM, FIELDS, OUTPUT, EPOCHS, BATCHES, STEPS),
                    CONFIG.keySet().stream(),
                    Objective.all().stream()
                            .flatMap(objective -> objective.metrics().stream())
                            .map(metric -> sum(metric.name())))
            .flatMap(fields -> fields)
            .collect(Collectors.toUnmodifiableSet());

    private static final int IMAGE_RANK = 3;

    private final Path path;
    private final Map<String, String> entries;
    /** The entries in terms of the present format. */
    private final Map<String, String> present;

    /**
     * @param path the file, for messages
     * @param entries all that the file says, notes of others included
     */
    CheckpointMetadata(Path path, Map<String, String> entries) {
        this.path = path;
        this.entries = entries;
        this.present = isOld() ? OldFormats.translate(entries) : entries;
    }

    /** All that the file says, notes of others included. */
    Map<String, String> entries() {
        return entries;
    }

    /** The entries of the configuration, in the terms of the present format. */
    Map<String, String> configuration() {
        Map<String, String> configuration = new LinkedHashMap<>(present);
        configuration.keySet().retainAll(CONFIG.keySet());
        return configuration;
    }

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
        sums.metrics().forEach(metric -> entries.put(sum(metric.name()), Double.toHexString(sums.get(metric.name()))));
        entries.put(FIELDS, FIELDS + " " + String.join(" ", entries.keySet()));
        return entries;
    }

    /** The entry with the running sum of a metric. */
    static String sum(String metric) {
        return SUM + metric;
    }

    private static String thisProgram() {
        ModuleDescriptor module = CheckpointMetadata.class.getModule().getDescriptor();
        return module == null ? UNKNOWN : module.rawVersion().orElse(UNKNOWN);
    }

    /** Whether the file has a checkpoint's metadata at all. */
    boolean isPresent() {
        return FORMAT_NAME.equals(entries.get(FORMAT));
    }

    private boolean isOld() {
        return isPresent() && Stream.of("1", "2").anyMatch(version -> version.equals(entries.get(VERSION)));
    }

    /** What must be the same for a training to go on. */
    private static Map<String, String> identity(GanTrainer trainer) {
        Map<String, String> identity = new LinkedHashMap<>();
        if (trainer.config().network() == null) {
            identity.put(MODEL, OWN_NETWORKS);
            identity.put(LATENT_SIZE, Integer.toString(trainer.latentSize()));
            identity.put(IMAGE, trainer.imageShape().toString());
            identity.put(OUTPUT, trainer.hasProbabilities() ? PROBABILITY : LOGIT);
        }
        identity.putAll(ConfigEntries.of(trainer.config()));
        return identity;
    }

    /** Whether it is of a training of that configuration. */
    boolean isOf(TrainingConfig config) {
        Map<String, String> identity = ConfigEntries.of(config);
        return surplus(identity).isEmpty()
                && identity.entrySet().stream()
                        .allMatch(entry -> entry.getValue().equals(found(entry.getKey(), entry.getValue())));
    }

    /** An entry of the configuration that a training does not have, such as that of an average. */
    private Optional<String> surplus(Map<String, String> identity) {
        return CONFIG.keySet().stream()
                .filter(key -> present.containsKey(key) && !identity.containsKey(key))
                .findFirst();
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
                ? FormatOne.isWhole(file, OldFormats.FIELDS)
                : file.contentChecksum(signed()).equals(entries.get(CHECKSUM));
        if (!whole) {
            throw new CheckpointException(
                    "checkpoint " + path + " is damaged: its content does not match its checksum");
        }
        signed().keySet().stream()
                .filter(Predicate.not(isOld() ? OldFormats.FIELDS::contains : KNOWN::contains))
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
        Map<String, String> identity = identity(trainer);
        identity.forEach((key, value) -> {
            String found = found(key, value);
            if (!value.equals(found)) {
                throw new CheckpointException("checkpoint " + path + " has "
                        + (found == null ? "no " + name(key) : name(key) + " " + stated(key, found))
                        + ", but the training to restore has " + stated(key, value));
            }
        });
        surplus(identity).ifPresent(key -> {
            throw new CheckpointException("checkpoint " + path + " has " + key + " " + present.get(key)
                    + ", but the training to restore has none");
        });
    }

    /** The value of an entry in the terms of the file's format. */
    private String stated(String key, String value) {
        return isOld() ? OldFormats.value(key, value) : value;
    }

    /** The name of an entry in the file's format. */
    private String name(String key) {
        return isOld() ? OldFormats.name(key) : key;
    }

    /**
     * What the file says of the training's identity.
     *
     * @param value what the training to restore has; stands in for an entry that formats 1 and 2 could leave out
     */
    private String found(String key, String value) {
        String found = present.get(key);
        if (found != null) {
            return found;
        }
        return isOld() && OldFormats.mayLackUnknown(key) ? value : whenMissing(key);
    }

    /** What stands in for an entry that is missing, or null if the file is of no use without it. */
    private String whenMissing(String key) {
        return isOld() && OldFormats.isAlwaysThere(key) ? null : CONFIG.get(key);
    }

    /** The DCGAN that it is of; none, if the networks are the caller's own. */
    Optional<DcganConfig> network() {
        if (OWN_NETWORKS.equals(present.get(MODEL))) {
            return Optional.empty();
        }
        requireKnownImage();
        return Optional.of(read(DcganConfig.class, NETWORK));
    }

    /** Refuses other pictures than there are networks for: a later version may have some, and its checkpoints are not damaged. */
    private void requireKnownImage() {
        Shape image;
        try {
            image = ConfigEntries.shape(String.valueOf(present.get(IMAGE)));
        } catch (IllegalArgumentException e) {
            // Named when it is read.
            return;
        }
        if (image.rank() == IMAGE_RANK && !DcganConfig.supports(image)) {
            throw new CheckpointException("checkpoint " + path + " is of pictures " + image
                    + ", for which this version of dcgan (" + thisProgram() + ") has no networks; use dcgan "
                    + writer() + ", which wrote it, or a later one");
        }
    }

    /** The training that it is of; none, if the networks are the caller's own or the format is too old to say. */
    Optional<TrainingConfig> config() {
        return isOld() || network().isEmpty() ? Optional.empty() : Optional.of(read(TrainingConfig.class, ""));
    }

    private <R extends Record> R read(Class<R> type, String prefix) {
        try {
            return ConfigEntries.read(type, prefix, key -> present.getOrDefault(key, whenMissing(key)), this::unusable);
        } catch (IllegalArgumentException e) {
            throw new CheckpointException(
                    "checkpoint " + path + " has a configuration in its metadata that is not possible: "
                            + e.getMessage(),
                    e);
        }
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

    /**
     * The running sums of the epoch, as of {@link Progress#sums}.
     *
     * @param metrics which there are sums of
     */
    Metrics sums(List<Metric> metrics) {
        return Metrics.of(
                metrics,
                metrics.stream().mapToDouble(metric -> sumOf(metric.name())).toArray());
    }

    /** Between epochs, a metric that the program which wrote the file did not have lacks nothing. */
    private double sumOf(String metric) {
        String key = sum(metric);
        boolean unknown = !present.containsKey(key) && !(isOld() && OldFormats.isAlwaysThere(key));
        if (unknown && batches() == 0) {
            return 0;
        }
        try {
            return Double.parseDouble(String.valueOf(present.get(key)));
        } catch (NumberFormatException e) {
            throw unusable(key);
        }
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
            return Long.parseLong(String.valueOf(present.get(key)));
        } catch (NumberFormatException e) {
            throw unusable(key);
        }
    }

    private CheckpointException unusable(String key) {
        return new CheckpointException(
                "checkpoint " + path + " has no usable \"" + name(key) + "\" in its metadata: " + present.get(key));
    }
}
