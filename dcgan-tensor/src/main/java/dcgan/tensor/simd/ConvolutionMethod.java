package dcgan.tensor.simd;

import dcgan.tensor.BackendException;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** How convolutions are computed. */
enum ConvolutionMethod {
    /** What is fastest. */
    AUTO,
    /** By the definition: every product is formed. */
    DIRECT,
    /** By Winograd's transforms where they apply: fewer products, greater errors. */
    WINOGRAD;

    /** Option of the backend. */
    static final String OPTION = "conv";

    /**
     * What the properties ask for; {@link #AUTO} without.
     *
     * @throws BackendException if there is no such method
     */
    static ConvolutionMethod choose(Map<String, String> properties) {
        String wanted = properties.getOrDefault(OPTION, "auto");
        return Stream.of(values())
                .filter(method -> method.name().toLowerCase(Locale.ROOT).equals(wanted.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() ->
                        new BackendException(OPTION + " must be auto, direct or winograd, but is \"" + wanted + "\""));
    }
}
