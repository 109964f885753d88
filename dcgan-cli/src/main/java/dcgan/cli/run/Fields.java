package dcgan.cli.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Holds the fields of a JSON object against the components of a record, at every depth. */
final class Fields {
    private final Function<String, RunException> unknown;
    private final Function<String, RunException> missing;

    /**
     * @param unknown the complaint about a field that the record does not have, such as {@code options.lr}
     * @param missing the complaint about a field that must be there
     */
    Fields(Function<String, RunException> unknown, Function<String, RunException> missing) {
        this.unknown = unknown;
        this.missing = missing;
    }

    /**
     * Adds the fields that are missing, with the values of {@link WhenMissing}.
     *
     * @throws RunException if there is a field that the record does not have, or one is missing that has no such value
     */
    void complete(ObjectNode object, Class<?> record) {
        complete(object, record, "");
    }

    private void complete(ObjectNode object, Class<?> record, String prefix) {
        RecordComponent[] components = record.getRecordComponents();
        Set<String> known =
                Arrays.stream(components).map(RecordComponent::getName).collect(Collectors.toSet());
        object.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name)) {
                throw unknown.apply(prefix + name);
            }
        });
        for (RecordComponent component : components) {
            String name = component.getName();
            if (!object.has(name)) {
                WhenMissing value = component.getAnnotation(WhenMissing.class);
                if (value == null) {
                    throw missing.apply(prefix + name);
                }
                object.set(name, Json.parse(value.value()));
            }
            JsonNode field = object.get(name);
            record(component.getGenericType()).ifPresent(inner -> {
                if (field instanceof ObjectNode one) {
                    complete(one, inner, prefix + name + ".");
                } else if (field.isArray()) {
                    field.forEach(element -> {
                        if (element instanceof ObjectNode one) {
                            complete(one, inner, prefix + name + ".");
                        }
                    });
                }
            });
        }
    }

    /** The record that a component holds, be it one or a list of them. */
    private static Optional<Class<?>> record(Type type) {
        return switch (type) {
            case Class<?> one when one.isRecord() -> Optional.of(one);
            case ParameterizedType list -> record(list.getActualTypeArguments()[0]);
            default -> Optional.empty();
        };
    }
}
