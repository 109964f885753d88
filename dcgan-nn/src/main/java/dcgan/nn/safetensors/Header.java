package dcgan.nn.safetensors;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import java.util.stream.Collectors;

/**
 * What a header says, checked against the size of the data.
 *
 * @param metadata free text by key
 * @param tensors by name, in the order of their data
 * @param offsets where in the data each begins, in bytes
 */
record Header(Map<String, String> metadata, Map<String, TensorInfo> tensors, Map<String, Long> offsets) {

    /** The key of what is no tensor. */
    static final String METADATA = "__metadata__";

    private static final Set<String> FIELDS = Set.of("dtype", "shape", "data_offsets");

    /**
     * A header as bytes, padded with spaces so that the data is aligned to 8 bytes.
     *
     * @param metadata in the order of its entries
     * @param tensors in the order of their data
     */
    static byte[] format(Map<String, String> metadata, List<TensorInfo> tensors) {
        StringJoiner notes = new StringJoiner(",", "{", "}");
        metadata.forEach((key, value) -> notes.add(field(key, Json.quote(value))));
        StringJoiner header = new StringJoiner(",", "{", "}").add(field(METADATA, notes.toString()));
        long begin = 0;
        for (TensorInfo tensor : tensors) {
            long end = begin + tensor.bytes();
            String shape = tensor.shape().stream().map(String::valueOf).collect(Collectors.joining(",", "[", "]"));
            header.add(field(
                    tensor.name(),
                    "{\"dtype\":\"" + tensor.type() + "\",\"shape\":" + shape + ",\"data_offsets\":[" + begin + ","
                            + end + "]}"));
            begin = end;
        }
        byte[] bytes = header.toString().getBytes(StandardCharsets.UTF_8);
        byte[] padded = Arrays.copyOf(bytes, (bytes.length + 7) / 8 * 8);
        Arrays.fill(padded, bytes.length, padded.length, (byte) ' ');
        return padded;
    }

    private static String field(String name, String json) {
        return Json.quote(name) + ":" + json;
    }

    /**
     * Reads a header. The tensors must cover the data without gap or overlap, as the format demands, but may be listed in
     * any order.
     *
     * @param dataSize the size of the data that follows, in bytes
     */
    static Header parse(String text, long dataSize) throws MalformedFileException {
        Map<?, ?> root = object(Json.parse(text), "its header");
        Map<String, String> metadata = new LinkedHashMap<>();
        Map<String, TensorInfo> tensors = new LinkedHashMap<>();
        Map<String, Long> offsets = new LinkedHashMap<>();
        Map<TensorInfo, List<Long>> ranges = new LinkedHashMap<>();
        for (Map.Entry<?, ?> entry : root.entrySet()) {
            String name = (String) entry.getKey();
            if (name.equals(METADATA)) {
                metadata.putAll(metadata(entry.getValue()));
                continue;
            }
            Map<?, ?> fields = object(entry.getValue(), "tensor \"" + name + "\"");
            TensorInfo tensor = tensor(name, fields);
            List<Long> range = numbers(fields.get("data_offsets"), "the data_offsets of tensor \"" + name + "\"");
            if (range.size() != 2) {
                throw new MalformedFileException("tensor \"" + name + "\" has data_offsets " + range);
            }
            ranges.put(tensor, range);
        }
        long end = 0;
        for (Map.Entry<TensorInfo, List<Long>> entry : byOffset(ranges)) {
            TensorInfo tensor = entry.getKey();
            List<Long> range = entry.getValue();
            if (range.get(0) != end || range.get(1) - range.get(0) != tensor.bytes()) {
                throw new MalformedFileException("tensor \"" + tensor.name() + "\" " + tensor.shape()
                        + " has data_offsets " + range + ", where [" + end + ", " + (end + tensor.bytes())
                        + "] was expected");
            }
            end = range.get(1);
            tensors.put(tensor.name(), tensor);
            offsets.put(tensor.name(), range.get(0));
        }
        if (end != dataSize) {
            throw new MalformedFileException("its tensors need " + end + " bytes, but it has " + dataSize);
        }
        return new Header(metadata, Collections.unmodifiableMap(tensors), offsets);
    }

    private static List<Map.Entry<TensorInfo, List<Long>>> byOffset(Map<TensorInfo, List<Long>> ranges) {
        return ranges.entrySet().stream()
                .sorted(Comparator.comparingLong((Map.Entry<TensorInfo, List<Long>> tensor) ->
                                tensor.getValue().get(0))
                        .thenComparingLong(tensor -> tensor.getValue().get(1)))
                .toList();
    }

    private static Map<String, String> metadata(Object value) throws MalformedFileException {
        Map<String, String> metadata = new LinkedHashMap<>();
        for (Map.Entry<?, ?> entry : object(value, METADATA).entrySet()) {
            if (!(entry.getValue() instanceof String text)) {
                throw new MalformedFileException("its metadata \"" + entry.getKey() + "\" is not a string");
            }
            metadata.put((String) entry.getKey(), text);
        }
        return metadata;
    }

    private static TensorInfo tensor(String name, Map<?, ?> fields) throws MalformedFileException {
        if (!fields.keySet().equals(FIELDS)) {
            throw new MalformedFileException(
                    "tensor \"" + name + "\" has " + fields.keySet() + " in place of " + FIELDS);
        }
        List<Long> shape = numbers(fields.get("shape"), "the shape of tensor \"" + name + "\"");
        for (TensorInfo.Type type : TensorInfo.Type.values()) {
            if (type.name().equals(fields.get("dtype"))) {
                TensorInfo tensor = new TensorInfo(name, type, shape);
                try {
                    tensor.size();
                } catch (ArithmeticException e) {
                    throw new MalformedFileException("tensor \"" + name + "\" is too large: " + shape);
                }
                return tensor;
            }
        }
        throw new MalformedFileException("tensor \"" + name + "\" has a dtype other than F16, F32 and I64");
    }

    private static List<Long> numbers(Object value, String what) throws MalformedFileException {
        if (!(value instanceof List<?> list)) {
            throw new MalformedFileException(what + " is no list");
        }
        List<Long> numbers = new ArrayList<>();
        for (Object element : list) {
            numbers.add(number(element, what));
        }
        return numbers;
    }

    private static long number(Object element, String what) throws MalformedFileException {
        try {
            if (element instanceof BigDecimal number && number.signum() >= 0) {
                return number.longValueExact();
            }
        } catch (ArithmeticException e) {
            // A fraction, or too large.
        }
        throw new MalformedFileException(what + " has an element that is no whole number from 0 to 2^63 - 1");
    }

    private static Map<?, ?> object(Object value, String what) throws MalformedFileException {
        if (value instanceof Map<?, ?> object) {
            return object;
        }
        throw new MalformedFileException(what + " is no JSON object");
    }
}
