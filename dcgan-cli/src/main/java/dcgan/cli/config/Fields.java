package dcgan.cli.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dcgan.cli.io.Json;
import dcgan.cli.io.RunException;
import dcgan.nn.gan.WhenMissing;
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
    private final Function<String, RunException> senseless;

    /**
     * @param unknown the complaint about a field that the record does not have, such as {@code options.lr}
     * @param missing the complaint about a field that must be there
     * @param senseless the complaint about a field that is null but must be something
     */
    Fields(
            Function<String, RunException> unknown,
            Function<String, RunException> missing,
            Function<String, RunException> senseless) {
        this.unknown = unknown;
        this.missing = missing;
        this.senseless = senseless;
    }

    /**
     * Adds the fields that are missing, with the values of {@link WhenMissing}.
     *
     * @throws RunException if there is a field that the record does not have, one is missing that has no such value, or one is
     *     null that does not have null for its value
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
            WhenMissing value = component.getAnnotation(WhenMissing.class);
            if (!object.has(name)) {
                if (value == null) {
                    throw missing.apply(prefix + name);
                }
                object.set(name, Json.parse(value.value()));
            }
            JsonNode field = object.get(name);
            if (field.isNull() && !(value != null && Json.parse(value.value()).isNull())) {
                throw senseless.apply(prefix + name);
            }
            record(component.getGenericType()).ifPresent(inner -> {
                if (field instanceof ObjectNode one) {
                    complete(one, inner, prefix + name + ".");
                } else if (field.isArray()) {
                    field.forEach(element -> {
                        if (!(element instanceof ObjectNode one)) {
                            throw senseless.apply(prefix + name);
                        }
                        complete(one, inner, prefix + name + ".");
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
