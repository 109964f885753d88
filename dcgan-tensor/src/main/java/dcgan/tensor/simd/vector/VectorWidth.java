package dcgan.tensor.simd.vector;

import dcgan.tensor.BackendException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jdk.incubator.vector.FloatVector;

/**
 * The vector width in bits. The first backend that is opened fixes it for the life of the JVM, because the compiler must see
 * it as a constant: to what its option {@value #OPTION} asks for, else the system property {@value #PROPERTY}, else to the
 * machine's preferred one.
 */
public final class VectorWidth {

    /** Option of the backend: 128, 256 or 512. */
    public static final String OPTION = "simd.bits";

    /** System property: the same. */
    static final String PROPERTY = "dcgan.simd.bits";

    private static final List<Integer> CHOICES = List.of(128, 256, 512);

    private static int bits;
    private static boolean fixed;

    private VectorWidth() {}

    /** The width that is fixed, or that a backend without the option would fix. */
    public static synchronized int bits() {
        if (bits == 0) {
            String wanted = System.getProperty(PROPERTY);
            bits = wanted == null ? FloatVector.SPECIES_PREFERRED.vectorBitSize() : parse(PROPERTY, wanted);
        }
        return bits;
    }

    /** Why vectors of this width are slow, as {@link dcgan.tensor.spi.BackendProvider#slow} has it. */
    public static Optional<String> obstacle() {
        int longest = FloatVector.SPECIES_PREFERRED.vectorBitSize();
        return bits() <= longest
                ? Optional.empty()
                : Optional.of("vectors of " + bits() + " bits were asked for, but this processor has only " + longest
                        + " bits; ask for " + longest);
    }

    /** Fixes the width to what {@link #bits()} tells. */
    static synchronized int fix() {
        fixed = true;
        return bits();
    }

    /**
     * Fixes the width to what the properties ask for.
     *
     * @throws BackendException if they ask for no width that there is, or the JVM has another one already
     */
    public static synchronized void choose(Map<String, String> properties) {
        String wanted = properties.get(OPTION);
        if (wanted != null) {
            int number = parse(OPTION, wanted);
            if (fixed && number != bits) {
                throw new BackendException(OPTION + " cannot be " + number + ": this JVM computes with " + bits
                        + "-bit vectors already, and the first backend that is opened decides");
            }
            bits = number;
        }
        fix();
    }

    private static int parse(String name, String value) {
        return CHOICES.stream()
                .filter(choice -> choice.toString().equals(value))
                .findFirst()
                .orElseThrow(() -> new BackendException(name + " must be 128, 256 or 512, but is \"" + value + "\""));
    }
}
