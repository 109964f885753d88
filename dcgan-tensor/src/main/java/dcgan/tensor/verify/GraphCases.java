package dcgan.tensor.verify;

import static dcgan.tensor.op.OutputPadding.outputPadding;
import static dcgan.tensor.op.Padding.padding;
import static dcgan.tensor.op.Stride.stride;

import dcgan.tensor.Executable;
import dcgan.tensor.Graph;
import dcgan.tensor.Shape;
import dcgan.tensor.Value;
import dcgan.tensor.op.Adam;
import dcgan.tensor.op.Add;
import dcgan.tensor.op.BCELoss;
import dcgan.tensor.op.BCELossBackward;
import dcgan.tensor.op.BatchNorm2d;
import dcgan.tensor.op.BatchNorm2dEvalGradInput;
import dcgan.tensor.op.BatchNorm2dGradInput;
import dcgan.tensor.op.BatchNorm2dGradWeight;
import dcgan.tensor.op.ChannelMean;
import dcgan.tensor.op.ChannelSum;
import dcgan.tensor.op.ChannelVariance;
import dcgan.tensor.op.Conv2d;
import dcgan.tensor.op.Conv2dGradInput;
import dcgan.tensor.op.Conv2dGradWeight;
import dcgan.tensor.op.ConvTranspose2d;
import dcgan.tensor.op.ConvTranspose2dGradInput;
import dcgan.tensor.op.ConvTranspose2dGradWeight;
import dcgan.tensor.op.Copy;
import dcgan.tensor.op.Fill;
import dcgan.tensor.op.Increment;
import dcgan.tensor.op.LeakyReLU;
import dcgan.tensor.op.LeakyReLUBackward;
import dcgan.tensor.op.Mean;
import dcgan.tensor.op.Normal;
import dcgan.tensor.op.Padding;
import dcgan.tensor.op.ReLU;
import dcgan.tensor.op.ReLUBackward;
import dcgan.tensor.op.Reduction;
import dcgan.tensor.op.RunningAverage;
import dcgan.tensor.op.Sigmoid;
import dcgan.tensor.op.SigmoidBackward;
import dcgan.tensor.op.Stride;
import dcgan.tensor.op.Tanh;
import dcgan.tensor.op.TanhBackward;
import java.util.List;
import java.util.function.Consumer;

/**
 * Graphs of several ops: what a backend may fuse, keep in another layout or put into memory that it has used before, and
 * must not be caught at.
 */
final class GraphCases {

    private static final Stride TWO = stride(2);
    private static final Padding ONE = padding(1);
    private static final float SLOPE = 0.2f;
    private static final float EPS = 1e-5f;

    /** With an eps as large as the gradients a step depends on their size and not only on their sign. */
    private static final Adam.Settings ADAM = new Adam.Settings(0.01, 0.5, 0.999, 0.1, 0);

    private GraphCases() {}

    static List<Case> all() {
        return List.of(
                discriminator(2, 3, 5, 7, false),
                discriminator(3, 16, 32, 48, true),
                generator(2, 6, 5, 3),
                generator(3, 20, 32, 16),
                inference(),
                twoReaders(),
                sameOperandTwice(),
                sameOpTwice(),
                overwrittenOutput(),
                overwrittenGradient(),
                weightChangedBetweenTwoUses(),
                copyBeforeUpdate(),
                sameUpdateTwice(),
                temporaryAcrossStages(),
                stagesOutOfOrder(),
                countedNoise());
    }

