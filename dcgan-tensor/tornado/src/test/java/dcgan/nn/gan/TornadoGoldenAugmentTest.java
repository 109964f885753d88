package dcgan.nn.gan;

import org.junit.jupiter.api.Test;

/** PyTorch's training with augmented pictures on the tornado backend. */
class TornadoGoldenAugmentTest {

    @Test
    void all() throws Exception {
        new GoldenAugmentTest().all("tornado");
    }
}
