package dcgan.tensor.tornado;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dcgan.tensor.Backend;
import dcgan.tensor.BackendOptions;
import java.util.Map;
import java.util.Optional;

/** Opens the first device, or skips the test and says why there is none. */
final class TornadoTest {

    private TornadoTest() {}

    static Backend open(String kernels) {
        return open(kernels, "auto");
    }

    static Backend open(String kernels, String convolutions) {
        return available()
                .open(new BackendOptions(0, 0, Map.of("tornado.kernels", kernels, "tornado.conv", convolutions)));
    }

    static TornadoProvider available() {
        TornadoProvider provider = new TornadoProvider();
        Optional<String> unavailable = provider.unavailable();
        assumeTrue(unavailable.isEmpty(), () -> unavailable.orElse(""));
        return provider;
    }
}