    /** Real and fake images through conv → LeakyReLU → conv → LeakyReLU → conv → Sigmoid → BCE, back, and Adam on all weights. */
    private static Case discriminator(int n, int in, int c1, int c2, boolean biased) {
        Graph.Builder g = Graph.builder();
        Value[] weights = {
            g.parameter("w1", Shape.of(c1, in, 4, 4)),
            g.parameter("w2", Shape.of(c2, c1, 4, 4)),
            g.parameter("w3", Shape.of(1, c2, 4, 4)),
            g.parameter("b2", Shape.of(c2)),
        };
        Value[][] moments = moments(g, weights);
        Value step = g.parameter("step", Shape.SCALAR);
        Value images = g.input("images", Shape.of(n, in, 16, 16));
        Value fakes = g.input("fakes", Shape.of(n, in, 16, 16));

        g.stage("gradients");
        Value[] real = discriminatorGradients(g, "real", images, weights, biased, 1);
        Value[] fake = discriminatorGradients(g, "fake", fakes, weights, biased, 0);
        Value[] gradients = new Value[weights.length];
        for (int k = 0; k < weights.length; k++) {
            gradients[k] = g.add(new Add(real[k], fake[k]));
            g.output("gradient " + k, gradients[k]);
        }
        g.stage("update");
        adam(g, weights, gradients, moments, step);

        String description = "conv, LeakyReLU, conv, LeakyReLU, conv, Sigmoid, BCE with all gradients and Adam, " + in
                + " to " + c1 + " to " + c2 + (biased ? " channels with bias" : " channels");
        return of("training", description, g, e -> {
            draw(e, "w1", 1, 0.1f);
            draw(e, "w2", 2, 0.1f);
            draw(e, "w3", 3, 0.1f);
            draw(e, "b2", 4, 0.1f);
            for (int batch = 0; batch < 3; batch++) {
                draw(e, "images", 10 + batch, 1);
                draw(e, "fakes", 20 + batch, 1);
                e.run();
            }
        });
    }

    private static Value[] discriminatorGradients(
            Graph.Builder g, String name, Value x, Value[] weights, boolean biased, float label) {
        Value w1 = weights[0];
        Value w2 = weights[1];
        Value w3 = weights[2];
        Value b2 = biased ? weights[3] : null;
        Value h1 = g.add(new LeakyReLU(g.add(Conv2d.of(x, w1, TWO, ONE)), SLOPE));
        Value h2 = g.add(new LeakyReLU(g.add(new Conv2d(h1, w2, b2, TWO, ONE)), SLOPE));
        Value p = g.add(new Sigmoid(g.add(Conv2d.of(h2, w3, stride(1), padding(0)))));
        Value target = g.add(new Fill(p.shape(), label));
        g.output("loss " + name, g.add(new BCELoss(p, target, Reduction.MEAN)));
        g.output("mean " + name, g.add(new Mean(p)));

        Value d3 = g.add(new SigmoidBackward(g.add(new BCELossBackward(p, target, Reduction.MEAN)), p));
        Value gw3 = g.add(new Conv2dGradWeight(h2, d3, w3.shape(), stride(1), padding(0)));
        Value dh2 = g.add(new Conv2dGradInput(d3, w3, h2.shape(), stride(1), padding(0)));
        Value d2 = g.add(new LeakyReLUBackward(dh2, h2, SLOPE));
        Value gw2 = g.add(new Conv2dGradWeight(h1, d2, w2.shape(), TWO, ONE));
        Value dh1 = g.add(new Conv2dGradInput(d2, w2, h1.shape(), TWO, ONE));
        Value d1 = g.add(new LeakyReLUBackward(dh1, h1, SLOPE));
        Value gw1 = g.add(new Conv2dGradWeight(x, d1, w1.shape(), TWO, ONE));
        return new Value[] {gw1, gw2, gw3, g.add(new ChannelSum(d2))};
    }

