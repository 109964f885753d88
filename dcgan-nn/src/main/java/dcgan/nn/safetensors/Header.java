package dcgan.nn.safetensors;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a header says, checked against the size of the data.
 *
 * @param metadata free text by key
 * @param tensors by name
 * @param offsets where in the data each begins, in bytes
 */
record Header(Map<String, String> metadata, Map<String, TensorInfo> tensors, Map<String, Long> offsets) {

    /** The key of what is no tensor. */
    static final String METADATA = "__metadata__";

    private static final Set<String> FIELDS = Set.of("dtype", "shape", "data_offsets");

    /**
     * Reads a header. The tensors must cover the data without gap or overlap, as the format demands.
     *
     * @param dataSize the size of the data that follows, in bytes
     */
    static Header parse(String text, long dataSize) throws MalformedFileException {
        Map<?, ?> root = object(Json.parse(text), "its header");
        Map<String, String> metadata = new LinkedHashMap<>();
        Map<String, TensorInfo> tensors = new LinkedHashMap<>();
        Map<String, Long> offsets = new LinkedHashMap<>();
        long end = 0;
        for (Map.Entry<?, ?> entry : root.entrySet()) {
            String name = (String) entry.getKey();
            if (name.equals(METADATA)) {
                metadata.putAll(metadata(entry.getValue()));
                continue;
            }
            Map<?, ?> fields = object(entry.getValue(), "tensor \"" + name + "\"");
            TensorInfo tensor = tensor(name, fields);
            List<Long> range = numbers(fields.get("data_offsets"), "the data_offsets of tensor \"" + name + "\"");
            if (range.size() != 2 || range.get(0) != end || range.get(1) - range.get(0) != tensor.bytes()) {
                throw new MalformedFileException("tensor \"" + name + "\" " + tensor.shape() + " has data_offsets "
                        + range + ", where [" + end + ", " + (end + tensor.bytes()) + "] was expected");
            }
            end = range.get(1);
            tensors.put(name, tensor);
            offsets.put(name, range.get(0));
        }
        if (end != dataSize) {
            throw new MalformedFileException("its tensors need " + end + " bytes, but it has " + dataSize);
        }
        return new Header(metadata, Collections.unmodifiableMap(tensors), offsets);
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
        throw new MalformedFileException("tensor \"" + name + "\" has a dtype that is neither F32 nor I64");
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
