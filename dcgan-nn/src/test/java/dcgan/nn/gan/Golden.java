package dcgan.nn.gan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dcgan.nn.safetensors.Json;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** PyTorch's numbers, from a file in {@code golden} whose {@code about} says how they were made. */
record Golden(Map<?, ?> node, String name) {

    static Golden load(String file, String entry) throws IOException {
        try (InputStream in = Golden.class.getResourceAsStream("/golden/" + file)) {
            Object root = Json.parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
            return new Golden((Map<?, ?>) root, "").at(entry);
        }
    }

    Golden at(String key) {
        return new Golden((Map<?, ?>) node.get(key), name + "/" + key);
    }

    Golden at(String list, int index) {
        return new Golden((Map<?, ?>) ((List<?>) node.get(list)).get(index), name + "/" + list + "/" + index);
    }

    /** The names of what is in it, in their order. */
    List<String> keys() {
        return node.keySet().stream().map(String::valueOf).toList();
    }

    double number(String key) {
        return ((BigDecimal) node.get(key)).doubleValue();
    }

    double[] numbers(String key) {
        return ((List<?>) node.get(key))
                .stream().mapToDouble(x -> ((BigDecimal) x).doubleValue()).toArray();
    }

    /** One number within a relative tolerance. */
    void check(String key, double actual, double relative) {
        double expected = number(key);
        assertEquals(expected, actual, relative * Math.abs(expected), name + "/" + key);
    }

    /** The first elements within a tolerance; where 0 is expected it must be exactly that. */
    void checkFirst(String key, float[] actual, double absolute) {
        checkFirst(key, actual, absolute, 0);
    }

    private void checkFirst(String key, float[] actual, double absolute, double zero) {
        double[] expected = numbers(key);
        assertTrue(actual.length >= expected.length, name);
        for (int i = 0; i < expected.length; i++) {
            double tolerance = expected[i] == 0 ? zero : absolute;
            double deviation = Math.abs((float) expected[i] - actual[i]);
            assertTrue(
                    deviation <= tolerance,
                    name + "/" + key + "[" + i + "] should be " + (float) expected[i] + ", but is " + actual[i]);
        }
    }

    /** The first elements within a tolerance relative to the greatest of them. */
    void checkFirstRelative(String key, float[] actual, double relative) {
        checkFirstRelative(key, actual, relative, 0);
    }

    /** The first elements, relative to the greatest of them, but where 0 is expected within {@code zero}. */
    void checkFirstRelative(String key, float[] actual, double relative, double zero) {
        double greatest = 0;
        for (double x : numbers(key)) {
            greatest = Math.max(greatest, Math.abs(x));
        }
        checkFirst(key, actual, Math.max(zero, relative * greatest), zero);
    }

    /** Length and mean of all elements. */
    void checkWhole(float[] actual, double relativeL2, double absoluteMean) {
        double squares = 0;
        double sum = 0;
        for (float x : actual) {
            squares += (double) x * x;
            sum += x;
        }
        check("l2", Math.sqrt(squares), relativeL2);
        assertEquals(number("mean"), sum / actual.length, absoluteMean, name + "/mean");
    }

    /** Uniform in [0, 1): what the files' formulas call u(i; stream). */
    static double hash(int i, int stream) {
        int h = i * 0x9E3779B1 + stream * 0x85EBCA77;
        h ^= h >>> 16;
        h *= 0x85EBCA6B;
        h ^= h >>> 13;
        h *= 0xC2B2AE35;
        h ^= h >>> 16;
        return (h >>> 8) * 0x1p-24;
    }
}