    /** Drawn latents through deconv → BatchNorm → ReLU → deconv → Tanh, a loss on the pictures, back, and Adam on all. */
    private static Case generator(int n, int latent, int c1, int c2) {
        Graph.Builder g = Graph.builder();
        Value w1 = g.parameter("w1", Shape.of(latent, c1, 4, 4));
        Value gamma = g.parameter("gamma", Shape.of(c1));
        Value beta = g.parameter("beta", Shape.of(c1));
        Value w2 = g.parameter("w2", Shape.of(c1, c2, 4, 4));
        Value[] weights = {w1, gamma, beta, w2};
        Value[][] moments = moments(g, weights);
        Value runningMean = g.parameter("running_mean", Shape.of(c1));
        Value runningVar = g.parameter("running_var", Shape.of(c1));
        Value step = g.parameter("step", Shape.SCALAR);
        Value counter = g.parameter("counter", Shape.SCALAR);

        g.stage("forward");
        Value z = g.add(new Normal(counter, 7, 3, Shape.of(n, latent, 1, 1)));
        g.update(new Increment(counter));
        Value x1 = g.add(ConvTranspose2d.of(z, w1, stride(1), padding(0)));
        Value mean = g.add(new ChannelMean(x1));
        Value variance = g.add(new ChannelVariance(x1, mean));
        int count = n * 4 * 4;
        g.update(new RunningAverage(runningMean, mean, 0.1f, 1));
        g.update(new RunningAverage(runningVar, variance, 0.1f, count / (count - 1f)));
        Value h1 = g.add(new ReLU(g.add(new BatchNorm2d(x1, mean, variance, gamma, beta, EPS))));
        Value picture = g.add(new Tanh(g.add(ConvTranspose2d.of(h1, w2, TWO, ONE))));
        g.output("picture", picture);

        g.stage("backward");
        Value wanted = g.input("wanted", picture.shape());
        Value d2 = g.add(new TanhBackward(g.add(new Add(picture, wanted)), picture));
        Value gw2 = g.add(new ConvTranspose2dGradWeight(h1, d2, w2.shape(), TWO, ONE));
        Value dh1 = g.add(new ConvTranspose2dGradInput(d2, w2, h1.shape(), TWO, ONE));
        Value d1 = g.add(new ReLUBackward(dh1, h1));
        Value gBeta = g.add(new ChannelSum(d1));
        Value gGamma = g.add(new BatchNorm2dGradWeight(d1, x1, mean, variance, EPS));
        Value dx1 = g.add(new BatchNorm2dGradInput(d1, x1, mean, variance, gamma, gGamma, gBeta, EPS));
        Value gw1 = g.add(new ConvTranspose2dGradWeight(z, dx1, w1.shape(), stride(1), padding(0)));
        adam(g, weights, new Value[] {gw1, gGamma, gBeta, gw2}, moments, step);

        String description = "Normal, deconv, BatchNorm, ReLU, deconv, Tanh with all gradients and Adam, " + latent
                + " to " + c1 + " to " + c2 + " channels";
        return of("training", description, g, e -> {
            draw(e, "w1", 1, 0.3f);
            draw(e, "w2", 2, 0.3f);
            e.write("gamma", Case.draw(e, "gamma", 3, 0.5f, 1.5f));
            draw(e, "beta", 4, 0.5f);
            for (int batch = 0; batch < 3; batch++) {
                draw(e, "wanted", 10 + batch, 1);
                e.run();
            }
        });
    }

    /** What a trained generator does: BatchNorm with the running statistics, and a bias. */
    private static Case inference() {
        Graph.Builder g = Graph.builder();
        Value z = g.input("z", Shape.of(2, 9, 3, 3));
        Value w = g.parameter("w", Shape.of(9, 21, 4, 4));
        Value bias = g.parameter("bias", Shape.of(21));
        Value mean = g.parameter("running_mean", bias.shape());
        Value variance = g.parameter("running_var", bias.shape());
        Value gamma = g.parameter("gamma", bias.shape());
        Value x = g.add(new ConvTranspose2d(z, w, bias, TWO, ONE, outputPadding(0)));
        Value y = g.add(new ReLU(g.add(new BatchNorm2d(x, mean, variance, gamma, bias, EPS))));
        g.output("y", y);
        Value dy = g.add(new ReLUBackward(y, y));
        Value dx = g.add(new BatchNorm2dEvalGradInput(dy, variance, gamma, EPS));
        g.output("dz", g.add(new ConvTranspose2dGradInput(dx, w, z.shape(), TWO, ONE)));
        return of("inference", "deconv with bias, BatchNorm on running statistics, ReLU, and back", g, e -> {
            drawAll(e);
            e.write("running_var", Case.draw(e, "running_var", 9, 0.2f, 2));
            e.run();
        });
    }

    /** A buffer that two ops read must outlive the first, also when it is read in two layouts or named an output. */
    private static Case twoReaders() {
        Graph.Builder g = Graph.builder();
        Value x = g.input("x", Shape.of(2, 18, 8, 8));
        Value w = g.parameter("w", Shape.of(18, 18, 3, 3));
        Value h = g.add(new LeakyReLU(g.add(Conv2d.of(x, w, stride(1), ONE)), SLOPE));
        Value a = g.add(Conv2d.of(h, w, stride(1), ONE));
        Value b = g.add(ConvTranspose2d.of(h, w, stride(1), ONE));
        Value sum = g.add(new Add(g.add(new Add(a, b)), h));
        g.output("conv", a);
        g.output("sum", sum);
        g.output("squashed", g.add(new Tanh(h)));
        g.output("mean", g.add(new ChannelMean(h)));
        g.output("activation", h);
        return of("sharing", "one activation read by conv, deconv, Add, Tanh and ChannelMean", g, e -> {
            drawAll(e);
            e.run();
            draw(e, "x", 5, 1);
            e.run();
        });
    }

