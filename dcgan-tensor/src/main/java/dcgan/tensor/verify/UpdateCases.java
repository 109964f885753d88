package dcgan.tensor.verify;

import static dcgan.tensor.op.Padding.padding;
import static dcgan.tensor.op.Stride.stride;

import dcgan.tensor.Graph;
import dcgan.tensor.Shape;
import dcgan.tensor.Value;
import dcgan.tensor.op.Add;
import dcgan.tensor.op.Conv2d;
import dcgan.tensor.op.Conv2dGradInput;
import dcgan.tensor.op.Conv2dGradWeight;
import dcgan.tensor.op.Copy;
import dcgan.tensor.op.Increment;
import dcgan.tensor.op.Lerp;
import dcgan.tensor.op.Mean;
import dcgan.tensor.op.Normal;
import dcgan.tensor.op.ReLU;
import dcgan.tensor.op.RunningAverage;
import dcgan.tensor.op.Tanh;
import java.util.List;

/** Parameters that change between two ops which read them: each must see the value of its own time. */
final class UpdateCases {

    private UpdateCases() {}

    static List<Case> all() {
        return List.of(
                weightChangedBetweenTwoUses(),
                copyBeforeUpdate(),
                sameUpdateTwice(),
                averageOfAWeight(),
                countedNoise());
    }

    /** A packed copy of a weight must not outlive the weight's update. */
    private static Case weightChangedBetweenTwoUses() {
        Graph.Builder g = Graph.builder();
        Value x = g.input("x", Shape.of(2, 16, 8, 8));
        Value target = g.input("target", Shape.of(16, 16, 3, 3));
        Value w = g.parameter("w", target.shape());
        g.output("before", g.add(Conv2d.of(x, w, stride(1), padding(1))));
        g.update(new RunningAverage(w, target, 0.5f, 1));
        Value after = g.add(Conv2d.of(x, w, stride(1), padding(1)));
        g.output("after", after);
        g.output("back", g.add(new Conv2dGradInput(after, w, x.shape(), stride(1), padding(1))));
        return Case.ofGraph("updates", "a conv before and after its weight is updated", g, e -> {
            Case.drawAll(e);
            e.run();
            e.run();
        });
    }

    private static Case copyBeforeUpdate() {
        Graph.Builder g = Graph.builder();
        Value p = g.parameter("p", Shape.of(5, 7));
        AdamState adam = AdamState.declare(g, p);
        Value old = g.add(new Copy(p));
        adam.update(g, p);
        g.output("old and new", g.add(new Add(old, p)));
        return Case.ofGraph(
                "updates", "a copy of a parameter before Adam, with the parameter as its own gradient", g, e -> {
                    Case.drawAll(e);
                    e.run();
                    e.run();
                });
    }

    /** What an update reads must last until the second one has read it. */
    private static Case sameUpdateTwice() {
        Graph.Builder g = Graph.builder();
        Value x = g.input("x", Shape.of(2, 16, 8, 8));
        Value p = g.parameter("p", x.shape());
        Value read = g.add(new Tanh(x));
        RunningAverage update = new RunningAverage(p, read, 0.5f, 1);
        g.update(update);
        g.output("mean", g.add(new Mean(g.add(new ReLU(x)))));
        g.update(update);
        return Case.ofGraph("updates", "the same RunningAverage before and after another op", g, e -> {
            Case.drawAll(e);
            e.run();
        });
    }

    /** The average has the layout of the weight, follows its update, and takes its weight from outside. */
    private static Case averageOfAWeight() {
        Graph.Builder g = Graph.builder();
        Value x = g.input("x", Shape.of(2, 16, 8, 8));
        Value weight = g.input("weight", Shape.SCALAR);
        Value w = g.parameter("w", Shape.of(16, 16, 3, 3));
        Value average = g.parameter("average", w.shape());
        AdamState adam = AdamState.declare(g, w);
        Value y = g.output("y", g.add(Conv2d.of(x, w, stride(1), padding(1))));
        adam.update(g, g.add(new Conv2dGradWeight(x, y, w.shape(), stride(1), padding(1))));
        g.update(new Lerp(average, w, weight));
        return Case.ofGraph("updates", "the average of a weight, with another factor in each run", g, e -> {
            Case.drawAll(e);
            for (float each : new float[] {1, 0.7f, 0.1f}) {
                e.write("weight", new float[] {each});
                e.run();
            }
        });
    }

    private static Case countedNoise() {
        Graph.Builder g = Graph.builder();
        Value counter = g.parameter("counter", Shape.SCALAR);
        g.update(new Increment(counter));
        Value first = g.add(new Normal(counter, 11, 0, Shape.of(3, 7)));
        g.update(new Increment(counter));
        Value second = g.add(new Normal(counter, 11, 0, Shape.of(3, 7)));
        g.output("sum", g.add(new Add(first, second)));
        g.output("first", first);
        return Case.ofGraph("updates", "a counter that is incremented between two draws", g, e -> {
            e.run();
            e.run();
        });
    }
}
