package dcgan.tensor;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dcgan.tensor.spi.BackendProvider;
import java.util.stream.Stream;

/**
 * The backends that the tests of this module run on: all that are found, simd a second time with Winograd's algorithm
 * wherever that is possible. An unavailable one skips its tests with its reason.
 */
public final class BackendsUnderTest {

    private static final String WINOGRAD = "simd with winograd";

    private BackendsUnderTest() {}

    /** What the backends are called here. */
    public static Stream<String> names() {
        return Stream.concat(Backends.providers().stream().map(BackendProvider::name), Stream.of(WINOGRAD));
    }

    /** Those that are held to the reference. */
    public static Stream<String> namesButReference() {
        return names().filter(name -> !name.equals("reference"));
    }

    /** Opens one, or skips the test. */
    public static Backend open(String name) {
        return open(name, BackendOptions.DEFAULT);
    }

    /** Opens one, or skips the test. */
    public static Backend open(String name, BackendOptions options) {
        if (name.equals(WINOGRAD)) {
            return open("simd", options.withProperty("simd.conv", "winograd"));
        }
        Backends.provider(name)
                .unavailable()
                .ifPresent(reason -> assumeTrue(false, "backend " + name + " is not available: " + reason));
        return Backends.open(name, options);
    }
}