    private static Case sameOperandTwice() {
        Graph.Builder g = Graph.builder();
        Value x = g.input("x", Shape.of(3, 5, 6, 6));
        Value p = g.add(new Sigmoid(x));
        Value doubled = g.add(new Add(p, p));
        g.output("doubled twice", g.add(new Add(doubled, doubled)));
        g.output("entropy", g.add(new BCELoss(p, p, Reduction.SUM)));
        g.output("sigmoid", g.add(new SigmoidBackward(p, p)));
        g.output("correlation", g.add(new Conv2dGradWeight(x, x, Shape.of(5, 5, 3, 3), stride(1), ONE)));
        return of("sharing", "the same buffer as both operands", g, e -> {
            drawAll(e);
            e.run();
        });
    }

    /** The first one may be fused with what follows, the second one not. */
    private static Case sameOpTwice() {
        Graph.Builder g = Graph.builder();
        Value x = g.input("x", Shape.of(2, 16, 8, 8));
        Value w = g.parameter("w", Shape.of(16, 16, 3, 3));
        Conv2d conv = Conv2d.of(x, w, stride(1), ONE);
        g.output("activation", g.add(new Tanh(g.add(conv))));
        g.output("conv", g.add(conv));
        return of("sharing", "the same conv with and without Tanh", g, e -> {
            drawAll(e);
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
        return of("updates", "the same RunningAverage before and after another op", g, e -> {
            drawAll(e);
            e.run();
        });
    }

    /** What the host writes over an output is what the next stage reads. */
    private static Case overwrittenOutput() {
        Graph.Builder g = Graph.builder();
        Value x = g.input("x", Shape.of(2, 3, 8, 8));
        Value w1 = g.parameter("w1", Shape.of(20, 3, 4, 4));
        Value w2 = g.parameter("w2", Shape.of(6, 20, 3, 3));
        g.stage("first");
        Value h = g.add(new LeakyReLU(g.add(Conv2d.of(x, w1, TWO, ONE)), SLOPE));
        g.output("h", h);
        g.stage("second");
        g.output("y", g.add(new Tanh(g.add(Conv2d.of(h, w2, stride(1), ONE)))));
        g.output("means", g.add(new ChannelMean(h)));
        return of("host writes", "an activation overwritten between two stages", g, e -> {
            drawAll(e);
            e.run();
            e.run("first");
            draw(e, "h", 9, 1);
            e.run("second");
        });
    }

    /** Gradients that were exchanged between machines are the ones that Adam takes. */
    private static Case overwrittenGradient() {
        Graph.Builder g = Graph.builder();
        Value x = g.input("x", Shape.of(2, 17, 8, 8));
        Value w = g.parameter("w", Shape.of(24, 17, 4, 4));
        Value[][] moments = moments(g, w);
        Value step = g.parameter("step", Shape.SCALAR);
        g.stage("gradients");
        Value y = g.add(Conv2d.of(x, w, TWO, ONE));
        Value gradient = g.add(new Conv2dGradWeight(x, y, w.shape(), TWO, ONE));
        g.output("gradient", gradient);
        g.stage("update");
        adam(g, new Value[] {w}, new Value[] {gradient}, moments, step);
        return of("host writes", "a gradient halved between two stages, a weight replaced between two runs", g, e -> {
            drawAll(e);
            for (int batch = 0; batch < 2; batch++) {
                e.run("gradients");
                float[] halved = e.read("gradient");
                for (int k = 0; k < halved.length; k++) {
                    halved[k] *= 0.5f;
                }
                e.write("gradient", halved);
                e.run("update");
            }
            draw(e, "w", 9, 1);
            e.run();
        });
    }

    /** A packed copy of a weight must not outlive the weight's update. */
    private static Case weightChangedBetweenTwoUses() {
        Graph.Builder g = Graph.builder();
        Value x = g.input("x", Shape.of(2, 16, 8, 8));
        Value target = g.input("target", Shape.of(16, 16, 3, 3));
        Value w = g.parameter("w", target.shape());
        g.output("before", g.add(Conv2d.of(x, w, stride(1), ONE)));
        g.update(new RunningAverage(w, target, 0.5f, 1));
        Value after = g.add(Conv2d.of(x, w, stride(1), ONE));
        g.output("after", after);
        g.output("back", g.add(new Conv2dGradInput(after, w, x.shape(), stride(1), ONE)));
        return of("updates", "a conv before and after its weight is updated", g, e -> {
            drawAll(e);
            e.run();
            e.run();
        });
    }

    private static Case copyBeforeUpdate() {
        Graph.Builder g = Graph.builder();
        Value p = g.parameter("p", Shape.of(5, 7));
        Value[][] moments = moments(g, p);
        Value step = g.parameter("step", Shape.SCALAR);
        Value old = g.add(new Copy(p));
        adam(g, new Value[] {p}, new Value[] {p}, moments, step);
        g.output("old and new", g.add(new Add(old, p)));
        return of("updates", "a copy of a parameter before Adam, with the parameter as its own gradient", g, e -> {
            drawAll(e);
            e.run();
            e.run();
        });
    }

    private static Case temporaryAcrossStages() {
        Graph.Builder g = Graph.builder();
        Value x = g.input("x", Shape.of(2, 19, 6, 6));
        Value w = g.parameter("w", Shape.of(19, 19, 3, 3));
        g.stage("first");
        Value kept = g.add(new ReLU(g.add(Conv2d.of(x, w, stride(1), ONE))));
        g.stage("second");
        Value y = x;
        for (int layer = 0; layer < 4; layer++) {
            y = g.add(new Tanh(g.add(Conv2d.of(y, w, stride(1), ONE))));
        }
        g.output("y", y);
        g.stage("third");
        g.output("sum", g.add(new Add(kept, y)));
        return of("stages", "a temporary of the first stage read in the third", g, e -> {
            drawAll(e);
            // Larger weights would magnify rounding errors from layer to layer.
            draw(e, "w", 8, 0.1f);
            e.run();
            draw(e, "x", 9, 1);
            e.run();
        });
    }

    private static Case stagesOutOfOrder() {
        Graph.Builder g = Graph.builder();
        Value x = g.input("x", Shape.of(2, 4, 6, 6));
        Value w = g.parameter("w", Shape.of(33, 4, 4, 4));
        Value target = g.input("target", w.shape());
        g.stage("forward");
        g.output("y", g.add(Conv2d.of(x, w, TWO, ONE)));
        g.stage("update");
        g.update(new RunningAverage(w, target, 0.5f, 1));
        return of("stages", "the last stage first, and the first one alone", g, e -> {
            drawAll(e);
            e.run("update");
            e.run("update");
            e.run("forward");
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
        return of("updates", "a counter that is incremented between two draws", g, e -> {
            e.run();
            e.run();
        });
    }

    private static Case of(String kind, String description, Graph.Builder graph, Consumer<Executable> program) {
        return new Case("graph: " + kind, description, graph.build(), program);
    }

    /** Declares m and v for each weight. */
    private static Value[][] moments(Graph.Builder g, Value... weights) {
        Value[][] moments = new Value[weights.length][];
        for (int k = 0; k < weights.length; k++) {
            Shape shape = weights[k].shape();
            moments[k] = new Value[] {g.parameter("m" + k, shape), g.parameter("v" + k, shape)};
        }
        return moments;
    }

    private static void adam(Graph.Builder g, Value[] weights, Value[] gradients, Value[][] moments, Value step) {
        g.update(new Increment(step));
        for (int k = 0; k < weights.length; k++) {
            g.update(new Adam(weights[k], gradients[k], moments[k][0], moments[k][1], step, ADAM));
        }
    }

    private static void draw(Executable e, String name, int stream, float magnitude) {
        e.write(name, Case.draw(e, name, stream, -magnitude, magnitude));
    }

    /** Fills all inputs, and all parameters but those of Adam, which start as zeros. */
    private static void drawAll(Executable e) {
        int stream = 0;
        for (String name : e.graph().inputs().keySet()) {
            draw(e, name, stream++, 1);
        }
        for (String name : e.graph().parameters().keySet()) {
            if (!name.matches("step|[mv]\\d+")) {
                draw(e, name, stream++, 1);
            }
        }
    }
}
