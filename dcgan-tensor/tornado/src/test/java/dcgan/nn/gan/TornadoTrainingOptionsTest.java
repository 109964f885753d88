package dcgan.nn.gan;

import org.junit.jupiter.api.Test;

/** Objectives and the averaged generator on the tornado backend. */
class TornadoTrainingOptionsTest {

    @Test
    void gradientsAreThoseOfTheLosses() {
        new ObjectiveTest().gradientsAreThoseOfTheLosses("tornado");
    }

    @Test
    void theAverageIsTheGeneratorAtFirstAndAMixtureLater() {
        new TrainingOptionsTest().theAverageIsTheGeneratorAtFirstAndAMixtureLater("tornado");
    }
}
