package dcgan.tensor.verify;

import static dcgan.tensor.op.Padding.padding;
import static dcgan.tensor.op.Stride.stride;

import dcgan.tensor.Graph;
import dcgan.tensor.Shape;
import dcgan.tensor.Value;
import dcgan.tensor.op.ChannelMean;
import dcgan.tensor.op.Conv2d;
import dcgan.tensor.op.Conv2dGradWeight;
import dcgan.tensor.op.LeakyReLU;
import dcgan.tensor.op.Tanh;
import java.util.List;

/** What the host writes over an output is what the next stage reads, whatever copy of it a backend keeps. */
final class HostWriteCases {

    private HostWriteCases() {}

    static List<Case> all() {
        return List.of(overwrittenOutput(), overwrittenGradient());
    }

    private static Case overwrittenOutput() {
        Graph.Builder g = Graph.builder();
        Value x = g.input("x", Shape.of(2, 3, 8, 8));
        Value w1 = g.parameter("w1", Shape.of(20, 3, 4, 4));
        Value w2 = g.parameter("w2", Shape.of(6, 20, 3, 3));
        g.stage("first");
        Value h = g.add(new LeakyReLU(g.add(Conv2d.of(x, w1, stride(2), padding(1))), 0.2f));
        g.output("h", h);
        g.stage("second");
        g.output("y", g.add(new Tanh(g.add(Conv2d.of(h, w2, stride(1), padding(1))))));
        g.output("means", g.add(new ChannelMean(h)));
        return Case.ofGraph("host writes", "an activation overwritten between two stages", g, e -> {
            Case.drawAll(e);
            e.run();
            e.run("first");
            Case.draw(e, "h", 9, 1);
            e.run("second");
        });
    }

    /** Gradients that were exchanged between machines are the ones that Adam takes. */
    private static Case overwrittenGradient() {
        Graph.Builder g = Graph.builder();
        Value x = g.input("x", Shape.of(2, 17, 8, 8));
        Value w = g.parameter("w", Shape.of(24, 17, 4, 4));
        AdamState adam = AdamState.declare(g, w);
        g.stage("gradients");
        Value y = g.add(Conv2d.of(x, w, stride(2), padding(1)));
        Value gradient = g.add(new Conv2dGradWeight(x, y, w.shape(), stride(2), padding(1)));
        g.output("gradient", gradient);
        g.stage("update");
        adam.update(g, gradient);
        return Case.ofGraph(
                "host writes", "a gradient halved between two stages, a weight replaced between two runs", g, e -> {
                    Case.drawAll(e);
                    for (int batch = 0; batch < 2; batch++) {
                        e.run("gradients");
                        float[] halved = e.read("gradient");
                        for (int k = 0; k < halved.length; k++) {
                            halved[k] *= 0.5f;
                        }
                        e.write("gradient", halved);
                        e.run("update");
                    }
                    Case.draw(e, "w", 9, 1);
                    e.run();
                });
    }
}
