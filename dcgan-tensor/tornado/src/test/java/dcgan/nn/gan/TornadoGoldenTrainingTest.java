package dcgan.nn.gan;

import org.junit.jupiter.api.Test;

/** PyTorch's training on the tornado backend; {@code dcgan-nn} itself runs it on the backends of {@code dcgan-tensor}. */
class TornadoGoldenTrainingTest {

    @Test
    void hash() throws Exception {
        new GoldenTrainingTest().hash("tornado");
    }

    @Test
    void sin() throws Exception {
        new GoldenTrainingTest().sin("tornado");
    }
}
