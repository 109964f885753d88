package dcgan.tensor.tornado;

import dcgan.tensor.Graph;
import dcgan.tensor.Shape;
import dcgan.tensor.Value;
import dcgan.tensor.op.Adam;
import dcgan.tensor.op.Add;
import dcgan.tensor.op.BCELoss;
import dcgan.tensor.op.BCELossBackward;
import dcgan.tensor.op.BCEWithLogitsLoss;
import dcgan.tensor.op.BCEWithLogitsLossBackward;
import dcgan.tensor.op.BatchNorm2d;
import dcgan.tensor.op.BatchNorm2dEvalGradInput;
import dcgan.tensor.op.BatchNorm2dGradInput;
import dcgan.tensor.op.BatchNorm2dGradWeight;
import dcgan.tensor.op.ChannelMean;
import dcgan.tensor.op.ChannelSum;
import dcgan.tensor.op.ChannelVariance;
import dcgan.tensor.op.Convolution;
import dcgan.tensor.op.Copy;
import dcgan.tensor.op.Fill;
import dcgan.tensor.op.Increment;
import dcgan.tensor.op.LeakyReLU;
import dcgan.tensor.op.LeakyReLUBackward;
import dcgan.tensor.op.Mean;
import dcgan.tensor.op.Normal;
import dcgan.tensor.op.Op;
import dcgan.tensor.op.ReLU;
import dcgan.tensor.op.ReLUBackward;
import dcgan.tensor.op.Reduction;
import dcgan.tensor.op.RunningAverage;
import dcgan.tensor.op.Sigmoid;
import dcgan.tensor.op.SigmoidBackward;
import dcgan.tensor.op.Tanh;
import dcgan.tensor.op.TanhBackward;
import dcgan.tensor.planning.ConvolutionChoice;
import dcgan.tensor.tornado.Launch.InGrid;
import dcgan.tensor.tornado.kernels.Elementwise;
import dcgan.tensor.tornado.kernels.Losses;
import dcgan.tensor.tornado.kernels.Normalisation;
import dcgan.tensor.tornado.kernels.Sums;
import dcgan.tensor.tornado.kernels.Transfers;
import dcgan.tensor.tornado.kernels.Updates;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import uk.ac.manchester.tornado.api.KernelContext;
import uk.ac.manchester.tornado.api.common.TornadoFunctions.Task3;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;

/** Turns the ops of a graph into launches of kernels. */
final class Lowering {

    private final Placement placement;
    private final Arena arena;
    private final KernelFamily family;
    private final ConvolutionChoice convolutions;

    /** Where they are, until the counter changes. */
    private final Map<Corrections, Integer> corrections = new HashMap<>();

    /** What parameters share that Adam updates in the same step. */
    private record Corrections(Value step, Adam.Settings settings) {}

    /** Of the node that is being lowered. */
    private List<Launch> launches;

    /**
     * What runs a node of the graph.
     *
     * @param launches at least one
     */
    record Lowered(Graph.Node node, List<Launch> launches) {}

    Lowering(Placement placement, Arena arena, KernelFamily family, ConvolutionChoice convolutions) {
        this.placement = placement;
        this.arena = arena;
        this.family = family;
        this.convolutions = convolutions;
    }

    /** What runs a stage, in the order of its nodes. */
    List<Lowered> stage(Graph.Stage stage) {
        List<Lowered> lowered = new ArrayList<>();
        corrections.clear();
        for (Graph.Node node : stage.nodes()) {
            launches = new ArrayList<>();
            switch (node.op()) {
                case Op.Pure op -> compute(op, node.result());
                case Op.InPlace op -> update(op);
            }
            lowered.add(new Lowered(node, launches));
            arena.endOp();
            placement.release(node);
        }
        return lowered;
    }

