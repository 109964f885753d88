package dcgan.tensor.verify;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dcgan.tensor.Backend;
import dcgan.tensor.BackendsUnderTest;
import dcgan.tensor.Graph;
import dcgan.tensor.Shape;
import dcgan.tensor.Value;
import dcgan.tensor.op.BatchNorm2dGradWeight;
import dcgan.tensor.op.ChannelMean;
import dcgan.tensor.op.ChannelSum;
import dcgan.tensor.op.ChannelVariance;
import dcgan.tensor.op.Conv2dGradWeight;
import dcgan.tensor.op.Padding;
import dcgan.tensor.op.Stride;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Sums over a batch are as exact for a large one as for a small one. */
class ChannelPrecisionTest {

    private static final double BOUND = 1e-6;

    @ParameterizedTest
    @MethodSource("dcgan.tensor.BackendsUnderTest#namesButReference")
    void errorsDoNotGrowWithTheBatch(String name) {
        try (Backend reference = BackendsUnderTest.open("reference");
                Backend backend = BackendsUnderTest.open(name)) {
            for (int n : new int[] {64, 4_096}) {
                for (boolean together : new boolean[] {false, true}) {
                    Case sums = sums(Shape.of(n, 3, 8, 8), together);
                    Case.Results expected = sums.run(reference);
                    Difference difference = expected.compare(sums.run(backend));
                    assertTrue(difference.relative() <= BOUND, () -> sums.description() + ": " + difference);
                }
            }
        }
    }

    /** Gradients to a weight are sums over the batch, too: of numbers that are nearly equal, which all round the same way. */
    @ParameterizedTest
    @MethodSource("dcgan.tensor.BackendsUnderTest#namesButReference")
    void errorsOfGradientsToAWeightDoNotGrow(String name) {
        // With so many taps there are jobs enough for all threads, and no other reason to cut the sums into parts.
        Case gradient = Case.of(
                v -> new Conv2dGradWeight(
                        v.get(0), v.get(1), Shape.of(5, 6, 8, 8), new Stride(1, 1), new Padding(4, 4)),
                Operand.input(4_096, 6, 8, 8).between(0.999f, 1),
                Operand.input(4_096, 5, 9, 9).between(0.999f, 1));
        try (Backend reference = BackendsUnderTest.open("reference");
                Backend backend = BackendsUnderTest.open(name)) {
            Difference difference = gradient.compare(reference, backend);
            assertTrue(difference.relative() <= BOUND, difference::toString);
        }
    }

    /**
     * @param together whether sums of one image follow each other, so that a backend may compute them in one pass
     */
    private static Case sums(Shape image, boolean together) {
        Graph.Builder g = Graph.builder();
        Value x = g.input("x", image);
        // With x as its own gradient the products do not cancel out, which would magnify the error of the mean.
        Value dy = x;
        Value mean;
        Value variance;
        if (together) {
            mean = g.add(new ChannelMean(x));
            variance = g.add(new ChannelVariance(x, mean));
            g.output("mean", mean);
            g.output("variance", variance);
        } else {
            mean = g.input("mean", Shape.of(image.dim(1)));
            variance = g.add(new ChannelVariance(x, mean));
            g.output("variance", variance);
        }
        g.output("dw", g.add(new BatchNorm2dGradWeight(dy, x, mean, variance, 1e-5f)));
        if (!together) {
            g.output("mean of x", g.add(new ChannelMean(x)));
        }
        g.output("db", g.add(new ChannelSum(dy)));
        return Case.ofGraph("sums", image + (together ? " in one pass" : " one by one"), g, e -> {
            Case.drawAll(e);
            Case.draw(e, "x", 11, -1, 3);
            e.run();
        });
    }
}
