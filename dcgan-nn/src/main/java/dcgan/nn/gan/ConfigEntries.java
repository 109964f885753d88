package dcgan.nn.gan;

import dcgan.nn.safetensors.Json;
import dcgan.nn.safetensors.MalformedFileException;
import dcgan.tensor.Shape;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/**
 * Configuration records as the entries of a file's metadata: a component is an entry, one of a record within the record has its
 * name before it, as {@code network.feature_maps} for {@code TrainingConfig.network().featureMaps()}. A component that is null
 * is {@code null}.
 */
final class ConfigEntries {

    private static final String NULL = "null";

    private ConfigEntries() {}

    /** The entries of a record, in the order of its components. One within it that is null has none. */
    static Map<String, String> of(Record config) {
        Map<String, String> entries = new LinkedHashMap<>();
        add(config, "", entries);
        return entries;
    }

    private static void add(Record config, String prefix, Map<String, String> entries) {
        for (RecordComponent component : config.getClass().getRecordComponents()) {
            String key = prefix + key(component);
            Object value = value(config, component);
            if (!isConfig(component.getType())) {
                entries.put(key, text(value));
            } else if (value instanceof Record inner) {
                add(inner, key + ".", entries);
            }
        }
    }

    private static Object value(Record config, RecordComponent component) {
        try {
            return component.getAccessor().invoke(config);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * What each entry of such a record stands for where it is missing; null for one that must not be.
     *
     * @param type of the record
     */
    static Map<String, String> whenMissing(Class<? extends Record> type) {
        Map<String, String> values = new LinkedHashMap<>();
        addMissing(type, "", values);
        return values;
    }

    private static void addMissing(Class<?> type, String prefix, Map<String, String> values) {
        for (RecordComponent component : type.getRecordComponents()) {
            String key = prefix + key(component);
            if (isConfig(component.getType())) {
                addMissing(component.getType(), key + ".", values);
            } else {
                WhenMissing value = component.getAnnotation(WhenMissing.class);
                values.put(key, value == null ? null : text(parse(component.getType(), plain(value.value()))));
            }
        }
    }

    /**
     * The record that some entries hold.
     *
     * @param type of the record
     * @param prefix of the keys
     * @param entry finds the text of a key
     * @param unusable the complaint about the entry of a key whose text makes no sense
     */
    static <R extends Record> R read(
            Class<R> type,
            String prefix,
            Function<String, String> entry,
            Function<String, ? extends RuntimeException> unusable) {
        RecordComponent[] components = type.getRecordComponents();
        Object[] values = new Object[components.length];
        for (int i = 0; i < components.length; i++) {
            Class<?> of = components[i].getType();
            String key = prefix + key(components[i]);
            if (isConfig(of)) {
                values[i] = isAbsent(components[i], key + ".", entry)
                        ? null
                        : read(of.asSubclass(Record.class), key + ".", entry, unusable);
            } else {
                try {
                    values[i] = parse(of, entry.apply(key));
                } catch (IllegalArgumentException e) {
                    throw unusable.apply(key);
                }
            }
        }
        try {
            Class<?>[] types =
                    Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
            return type.getDeclaredConstructor(types).newInstance(values);
        } catch (InvocationTargetException e) {
            throw new IllegalArgumentException(e.getCause().getMessage(), e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Whether a record within a record has no entry, and may be missing. */
    private static boolean isAbsent(RecordComponent component, String prefix, Function<String, String> entry) {
        WhenMissing value = component.getAnnotation(WhenMissing.class);
        return value != null
                && value.value().equals(NULL)
                && Arrays.stream(component.getType().getRecordComponents())
                        .allMatch(inner -> entry.apply(prefix + key(inner)) == null);
    }

    private static boolean isConfig(Class<?> type) {
        return type.isRecord();
    }

    /** {@code featureMaps} is {@code feature_maps}. */
    private static String key(RecordComponent component) {
        return component.getName().replaceAll("(\\p{Lu})", "_$1").toLowerCase(Locale.ROOT);
    }

    private static String text(Object value) {
        return value instanceof Objective objective ? objective.name() : String.valueOf(value);
    }

    /** The text of a JSON value, without quotation marks. */
    private static String plain(String json) {
        try {
            return String.valueOf(Json.parse(json));
        } catch (MalformedFileException e) {
            throw new IllegalStateException(e);
        }
    }

    /** @throws IllegalArgumentException if the text is no value of the type */
    private static Object parse(Class<?> type, String text) {
        if (text == null) {
            throw new IllegalArgumentException("there is none");
        }
        if (type == int.class) {
            return Integer.valueOf(text);
        }
        if (type == long.class) {
            return Long.valueOf(text);
        }
        if (type == double.class) {
            return Double.valueOf(text);
        }
        if (type == boolean.class) {
            if (!text.equals("true") && !text.equals("false")) {
                throw new IllegalArgumentException(text);
            }
            return Boolean.valueOf(text);
        }
        if (text.equals(NULL)) {
            return null;
        }
        if (type == Objective.class) {
            return Objective.of(text);
        }
        if (type == Augmentation.class) {
            return Augmentation.of(text);
        }
        if (type == Shape.class) {
            return shape(text);
        }
        if (type.isEnum()) {
            return Arrays.stream(type.getEnumConstants())
                    .filter(constant -> constant.toString().equals(text))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException(text));
        }
        throw new IllegalStateException("no entry can hold a " + type);
    }

    /**
     * The shape that is written as {@code [3, 32, 32]}.
     *
     * @throws IllegalArgumentException if the text is none
     */
    static Shape shape(String text) {
        if (!text.matches("\\[\\d+(, \\d+)*]")) {
            throw new IllegalArgumentException(text);
        }
        return Shape.of(List.of(text.substring(1, text.length() - 1).split(", ")).stream()
                .mapToInt(Integer::parseInt)
                .toArray());
    }
}
