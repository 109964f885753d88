package dcgan.nn.gan;

import org.junit.jupiter.api.Test;

/** PyTorch's training with a spectrally normalised discriminator on the tornado backend. */
class TornadoGoldenSpectralNormTest {

    @Test
    void standard() throws Exception {
        new GoldenSpectralNormTest().standard("tornado");
    }
}
