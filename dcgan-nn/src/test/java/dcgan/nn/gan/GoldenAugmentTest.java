package dcgan.nn.gan;

import dcgan.nn.testing.TestBackends;
import dcgan.nn.testing.TestBackends.OnEveryBackend;
import dcgan.tensor.Backend;
import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Steps with augmented pictures against PyTorch's in float64; {@code golden/pytorch-augment.py} made the numbers. */
class GoldenAugmentTest {

    private static final String FILE = "pytorch-augment.json";

    @ParameterizedTest
    @ValueSource(strings = {"color", "translate", "cutout", "relativistic"})
    void each(String entry) throws IOException {
        try (Backend direct = GoldenDcganTest.direct()) {
            check(entry, direct, GoldenDcganTest.EXACT);
        }
    }

    @OnEveryBackend
    void all(String backend) throws IOException {
        try (Backend opened = TestBackends.open(backend)) {
            check("all", opened, GoldenDcganTest.exact(backend));
        }
    }

    private static void check(String entry, Backend backend, GoldenDcganTest.Tolerances tolerances) throws IOException {
        GoldenDcganTest.check(Golden.load(FILE, entry), backend, tolerances);
    }
}
