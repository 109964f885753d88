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

/** The backends that tests run on: all that are on the module path; an unavailable one skips its tests with the reason. */
public final class TestBackends {

    private TestBackends() {}

    /** A test with the name of a backend as its argument. */
    @Target(ElementType.METHOD)
    @Retention(RetentionPolicy.RUNTIME)
    @ParameterizedTest
    @MethodSource("dcgan.nn.testing.TestBackends#names")
    public @interface OnEveryBackend {}

    public static Stream<String> names() {
        return Backends.providers().stream().map(BackendProvider::name);
    }

    public static Backend open(String name) {
        Optional<String> reason = Backends.provider(name).unavailable();
        assumeTrue(reason.isEmpty(), () -> "backend " + name + " is not available: " + reason.orElseThrow());
        return Backends.open(name, BackendOptions.DEFAULT);
    }
}
