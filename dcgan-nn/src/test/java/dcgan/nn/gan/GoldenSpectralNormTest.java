package dcgan.nn.gan;

import dcgan.nn.testing.TestBackends;
import dcgan.nn.testing.TestBackends.OnEveryBackend;
import dcgan.tensor.Backend;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Steps with a spectrally normalised discriminator against PyTorch's in float64; {@code golden/pytorch-spectral-norm.py} made the
 * numbers.
 */
class GoldenSpectralNormTest {

    private static final String FILE = "pytorch-spectral-norm.json";

    /** A relativistic generator's step has one more pass through the discriminator, and so one more power iteration. */
    @ParameterizedTest
    @ValueSource(strings = {"grey", "hinge", "relativistic"})
    void direct(String entry) throws IOException {
        try (Backend direct = GoldenDcganTest.direct()) {
            GoldenDcganTest.check(Golden.load(FILE, entry), direct, GoldenDcganTest.EXACT);
        }
    }

    @OnEveryBackend
    void standard(String backend) throws IOException {
        try (Backend opened = TestBackends.open(backend)) {
            GoldenDcganTest.check(Golden.load(FILE, "standard"), opened, GoldenDcganTest.exact(backend));
        }
    }

    @Test
    void theTensorsHavePyTorchsNamesAndShapes() throws IOException {
        GoldenDcganTest.checkNamesAndShapes(Golden.load(FILE, "standard"));
    }
}
