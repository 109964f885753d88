package dcgan.tensor.verify;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dcgan.tensor.op.Op;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every op of the table refuses wrong arguments with a message that names them. */
class OpArgumentsTest {

    private static final Set<String> OPTIONAL = Set.of("Conv2d.bias", "ConvTranspose2d.bias", "Adam.lrFactor");

    private static final Map<String, List<Float>> WRONG = Map.of(
            "eps", List.of(-1f, Float.NaN, Float.POSITIVE_INFINITY),
            "momentum", List.of(-0.1f, 1.1f, Float.NaN),
            "correction", List.of(0f, Float.NaN, Float.POSITIVE_INFINITY),
            "factor", List.of(Float.NaN, Float.POSITIVE_INFINITY),
            "negativeSlope", List.of(0f, -1f, Float.NaN, Float.POSITIVE_INFINITY));

    /** One of each kind. */
    static Stream<Op> ops() {
        return Verification.table().values().stream()
                .map(List::getFirst)
                .map(first ->
                        first.graph().stages().getFirst().nodes().getFirst().op());
    }

    @ParameterizedTest
    @MethodSource("ops")
    void refusesNull(Op op) throws ReflectiveOperationException {
        for (RecordComponent component : op.getClass().getRecordComponents()) {
            String name = component.getName();
            if (!component.getType().isPrimitive() && !OPTIONAL.contains(op.name() + "." + name)) {
                assertRefused(op, name, null, name + " is null");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("ops")
    void refusesNumbersOutOfRange(Op op) throws ReflectiveOperationException {
        for (RecordComponent component : op.getClass().getRecordComponents()) {
            for (Float wrong : WRONG.getOrDefault(component.getName(), List.of())) {
                assertRefused(op, component.getName(), wrong, wrong.toString());
            }
        }
    }

    private static void assertRefused(Op op, String name, Object argument, String part)
            throws ReflectiveOperationException {
        RecordComponent[] components = op.getClass().getRecordComponents();
        Object[] arguments = new Object[components.length];
        for (int i = 0; i < components.length; i++) {
            arguments[i] = components[i].getName().equals(name)
                    ? argument
                    : components[i].getAccessor().invoke(op);
        }
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        Constructor<?> constructor = op.getClass().getDeclaredConstructor(types);
        Throwable refusal = assertThrows(
                        InvocationTargetException.class,
                        () -> constructor.newInstance(arguments),
                        () -> op.name() + " takes " + name + " " + argument)
                .getCause();
        String message = assertInstanceOf(IllegalArgumentException.class, refusal, op::name)
                .getMessage();
        assertTrue(message.contains(op.name()) && message.contains(part), message);
    }
}
