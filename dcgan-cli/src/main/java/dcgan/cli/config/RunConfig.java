package dcgan.cli.config;

import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dcgan.cli.io.Json;
import dcgan.cli.io.Program;
import dcgan.cli.io.RunException;
import dcgan.nn.gan.Objective;
import dcgan.nn.gan.TrainingConfig;
import dcgan.nn.gan.WhenMissing;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * What {@code config.json} holds: enough to make the same run again.
 *
 * <p>The file is written again when the run goes on. A field that this version does not know is therefore an error, and never
 * dropped. A field that an older version did not write has the value of {@link WhenMissing}.
 *
 * @param format the version of this layout, {@value #FORMAT}; see {@link OldFormats}. In format 1, {@code --limit} takes
 *     the first images
 * @param started when the run began, ISO 8601 in UTC
 * @param program the version of dcgan that began the run
 * @param java the version of the JVM
 * @param system operating system and processor architecture
 * @param backend the backend that {@code --backend} came to, and its device
 * @param data the images that it is trained on
 * @param training what defines the training
 * @param options what else the run is asked to do
 * @param resumed when and from where it was gone on with
 */
public record RunConfig(
        int format,
        @WhenMissing("\"unknown\"") String started,
        @WhenMissing("\"unknown\"") String program,
        @WhenMissing("\"unknown\"") String java,
        @WhenMissing("\"unknown\"") String system,
        @WhenMissing("\"unknown\"") String backend,
        Data data,
        TrainingConfig training,
        RunOptions options,
        @WhenMissing("[]") List<Resumed> resumed) {

    /** The version of the layout that this program writes. */
    public static final int FORMAT = 3;

    /** Takes a copy of the list. */
    public RunConfig {
        resumed = resumed == null ? List.of() : List.copyOf(resumed);
    }

    /**
     * Reads a {@code config.json}.
     *
     * @throws RunException if it cannot be read, is not of this program, is of a newer format, or has a field or a value that
     *     this version does not know
     */
    public static RunConfig read(Path file) {
        JsonNode tree = Json.read(file);
        if (!(tree instanceof ObjectNode object) || !object.path("format").isInt()) {
            throw unreadable(file, "its format is missing");
        }
        int format = object.get("format").asInt();
        UnaryOperator<String> newer = lack -> ", but this version of dcgan (" + Program.version() + ") " + lack
                + "; use dcgan " + writer(object) + ", which wrote it, or a later one";
        if (format > FORMAT) {
            throw new RunException(file + " has format " + format + newer.apply("reads formats up to " + FORMAT));
        }
        if (format < 1) {
            throw unreadable(file, "its format is " + format);
        }
        Function<String, RunException> unknown =
                field -> new RunException(file + " has the field \"" + field + "\"" + newer.apply("does not know it"));
        boolean old = format <= OldFormats.LAST;
        UnaryOperator<String> name = field -> old ? OldFormats.name(field) : field;
        if (old) {
            OldFormats.upgrade(object).ifPresent(field -> {
                throw unknown.apply(field);
            });
        }
        new Fields(
                        unknown,
                        field -> field.contains(".")
                                ? new RunException(
                                        file + " is damaged: its field \"" + name.apply(field) + "\" is missing")
                                : unreadable(file, "its field \"" + name.apply(field) + "\" is missing"),
                        field -> senseless(file, name.apply(field), null))
                .complete(object, RunConfig.class);
        RunConfig config;
        try {
            config = Json.ofTree(object, RunConfig.class);
        } catch (IllegalArgumentException e) {
            throw switch (e.getCause()) {
                case InvalidFormatException value
                when value.getTargetType().isEnum() || value.getTargetType() == Objective.class ->
                    new RunException(file + " has \"" + value.getValue() + "\" for \"" + name.apply(path(value)) + "\""
                            + newer.apply("does not know that"));
                case JsonMappingException value -> senseless(file, name.apply(path(value)), value);
                default -> e;
            };
        }
        if (config.batchesPerEpoch() < 1) {
            throw new RunException(file + " makes no sense: " + config.data.images + " images cannot be batches of "
                    + config.training.batchSize());
        }
        return config;
    }

    private static RunException unreadable(Path file, String why) {
        return new RunException(file + " is not a config.json that this version can read: " + why);
    }

    private static RunException senseless(Path file, String field, Exception cause) {
        String why = cause instanceof ValueInstantiationException && cause.getCause() != null
                ? ": " + cause.getCause().getMessage()
                : "";
        return new RunException(file + " is damaged: its field \"" + field + "\" makes no sense" + why, cause);
    }

    /** The version of dcgan that wrote a file last. */
    private static String writer(ObjectNode config) {
        String begun = config.path("program").asText("(unknown version)");
        JsonNode resumed = config.path("resumed");
        return resumed.path(resumed.size() - 1).path("program").asText(begun);
    }

    private static String path(JsonMappingException e) {
        return e.getPath().stream()
                .map(reference -> reference.getFieldName())
                .filter(Objects::nonNull)
                .collect(Collectors.joining("."));
    }

    /** That of a run that begins now. */
    public static RunConfig begin(String backend, Data data, TrainingConfig training, RunOptions options) {
        return new RunConfig(
                FORMAT,
                now(),
                Program.version(),
                Runtime.version().toString(),
                System.getProperty("os.name") + " " + System.getProperty("os.arch"),
                backend,
                data,
                training,
                options,
                List.of());
    }

    /** That of the same run when it goes on now. */
    public RunConfig resume(String from, String backend, RunOptions options) {
        List<Resumed> all = new ArrayList<>(resumed);
        all.add(new Resumed(now(), from, backend, Program.version()));
        return new RunConfig(FORMAT, started, program, java, system, this.backend, data, training, options, all);
    }

    /** How many batches a whole epoch has. */
    public int batchesPerEpoch() {
        return data.images / training.batchSize();
    }

    private static String now() {
        return Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /**
     * The images that a run is trained on.
     *
     * @param source where they came from
     * @param images how many there are
     * @param crc32c the CRC-32C over the bytes of all of them, in their order, as eight hexadecimal digits
     * @param sampling which images {@code --limit} takes; the first, if the file does not say
     */
    public record Data(
            String source,
            int images,
            String crc32c,
            @WhenMissing("\"first\"") Sampling sampling) {}

    /**
     * A run that went on.
     *
     * @param at when, ISO 8601 in UTC
     * @param from the name of the checkpoint, or "the beginning"
     * @param backend the backend and its device
     * @param program the version of dcgan; null if the file does not say
     */
    public record Resumed(
            String at,
            String from,
            String backend,
            @WhenMissing("null") String program) {}
}
