package dcgan.tensor.verify;

import static dcgan.tensor.op.Padding.padding;
import static dcgan.tensor.op.Stride.stride;

import dcgan.tensor.Graph;
import dcgan.tensor.Shape;
import dcgan.tensor.Value;
import dcgan.tensor.op.Add;
import dcgan.tensor.op.Conv2d;
import dcgan.tensor.op.ReLU;
import dcgan.tensor.op.RunningAverage;
import dcgan.tensor.op.Tanh;
import java.util.List;

/** Stages: what one leaves another may need, and they run in any order. */
final class StageCases {

    private StageCases() {}

    static List<Case> all() {
        return List.of(temporaryAcrossStages(), stagesOutOfOrder());
    }

    private static Case temporaryAcrossStages() {
        Graph.Builder g = Graph.builder();
        Value x = g.input("x", Shape.of(2, 19, 6, 6));
        Value w = g.parameter("w", Shape.of(19, 19, 3, 3));
        g.stage("first");
        Value kept = g.add(new ReLU(g.add(Conv2d.of(x, w, stride(1), padding(1)))));
        g.stage("second");
        Value y = x;
        for (int layer = 0; layer < 4; layer++) {
            y = g.add(new Tanh(g.add(Conv2d.of(y, w, stride(1), padding(1)))));
        }
        g.output("y", y);
        g.stage("third");
        g.output("sum", g.add(new Add(kept, y)));
        return Case.ofGraph("stages", "a temporary of the first stage read in the third", g, e -> {
            Case.drawAll(e);
            // Larger weights would magnify rounding errors from layer to layer.
            Case.draw(e, "w", 8, 0.1f);
            e.run();
            Case.draw(e, "x", 9, 1);
            e.run();
        });
    }

    private static Case stagesOutOfOrder() {
        Graph.Builder g = Graph.builder();
        Value x = g.input("x", Shape.of(2, 4, 6, 6));
        Value w = g.parameter("w", Shape.of(33, 4, 4, 4));
        Value target = g.input("target", w.shape());
        g.stage("forward");
        g.output("y", g.add(Conv2d.of(x, w, stride(2), padding(1))));
        g.stage("update");
        g.update(new RunningAverage(w, target, 0.5f, 1));
        return Case.ofGraph("stages", "the last stage first, and the first one alone", g, e -> {
            Case.drawAll(e);
            e.run("update");
            e.run("update");
            e.run("forward");
        });
    }
}