    private void compute(Op.Pure operation, Optional<Value> result) {
        Buffer out = of(result.orElseThrow());
        switch (operation) {
            case Convolution op -> convolution(op, op.roles(result));

            case ReLU(Value x) -> map(Elementwise::relu, out, x);
            case LeakyReLU(Value x, float slope) -> map(Elementwise::leakyRelu, out, x, slope);
            case Sigmoid(Value x) -> map(family.precision().sigmoid(), out, x);
            case Tanh(Value x) -> map(Elementwise::hyperbolicTangent, out, x);
            case ReLUBackward(Value dy, Value y) -> map(Elementwise::reluBackward, out, dy, y);
            case LeakyReLUBackward(Value dy, Value y, float slope) ->
                map(Elementwise::leakyReluBackward, out, dy, y, slope);
            case SigmoidBackward(Value dy, Value y) -> map(Elementwise::sigmoidBackward, out, dy, y);
            case TanhBackward(Value dy, Value y) -> map(Elementwise::tanhBackward, out, dy, y);

            case ChannelMean(Value x) -> channelSum(of(x), out, 1f / perChannel(x));
            case ChannelVariance(Value x, Value mean) ->
                channels(Sums::channelVariance, of(x), out, arena.constants(1f / perChannel(x)), at(mean));
            case ChannelSum(Value x) -> channelSum(of(x), out, 1);
            case BatchNorm2d(Value x, Value mean, Value variance, Value weight, Value bias, float eps) ->
                normalisation(
                        Normalisation::forward,
                        of(x),
                        at(x),
                        out.offset(),
                        at(mean),
                        at(variance),
                        at(weight),
                        at(bias),
                        arena.constants(eps));
            case BatchNorm2dGradWeight(Value dy, Value x, Value mean, Value variance, float eps) ->
                channels(Sums::channelGradWeight, of(dy), out, at(x), at(mean), at(variance), arena.constants(eps));
            case BatchNorm2dGradInput op ->
                normalisation(
                        Normalisation::gradInput,
                        of(op.input()),
                        at(op.gradOutput()),
                        out.offset(),
                        at(op.input()),
                        at(op.mean()),
                        at(op.variance()),
                        at(op.weight()),
                        at(op.gradWeight()),
                        at(op.gradBias()),
                        arena.constants(op.eps()),
                        arena.constants(1f / perChannel(op.input())));
            case BatchNorm2dEvalGradInput(Value dy, Value variance, Value weight, float eps) ->
                normalisation(
                        Normalisation::evalGradInput,
                        of(dy),
                        at(dy),
                        out.offset(),
                        at(variance),
                        at(weight),
                        arena.constants(eps));

            case BCELoss(Value p, Value t, Reduction reduction) -> loss(Losses::bce, p, t, reduction, out);
            case BCELossBackward(Value p, Value t, Reduction reduction) ->
                map(family.precision().bceBackward(), out, p, t, terms(p.shape(), reduction));
            case BCEWithLogitsLoss(Value x, Value t, Reduction reduction) ->
                loss(Losses::bceWithLogits, x, t, reduction, out);
            case BCEWithLogitsLossBackward(Value x, Value t, Reduction reduction) ->
                map(Losses::bceWithLogitsBackward, out, x, t, share(x.shape(), reduction));

            case Fill(var _, float value) ->
                launches.add(
                        InGrid.elementwise(Elementwise::fill, out.numbers(), out.offset(), arena.constants(value)));
            case Copy(Value x) -> map(Elementwise::copy, out, x);
            case Add(Value a, Value b) -> map(Elementwise::add, out, a, b);
            case Mean(Value x) -> total(of(x), out, 1f / x.shape().size());
            case Normal(Value counter, long seed, int stream, var _) ->
                launches.add(new InGrid(
                        family.precision().gaussian(),
                        InGrid.grid(Math.ceilDiv(out.shape().size(), 4), 1, Elementwise.GROUP),
                        out.shape().size(),
                        at(counter),
                        stream,
                        (int) seed,
                        (int) (seed >>> 32),
                        out.perImage(),
                        out.offset(),
                        out.imageStride(),
                        out.elementStride()));
        }
    }

    private void update(Op.InPlace operation) {
        corrections.keySet().removeIf(key -> operation.updates().contains(key.step()));
        switch (operation) {
            case Adam(Value p, Value g, Value m, Value v, Value step, Adam.Settings s) ->
                launches.add(InGrid.elementwise(
                        Updates::adam,
                        of(p).numbers(),
                        at(p),
                        at(g),
                        at(m),
                        at(v),
                        corrections(step, s),
                        arena.constants(
                                (float) s.beta1(),
                                (float) (1 - s.beta1()),
                                (float) s.beta2(),
                                (float) (1 - s.beta2()),
                                (float) s.eps(),
                                (float) s.weightDecay())));
            case RunningAverage(Value running, Value batch, float momentum, float correction) ->
                launches.add(InGrid.elementwise(
                        Updates::runningAverage,
                        of(running).numbers(),
                        at(running),
                        at(batch),
                        arena.constants(1 - momentum),
                        arena.constants(momentum * correction)));
            case Increment(Value counter) -> launches.add(InGrid.elementwise(Updates::increment, 1, at(counter)));
        }
    }

    /** Where the corrections of Adam's step are, computed once for all parameters that share the counter. */
    private int corrections(Value step, Adam.Settings s) {
        return corrections.computeIfAbsent(new Corrections(step, s), _ -> {
            int place = arena.allocate(2);
            float[] constants = new float[8];
            double[] exact = {s.lr(), s.beta1(), s.beta2()};
            for (int k = 0; k < exact.length; k++) {
                // The second number holds the bits that are too many for the first.
                constants[2 * k] = (float) exact[k];
                constants[2 * k + 1] = (float) (exact[k] - (float) exact[k]);
            }
            constants[6] = (float) Math.log(s.beta1());
            constants[7] = (float) Math.log(s.beta2());
            launches.add(InGrid.elementwise(
                    family.precision().corrections(), 1, at(step), arena.constants(constants), place));
            return place;
        });
    }

