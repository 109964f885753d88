package dcgan.tensor.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dcgan.tensor.Shape;
import dcgan.tensor.Tensor;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** PyTorch's numbers for single ops; how they were made is told in the file itself. */
final class Golden {

    private static final JsonNode FILE = load();

    /** {@code v(i;seed,amplitude)}, perhaps with a constant before or after it. */
    private static final Pattern FORMULA =
            Pattern.compile("(?:([\\d.]+) \\+ )?v\\(i;([\\d.]+),([\\d.]+)\\)(?: \\+ ([\\d.]+) \\(float32 add\\))?");

    private Golden() {}

    private static JsonNode load() {
        try (InputStream in = Golden.class.getResourceAsStream("pytorch-ops.json")) {
            return new ObjectMapper().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static JsonNode of(String op) {
        return FILE.get(op);
    }

    static int[] ints(JsonNode array) {
        return IntStream.range(0, array.size())
                .map(k -> array.get(k).intValue())
                .toArray();
    }

    static float[] floats(JsonNode array) {
        float[] out = new float[array.size()];
        for (int k = 0; k < out.length; k++) {
            // Negative zero is a string in the file.
            out[k] = Float.parseFloat(array.get(k).asText());
        }
        return out;
    }

    /** {@code v(i; seed, amplitude) = amplitude · sin(0.7 i + seed)} in double, then rounded. */
    static Tensor v(Shape shape, double seed, double amplitude) {
        float[] out = new float[shape.size()];
        for (int i = 0; i < out.length; i++) {
            out[i] = (float) (amplitude * Math.sin(0.7 * i + seed));
        }
        return new Tensor(shape, out);
    }

    /** A tensor by its formula, such as {@code 1 + v(i;0.5,0.5)}. */
    static Tensor formula(Shape shape, JsonNode text) {
        Matcher matcher = FORMULA.matcher(text.textValue());
        assertTrue(matcher.matches(), () -> "unknown formula " + text);
        Tensor tensor = v(shape, Double.parseDouble(matcher.group(2)), Double.parseDouble(matcher.group(3)));
        for (String constant : List.of(
                matcher.group(1) == null ? "0" : matcher.group(1), matcher.group(4) == null ? "0" : matcher.group(4))) {
            for (int i = 0; i < tensor.data().length; i++) {
                tensor.data()[i] += Float.parseFloat(constant);
            }
        }
        return tensor;
    }

    /** The greatest difference must be within the tolerance, relative to PyTorch's greatest magnitude. */
    static void assertClose(JsonNode expected, float[] actual, double tolerance, String what) {
        float[] numbers = floats(expected);
        assertEquals(numbers.length, actual.length, what);
        double magnitude = 0;
        for (float number : numbers) {
            magnitude = Math.max(magnitude, Math.abs(number));
        }
        for (int k = 0; k < numbers.length; k++) {
            assertEquals(numbers[k], actual[k], tolerance * magnitude, what + "[" + k + "]");
        }
    }

    /** Each number must be within the tolerance, relative to its own magnitude or to 1 if that is larger. */
    static void assertEachClose(JsonNode expected, float[] actual, double tolerance, String what) {
        float[] numbers = floats(expected);
        assertEquals(numbers.length, actual.length, what);
        for (int k = 0; k < numbers.length; k++) {
            double bound = tolerance * Math.max(1, Math.abs(numbers[k]));
            assertEquals(numbers[k], actual[k], bound, what + "[" + k + "]");
        }
    }
}
