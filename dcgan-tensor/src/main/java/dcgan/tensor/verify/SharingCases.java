package dcgan.tensor.verify;

import static dcgan.tensor.op.Padding.padding;
import static dcgan.tensor.op.Stride.stride;

import dcgan.tensor.Graph;
import dcgan.tensor.Shape;
import dcgan.tensor.Value;
import dcgan.tensor.op.Add;
import dcgan.tensor.op.BCELoss;
import dcgan.tensor.op.BatchNorm2dGradWeight;
import dcgan.tensor.op.ChannelMean;
import dcgan.tensor.op.ChannelSum;
import dcgan.tensor.op.ChannelVariance;
import dcgan.tensor.op.Conv2d;
import dcgan.tensor.op.Conv2dGradWeight;
import dcgan.tensor.op.ConvTranspose2d;
import dcgan.tensor.op.Fill;
import dcgan.tensor.op.LeakyReLU;
import dcgan.tensor.op.Reduction;
import dcgan.tensor.op.Sigmoid;
import dcgan.tensor.op.SigmoidBackward;
import dcgan.tensor.op.Tanh;
import java.util.List;

/** A buffer or an op that is there more than once: what is fused with one use of it must not be missing at another. */
final class SharingCases {

    private SharingCases() {}

    static List<Case> all() {
        return List.of(twoReaders(), sameOperandTwice(), sameOpTwice(), sumsOfOneImage());
    }

    /** A buffer that two ops read must outlive the first, also when it is read in two layouts or named an output. */
    private static Case twoReaders() {
        Graph.Builder g = Graph.builder();
        Value x = g.input("x", Shape.of(2, 18, 8, 8));
        Value w = g.parameter("w", Shape.of(18, 18, 3, 3));
        Value h = g.add(new LeakyReLU(g.add(Conv2d.of(x, w, stride(1), padding(1))), 0.2f));
        Value a = g.add(Conv2d.of(h, w, stride(1), padding(1)));
        Value b = g.add(ConvTranspose2d.of(h, w, stride(1), padding(1)));
        Value sum = g.add(new Add(g.add(new Add(a, b)), h));
        g.output("conv", a);
        g.output("sum", sum);
        g.output("squashed", g.add(new Tanh(h)));
        g.output("mean", g.add(new ChannelMean(h)));
        g.output("activation", h);
        return Case.ofGraph("sharing", "one activation read by conv, deconv, Add, Tanh and ChannelMean", g, e -> {
            Case.drawAll(e);
            e.run();
            Case.draw(e, "x", 5, 1);
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
        g.output("correlation", g.add(new Conv2dGradWeight(x, x, Shape.of(5, 5, 3, 3), stride(1), padding(1))));
        return Case.ofGraph("sharing", "the same buffer as both operands", g, e -> {
            Case.drawAll(e);
            e.run();
        });
    }

    /** The first one may be fused with what follows, the second one not. */
    private static Case sameOpTwice() {
        Graph.Builder g = Graph.builder();
        Value x = g.input("x", Shape.of(2, 16, 8, 8));
        Value w = g.parameter("w", Shape.of(16, 16, 3, 3));
        Conv2d conv = Conv2d.of(x, w, stride(1), padding(1));
        g.output("activation", g.add(new Tanh(g.add(conv))));
        g.output("conv", g.add(conv));
        return Case.ofGraph("sharing", "the same conv with and without Tanh", g, e -> {
            Case.drawAll(e);
            e.run();
        });
    }

    /** Far from zero, where the difference of two large sums would be no variance; and sums that only look as if of one image. */
    private static Case sumsOfOneImage() {
        Graph.Builder g = Graph.builder();
        Value x = g.input("x", Shape.of(3, 18, 5, 7));
        Value far = g.add(new Add(x, g.add(new Fill(x.shape(), 50))));
        Value mean = g.add(new ChannelMean(far));
        Value variance = g.add(new ChannelVariance(far, mean));
        Value nearMean = g.add(new ChannelMean(x));
        g.output("variance about another mean", g.add(new ChannelVariance(far, nearMean)));
        g.output("gradient to the weight", g.add(new BatchNorm2dGradWeight(x, far, mean, variance, 1e-5f)));
        g.output("sum", g.add(new ChannelSum(x)));
        g.output("another gradient", g.add(new BatchNorm2dGradWeight(far, x, nearMean, variance, 1e-5f)));
        g.output("another sum", g.add(new ChannelSum(x)));
        g.output("mean", mean);
        g.output("variance", variance);
        return Case.ofGraph("sharing", "sums of one image and of two", g, e -> {
            Case.drawAll(e);
            e.run();
        });
    }
}
