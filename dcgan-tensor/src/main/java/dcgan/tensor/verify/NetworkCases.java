package dcgan.tensor.verify;

import static dcgan.tensor.op.OutputPadding.outputPadding;
import static dcgan.tensor.op.Padding.padding;
import static dcgan.tensor.op.Stride.stride;

import dcgan.tensor.Graph;
import dcgan.tensor.Shape;
import dcgan.tensor.Value;
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

/**
 * Networks like those of a GAN, in training and in use: what a backend may fuse, keep in another layout or put into memory
 * that it has used before, all at once.
 */
final class NetworkCases {

    private static final Stride TWO = stride(2);
    private static final Padding ONE = padding(1);
    private static final float SLOPE = 0.2f;
    private static final float EPS = 1e-5f;

    private NetworkCases() {}

    static List<Case> all() {
        return List.of(
                discriminator(2, 3, 5, 7, false),
                discriminator(3, 16, 32, 48, true),
                generator(2, 6, 5, 3),
                generator(3, 20, 32, 16),
                inference());
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
        AdamState adam = AdamState.declare(g, weights);
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
        adam.update(g, gradients);

        String description = "conv, LeakyReLU, conv, LeakyReLU, conv, Sigmoid, BCE with all gradients and Adam, " + in
                + " to " + c1 + " to " + c2 + (biased ? " channels with bias" : " channels");
        return Case.ofGraph("training", description, g, e -> {
            Case.draw(e, "w1", 1, 0.1f);
            Case.draw(e, "w2", 2, 0.1f);
            Case.draw(e, "w3", 3, 0.1f);
            Case.draw(e, "b2", 4, 0.1f);
            for (int batch = 0; batch < 3; batch++) {
                Case.draw(e, "images", 10 + batch, 1);
                Case.draw(e, "fakes", 20 + batch, 1);
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
        AdamState adam = AdamState.declare(g, weights);
        Value runningMean = g.parameter("running_mean", Shape.of(c1));
        Value runningVar = g.parameter("running_var", Shape.of(c1));
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
        adam.update(g, gw1, gGamma, gBeta, gw2);

        String description = "Normal, deconv, BatchNorm, ReLU, deconv, Tanh with all gradients and Adam, " + latent
                + " to " + c1 + " to " + c2 + " channels";
        return Case.ofGraph("training", description, g, e -> {
            Case.draw(e, "w1", 1, 0.3f);
            Case.draw(e, "w2", 2, 0.3f);
            Case.draw(e, "gamma", 3, 0.5f, 1.5f);
            Case.draw(e, "beta", 4, 0.5f);
            for (int batch = 0; batch < 3; batch++) {
                Case.draw(e, "wanted", 10 + batch, 1);
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
        return Case.ofGraph("inference", "deconv with bias, BatchNorm on running statistics, ReLU, and back", g, e -> {
            Case.drawAll(e);
            Case.draw(e, "running_var", 9, 0.2f, 2);
            e.run();
        });
    }
}