    private void convolution(Convolution op, Convolution.Roles roles) {
        boolean yieldsWeight = op.primitive() == Convolution.Primitive.WEIGHT;
        Buffer weight = of(roles.weight());
        Buffer rowMajor = weight;
        if (weight.layout() != Layout.ROW_MAJOR) {
            // The weight is an image elsewhere.
            rowMajor = new Buffer(arena.scratch(weight.shape().size()), weight.shape(), Layout.ROW_MAJOR);
            if (!yieldsWeight) {
                convert(weight, rowMajor);
            }
        }
        launches.addAll(family.launches(
                op.primitive(),
                op.geometry(),
                convolutions,
                KernelFamily.integers(op.geometry(), of(roles.large()), of(roles.small()), rowMajor, of(roles.bias())),
                arena));
        if (yieldsWeight && rowMajor != weight) {
            convert(rowMajor, weight);
        }
    }

    private void convert(Buffer from, Buffer to) {
        int images = from.shape().dim(0);
        int perImage = from.shape().size() / images;
        launches.add(InGrid.elementwise(
                Transfers::convert,
                from.shape().size(),
                perImage,
                from.offset(),
                from.layout() == Layout.ROW_MAJOR ? perImage : from.imageStride(),
                from.elementStride(),
                to.offset(),
                to.layout() == Layout.ROW_MAJOR ? perImage : to.imageStride(),
                to.elementStride()));
    }

    private void map(Task3<KernelContext, FloatArray, IntArray> kernel, Buffer out, Value x) {
        launches.add(InGrid.elementwise(kernel, out.numbers(), at(x), out.offset()));
    }

    private void map(Task3<KernelContext, FloatArray, IntArray> kernel, Buffer out, Value x, float constant) {
        launches.add(InGrid.elementwise(kernel, out.numbers(), at(x), out.offset(), arena.constants(constant)));
    }

    private void map(Task3<KernelContext, FloatArray, IntArray> kernel, Buffer out, Value x, Value y) {
        launches.add(InGrid.elementwise(kernel, out.numbers(), at(x), at(y), out.offset()));
    }

    private void map(Task3<KernelContext, FloatArray, IntArray> kernel, Buffer out, Value x, Value y, float constant) {
        launches.add(InGrid.elementwise(kernel, out.numbers(), at(x), at(y), out.offset(), arena.constants(constant)));
    }

    private void normalisation(Task3<KernelContext, FloatArray, IntArray> kernel, Buffer image, int... integers) {
        int numbers = image.channelNumbers();
        launches.add(new InGrid(
                kernel,
                InGrid.grid(numbers, image.shape().dim(1), Elementwise.GROUP),
                Launch.joined(new int[] {numbers}, integers)));
    }

    private void channelSum(Buffer x, Buffer out, float factor) {
        channels(Sums::channelTotal, x, out, arena.constants(factor));
    }

    private void channels(Task3<KernelContext, FloatArray, IntArray> kernel, Buffer x, Buffer out, int... integers) {
        int channels = x.shape().dim(1);
        int[] first = {x.rows() / channels, x.rowLength(), x.rowValid(), x.offset(), out.offset()};
        launches.add(
                new InGrid(kernel, InGrid.grid(channels * Sums.GROUP, 1, Sums.GROUP), Launch.joined(first, integers)));
    }

    private void total(Buffer x, Buffer out, float factor) {
        launches.add(new InGrid(
                Sums::total,
                InGrid.grid(Sums.GROUP, 1, Sums.GROUP),
                x.rows(),
                x.rowLength(),
                x.rowValid(),
                x.offset(),
                out.offset(),
                arena.constants(factor)));
    }

    private void loss(
            Task3<KernelContext, FloatArray, IntArray> kernel, Value x, Value t, Reduction reduction, Buffer out) {
        if (reduction == Reduction.NONE) {
            map(kernel, out, x, t);
            return;
        }
        Buffer prediction = of(x);
        Buffer elements = new Buffer(arena.scratch(prediction.numbers()), prediction.shape(), prediction.layout());
        map(kernel, elements, x, t);
        total(elements, out, share(x.shape(), reduction));
    }

    /** How many terms a loss is the mean of; 1 for a sum. */
    private static float terms(Shape elements, Reduction reduction) {
        return reduction == Reduction.MEAN ? elements.size() : 1;
    }

    private static float share(Shape elements, Reduction reduction) {
        return 1 / terms(elements, reduction);
    }

    private static int perChannel(Value image) {
        return image.shape().size() / image.shape().dim(1);
    }

    private Buffer of(Value value) {
        return placement.of(value);
    }

    private int at(Value value) {
        return placement.of(value).offset();
    }
}
