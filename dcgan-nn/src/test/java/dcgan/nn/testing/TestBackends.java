package dcgan.nn.testing;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dcgan.tensor.Backend;
import dcgan.tensor.BackendOptions;
import dcgan.tensor.Backends;
import dcgan.tensor.spi.BackendProvider;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The backends that tests run on: all that are on the module path, simd a second time with Winograd's algorithm wherever that is
 * possible. An unavailable one skips its tests with the reason.
 */
public final class TestBackends {

    /** The name of simd with Winograd's algorithm. */
    public static final String WINOGRAD = "simd with winograd";

    private TestBackends() {}

    /** A test with the name of a backend as its argument. */
    @Target(ElementType.METHOD)
    @Retention(RetentionPolicy.RUNTIME)
    @ParameterizedTest
    @MethodSource("dcgan.nn.testing.TestBackends#names")
    public @interface OnEveryBackend {}

    public static Stream<String> names() {
        return Stream.concat(Backends.providers().stream().map(BackendProvider::name), Stream.of(WINOGRAD));
    }

    public static Backend open(String name) {
        skipUnlessAvailable(name);
        return openAvailable(name);
    }

    /** Skips the test where a backend is not available. */
    public static void skipUnlessAvailable(String name) {
        if (!name.equals(WINOGRAD)) {
            Optional<String> reason = Backends.provider(name).unavailable();
            assumeTrue(reason.isEmpty(), () -> "backend " + name + " is not available: " + reason.orElseThrow());
        }
    }

    /** Opens a backend in a JVM that has no JUnit. */
    public static Backend openAvailable(String name) {
        return name.equals(WINOGRAD)
                ? Backends.open("simd", BackendOptions.DEFAULT.withProperty("simd.conv", "winograd"))
                : Backends.open(name);
    }
}
