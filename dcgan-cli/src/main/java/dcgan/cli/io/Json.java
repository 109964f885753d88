package dcgan.cli.io;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dcgan.data.file.AtomicFile;
import dcgan.data.file.AtomicFile.Content;
import dcgan.data.file.Reasons;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Records to JSON and back. */
public final class Json {
    private static final ObjectMapper MAPPER = new ObjectMapper()
            .registerModule(new DcganModule())
            .enable(SerializationFeature.INDENT_OUTPUT)
            // As on the command line: in lower case.
            .enable(SerializationFeature.WRITE_ENUMS_USING_TO_STRING)
            .enable(DeserializationFeature.READ_ENUMS_USING_TO_STRING)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES);

    private Json() {}

    /**
     * Writes a file that any process may write at the same time, in place of the one that was there.
     *
     * @throws RunException if that fails; nothing is left behind, and what was there still is
     */
    public static void write(Path file, Object value) {
        try {
            AtomicFile.writeDurably(file, content(value));
        } catch (IOException e) {
            throw RunException.cannotWrite(file, e);
        }
    }

    /**
     * Writes a file of a locked run; see {@link AtomicFile#replace}.
     *
     * @throws RunException if that fails; nothing is left behind, and what was there still is
     */
    public static void replace(Path file, Object value) {
        try {
            AtomicFile.replace(file, content(value));
        } catch (IOException e) {
            throw RunException.cannotWrite(file, e);
        }
    }

    private static Content content(Object value) {
        return out -> {
            out.write(MAPPER.writeValueAsBytes(value));
            out.write('\n');
        };
    }

    /**
     * Reads a file.
     *
     * @throws RunException if it cannot be read or is not JSON
     */
    public static JsonNode read(Path file) {
        try {
            return MAPPER.readTree(Files.readAllBytes(file));
        } catch (JsonProcessingException e) {
            throw new RunException(file + " is damaged: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new RunException(file + " cannot be read: " + Reasons.of(e), e);
        }
    }

    /** @throws IllegalArgumentException if it is not JSON */
    public static JsonNode parse(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    public static JsonNode tree(Object value) {
        return MAPPER.valueToTree(value);
    }

    /** @throws IllegalArgumentException if the tree does not fit the type; the cause tells where */
    public static <T> T ofTree(JsonNode tree, Class<T> type) {
        try {
            return MAPPER.treeToValue(tree, type);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
