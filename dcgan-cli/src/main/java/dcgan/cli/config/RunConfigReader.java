package dcgan.cli.config;

import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dcgan.cli.io.Json;
import dcgan.cli.io.Program;
import dcgan.cli.io.RunException;
import dcgan.nn.gan.Augmentation;
import dcgan.nn.gan.DcganConfig;
import dcgan.nn.gan.Objective;
import dcgan.tensor.Shape;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Collectors;

/** Reads a {@code config.json} of any format, and says of one that it cannot read what is wrong with it. */
final class RunConfigReader {
    private static final int IMAGE_RANK = 3;

    private final Path file;
    private final ObjectNode tree;
    private final int format;

    /** @throws RunException if the file cannot be read or has no format that this version knows */
    RunConfigReader(Path file) {
        this.file = file;
        JsonNode root = Json.read(file);
        if (!(root instanceof ObjectNode object) || !object.path("format").isInt()) {
            throw unreadable("its format is missing");
        }
        tree = object;
        format = tree.get("format").asInt();
        if (format > RunConfig.FORMAT) {
            throw newer("has format " + format, "reads formats up to " + RunConfig.FORMAT);
        }
        if (format < 1) {
            throw unreadable("its format is " + format);
        }
    }

    /** @throws RunException if a field or a value is missing, or is not one of this version */
    RunConfig read() {
        if (isOld()) {
            OldFormats.upgrade(tree).ifPresent(field -> {
                throw unknown(field);
            });
        }
        new Fields(this::unknown, this::missing, field -> senseless(field, null)).complete(tree, RunConfig.class);
        requireKnownImage();
        RunConfig config;
        try {
            config = Json.ofTree(tree, RunConfig.class);
        } catch (IllegalArgumentException e) {
            throw switch (e.getCause()) {
                case InvalidFormatException value
                when isName(value.getTargetType()) ->
                    newer("has \"" + value.getValue() + "\" for " + quoted(path(value)), "does not know that");
                case JsonMappingException value -> senseless(path(value), value);
                default -> e;
            };
        }
        if (config.batchesPerEpoch() < 1) {
            throw new RunException(file + " makes no sense: " + config.data().images() + " images cannot be batches of "
                    + config.training().batchSize());
        }
        return config;
    }

    /** Refuses other images than there are networks for: a later version may have some, and its files are not damaged. */
    private void requireKnownImage() {
        JsonNode image = tree.at("/training/network/image");
        Shape shape;
        try {
            shape = Json.ofTree(image, Shape.class);
        } catch (IllegalArgumentException e) {
            // Named when all of it is read.
            return;
        }
        if (shape != null && shape.rank() == IMAGE_RANK && !DcganConfig.supports(shape)) {
            throw newer("is of images " + shape, "has no networks for them");
        }
    }

    private boolean isOld() {
        return format <= OldFormats.LAST;
    }

    /** Whether a later version may have more values of a type. */
    private static boolean isName(Class<?> type) {
        return type.isEnum() || type == Objective.class || type == Augmentation.class;
    }

    private RunException unknown(String field) {
        return newer("has the field \"" + field + "\"", "does not know it");
    }

    private RunException missing(String field) {
        String lack = "its field " + quoted(field) + " is missing";
        return field.contains(".") ? new RunException(file + " is damaged: " + lack) : unreadable(lack);
    }

    private RunException senseless(String field, JsonMappingException cause) {
        String why = cause instanceof ValueInstantiationException && cause.getCause() != null
                ? ": " + cause.getCause().getMessage()
                : "";
        return new RunException(file + " is damaged: its field " + quoted(field) + " makes no sense" + why, cause);
    }

    private RunException unreadable(String why) {
        return new RunException(file + " is not a config.json that this version can read: " + why);
    }

    private RunException newer(String what, String lack) {
        return new RunException(file + " " + what + ", but this version of dcgan (" + Program.version() + ") " + lack
                + "; use dcgan " + writer() + ", which wrote it, or a later one");
    }

    /** The version of dcgan that wrote the file last. */
    private String writer() {
        String begun = tree.path("program").asText("(unknown version)");
        JsonNode resumed = tree.path("resumed");
        return resumed.path(resumed.size() - 1).path("program").asText(begun);
    }

    /** As the file calls it. */
    private String quoted(String field) {
        return "\"" + (isOld() ? OldFormats.name(field) : field) + "\"";
    }

    private static String path(JsonMappingException e) {
        return e.getPath().stream()
                .map(reference -> reference.getFieldName())
                .filter(Objects::nonNull)
                .collect(Collectors.joining("."));
    }
}
