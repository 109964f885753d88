package dcgan.tensor;

import static dcgan.tensor.op.Padding.padding;
import static dcgan.tensor.op.Stride.stride;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dcgan.tensor.op.Adam;
import dcgan.tensor.op.BCEWithLogitsLoss;
import dcgan.tensor.op.BCEWithLogitsLossBackward;
import dcgan.tensor.op.ChannelMean;
import dcgan.tensor.op.ChannelSum;
import dcgan.tensor.op.ChannelVariance;
import dcgan.tensor.op.Conv2d;
import dcgan.tensor.op.Conv2dGradInput;
import dcgan.tensor.op.Conv2dGradWeight;
import dcgan.tensor.op.Increment;
import dcgan.tensor.op.Mean;
import dcgan.tensor.op.Normal;
import dcgan.tensor.op.Reduction;
import dcgan.tensor.op.Tanh;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** On one backend the same graph gives the same bits, whatever the number of threads. */
class ReproducibilityTest {

    private static Graph graph() {
        Graph.Builder g = Graph.builder();
        Value step = g.parameter("step", Shape.SCALAR);
        Value w = g.parameter("w", Shape.of(37, 20, 4, 4));
        Value m = g.parameter("m", w.shape());
        Value v = g.parameter("v", w.shape());
        g.update(new Increment(step));
        // Enough images for several groups of them.
        Value x = g.add(new Normal(step, 5, 0, Shape.of(37, 20, 14, 14)));
        Value y = g.add(new Tanh(g.add(Conv2d.of(x, w, stride(2), padding(1)))));
        Value target = g.add(new Normal(step, 5, 1, y.shape()));
        g.output("loss", g.add(new BCEWithLogitsLoss(y, target, Reduction.MEAN)));
        g.output("mean", g.add(new Mean(y)));
        Value channelMean = g.add(new ChannelMean(y));
        g.output("channel mean", channelMean);
        g.output("channel variance", g.add(new ChannelVariance(y, channelMean)));
        Value dy = g.add(new BCEWithLogitsLossBackward(y, target, Reduction.SUM));
        g.output("channel sum", g.add(new ChannelSum(dy)));
        g.output("dx", g.add(new Conv2dGradInput(dy, w, x.shape(), stride(2), padding(1))));
        Value dw = g.add(new Conv2dGradWeight(x, dy, w.shape(), stride(2), padding(1)));
        g.output("dw", dw);
        g.update(new Adam(w, dw, m, v, step, new Adam.Settings(0.01, 0.5, 0.999, 1e-8, 0)));
        return g.build();
    }

    private static Map<String, float[]> threeRuns(String name, int threads) {
        try (Backend backend = BackendsUnderTest.open(name, BackendOptions.DEFAULT.withThreads(threads));
                Executable executable = backend.compile(graph())) {
            for (int run = 0; run < 3; run++) {
                executable.run();
            }
            Map<String, float[]> results = new LinkedHashMap<>();
            executable.graph().parameters().keySet().forEach(key -> results.put(key, executable.read(key)));
            executable.graph().outputs().keySet().forEach(key -> results.put(key, executable.read(key)));
            return results;
        }
    }

    @ParameterizedTest
    @MethodSource("dcgan.tensor.BackendsUnderTest#names")
    void theNumberOfThreadsChangesNoBit(String name) {
        Map<String, float[]> expected = threeRuns(name, 1);
        for (int threads : new int[] {1, 2, 3, 5}) {
            Map<String, float[]> actual = threeRuns(name, threads);
            expected.forEach((key, values) ->
                    assertArrayEquals(values, actual.get(key), () -> key + " with " + threads + " threads"));
        }
    }
}
