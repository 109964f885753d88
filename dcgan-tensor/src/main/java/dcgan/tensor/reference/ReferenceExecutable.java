package dcgan.tensor.reference;

import dcgan.tensor.Graph;
import dcgan.tensor.Philox;
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
import dcgan.tensor.op.ColorJitter;
import dcgan.tensor.op.ColorJitterBackward;
import dcgan.tensor.op.Convolution;
import dcgan.tensor.op.Copy;
import dcgan.tensor.op.Cutout;
import dcgan.tensor.op.Divide;
import dcgan.tensor.op.Dot;
import dcgan.tensor.op.Fill;
import dcgan.tensor.op.HingeLoss;
import dcgan.tensor.op.HingeLossBackward;
import dcgan.tensor.op.ImageMean;
import dcgan.tensor.op.Increment;
import dcgan.tensor.op.LeakyReLU;
import dcgan.tensor.op.LeakyReLUBackward;
import dcgan.tensor.op.Lerp;
import dcgan.tensor.op.MSELoss;
import dcgan.tensor.op.MSELossBackward;
import dcgan.tensor.op.MatrixVector;
import dcgan.tensor.op.MatrixVectorTransposed;
import dcgan.tensor.op.Mean;
import dcgan.tensor.op.Normal;
import dcgan.tensor.op.Normalize;
import dcgan.tensor.op.Op;
import dcgan.tensor.op.ReLU;
import dcgan.tensor.op.ReLUBackward;
import dcgan.tensor.op.Reduction;
import dcgan.tensor.op.RunningAverage;
import dcgan.tensor.op.Scale;
import dcgan.tensor.op.Sigmoid;
import dcgan.tensor.op.SigmoidBackward;
import dcgan.tensor.op.SpectralNormBackward;
import dcgan.tensor.op.Subtract;
import dcgan.tensor.op.Tanh;
import dcgan.tensor.op.TanhBackward;
import dcgan.tensor.op.Translate;
import dcgan.tensor.op.TranslateBackward;
import dcgan.tensor.spi.AbstractExecutable;
import java.util.Arrays;
import java.util.Optional;

/**
 * One array a buffer, one function call an op. Sums are double; what an op yields is rounded to float32, so that for
 * instance a sigmoid saturates where it does in every other backend.
 */
final class ReferenceExecutable extends AbstractExecutable {

    /** Whether results are rounded. */
    enum Precision {
        /** To float32, as the contract of {@link dcgan.tensor.Executable} has it. */
        FLOAT32,
        /** Not at all, for tests that compare gradients with central differences. */
        FLOAT64
    }

    private final ParallelLoop loop;
    private final Precision precision;

    /** By the value's id; null after {@link #release()}. */
    private double[][] buffers;

    ReferenceExecutable(Graph graph, ParallelLoop loop, Precision precision) {
        super(graph);
        this.loop = loop;
        this.precision = precision;
        this.buffers = new double[graph.values().size()][];
        for (Value value : graph.values()) {
            buffers[value.id()] = new double[value.shape().size()];
        }
    }

    @Override
    protected void doWrite(String name, Value value, float[] values) {
        copy(values, of(value));
    }

    @Override
    protected void doRead(String name, Value value, float[] into) {
        double[] buffer = of(value);
        for (int k = 0; k < buffer.length; k++) {
            into[k] = (float) buffer[k];
        }
    }

    /** The numbers of an input, a parameter or an output themselves. */
    double[] buffer(String name) {
        return of(graph().named(name));
    }

    @Override
    protected void doRun(Graph.Stage stage) {
        for (Graph.Node node : stage.nodes()) {
            switch (node.op()) {
                case Op.Pure op -> {
                    compute(op, node.result());
                    round(of(node.result().orElseThrow()));
                }
                case Op.InPlace op -> {
                    update(op);
                    op.updates().forEach(value -> round(of(value)));
                }
            }
        }
    }

    private void compute(Op.Pure operation, Optional<Value> result) {
        double[] out = of(result.orElseThrow());
        switch (operation) {
            case Convolution op -> convolution(op, result);

            case ReLU(Value x) -> Elementwise.map(of(x), out, Elementwise::relu);
            case LeakyReLU(Value x, float slope) -> Elementwise.map(of(x), out, a -> Elementwise.leakyRelu(a, slope));
            case Sigmoid(Value x) -> Elementwise.map(of(x), out, Elementwise::sigmoid);
            case Tanh(Value x) -> Elementwise.map(of(x), out, Math::tanh);
            case ReLUBackward(Value dy, Value y) -> Elementwise.map(of(dy), of(y), out, (d, b) -> b > 0 ? d : 0);
            case LeakyReLUBackward(Value dy, Value y, float slope) ->
                Elementwise.map(of(dy), of(y), out, (d, b) -> b > 0 ? d : slope * d);
            case SigmoidBackward(Value dy, Value y) -> Elementwise.map(of(dy), of(y), out, (d, b) -> d * b * (1 - b));
            case TanhBackward(Value dy, Value y) -> Elementwise.map(of(dy), of(y), out, (d, b) -> d * (1 - b * b));

            case ChannelMean(Value x) -> Channels.of(x.shape()).mean(of(x), out);
            case ChannelVariance(Value x, Value mean) -> Channels.of(x.shape()).variance(of(x), of(mean), out);
            case ChannelSum(Value x) -> Channels.of(x.shape()).sum(of(x), out);
            case BatchNorm2d(Value x, Value mean, Value variance, Value weight, Value bias, float eps) ->
                Channels.of(x.shape()).batchNorm(of(x), of(mean), of(variance), of(weight), of(bias), eps, out);
            case BatchNorm2dGradWeight(Value dy, Value x, Value mean, Value variance, float eps) ->
                Channels.of(x.shape()).batchNormGradWeight(of(dy), of(x), of(mean), of(variance), eps, out);
            case BatchNorm2dGradInput(
                    Value dy,
                    Value x,
                    Value mean,
                    Value variance,
                    Value weight,
                    Value dWeight,
                    Value dBias,
                    float eps) ->
                Channels.of(x.shape())
                        .batchNormGradInput(
                                of(dy), of(x), of(mean), of(variance), of(weight), of(dWeight), of(dBias), eps, out);
            case BatchNorm2dEvalGradInput(Value dy, Value variance, Value weight, float eps) ->
                Channels.of(dy.shape()).batchNormEvalGradInput(of(dy), of(variance), of(weight), eps, out);

            case BCELoss(Value p, Value t, Reduction reduction) ->
                Losses.forward(of(p), of(t), reduction, out, Losses::bce);
            case BCELossBackward(Value p, Value t, Reduction reduction) ->
                Losses.backward(of(p), of(t), reduction, out, Losses::bceGradient);
            case BCEWithLogitsLoss(Value x, Value t, Reduction reduction) ->
                Losses.forward(of(x), of(t), reduction, out, Losses::bceWithLogits);
            case BCEWithLogitsLossBackward(Value x, Value t, Reduction reduction) ->
                Losses.backward(of(x), of(t), reduction, out, Losses::bceWithLogitsGradient);
            case HingeLoss(Value x, Value t, Reduction reduction) ->
                Losses.forward(of(x), of(t), reduction, out, Losses::hinge);
            case HingeLossBackward(Value x, Value t, Reduction reduction) ->
                Losses.backward(of(x), of(t), reduction, out, Losses::hingeGradient);
            case MSELoss(Value x, Value t, Reduction reduction) ->
                Losses.forward(of(x), of(t), reduction, out, Losses::squaredError);
            case MSELossBackward(Value x, Value t, Reduction reduction) ->
                Losses.backward(of(x), of(t), reduction, out, Losses::squaredErrorGradient);

            case Fill(var _, float value) -> Arrays.fill(out, value);
            case Copy(Value x) -> System.arraycopy(of(x), 0, out, 0, out.length);
            case Add(Value a, Value b) -> Elementwise.map(of(a), of(b), out, Double::sum);
            case Subtract(Value a, Value b) -> Elementwise.map(of(a), of(b), out, (p, q) -> p - q);
            case Scale(Value x, float factor) -> Elementwise.map(of(x), out, a -> factor * a);
            case Mean(Value x) -> out[0] = Elementwise.sum(of(x)) / x.shape().size();
            case Normal(Value counter, long seed, int stream, var _) -> {
                float[] numbers = new float[out.length];
                Philox.normal(seed, stream, (int) of(counter)[0], numbers);
                copy(numbers, out);
            }

            case ImageMean(Value x) -> Augmentations.of(x.shape()).mean(of(x), out);
            case ColorJitter(Value x, Value mean, Value parameters) ->
                Augmentations.of(x.shape()).colorJitter(of(x), of(mean), of(parameters), out);
            case ColorJitterBackward(Value dy, Value mean, Value parameters) ->
                Augmentations.of(dy.shape()).colorJitterBackward(of(dy), of(mean), of(parameters), out);
            case Translate(Value x, Value parameters) ->
                Augmentations.of(x.shape()).translate(of(x), of(parameters), 1, out);
            case TranslateBackward(Value dy, Value parameters) ->
                Augmentations.of(dy.shape()).translate(of(dy), of(parameters), -1, out);
            case Cutout(Value x, Value parameters, int height, int width) ->
                Augmentations.of(x.shape()).cutout(of(x), of(parameters), height, width, out);

            case MatrixVector(Value matrix, Value vector) ->
                Matrices.of(matrix.shape()).vector(of(matrix), of(vector), out);
            case MatrixVectorTransposed(Value matrix, Value vector) ->
                Matrices.of(matrix.shape()).vectorTransposed(of(matrix), of(vector), out);
            case Normalize(Value x, float eps) -> Matrices.normalize(of(x), eps, out);
            case Dot(Value a, Value b) -> out[0] = Matrices.dot(of(a), of(b));
            case Divide(Value x, Value divisor) -> Elementwise.map(of(x), out, a -> a / of(divisor)[0]);
            case SpectralNormBackward(Value dy, Value dot, Value u, Value v, Value sigma) ->
                Matrices.of(dy.shape()).spectralNormBackward(of(dy), of(dot)[0], of(u), of(v), of(sigma)[0], out);
        }
    }

    private void convolution(Convolution op, Optional<Value> result) {
        Convolutions loops = Convolutions.of(op.geometry());
        Convolution.Roles roles = op.roles(result);
        double[] large = of(roles.large());
        double[] small = of(roles.small());
        double[] weight = of(roles.weight());
        double[] bias = of(roles.bias());
        switch (op.primitive()) {
            case DOWN -> loops.down(large, weight, bias, small, loop);
            case UP -> loops.up(small, weight, bias, large, loop);
            case WEIGHT -> loops.weight(large, small, weight, loop);
        }
    }

    private void update(Op.InPlace operation) {
        switch (operation) {
            case Adam(Value p, Value g, Value m, Value v, Value step, Value lrFactor, Adam.Settings settings) ->
                Updates.adam(of(p), of(g), of(m), of(v), of(step)[0], lrFactor == null ? 1 : of(lrFactor)[0], settings);
            case RunningAverage(Value running, Value batch, float momentum, float correction) ->
                Updates.runningAverage(of(running), of(batch), momentum, correction);
            case Lerp(Value average, Value value, Value weight) -> Updates.lerp(of(average), of(value), of(weight)[0]);
            case Increment(Value counter) -> of(counter)[0]++;
        }
    }

    /** The numbers of a value; null for an absent one. */
    private double[] of(Value value) {
        return value == null ? null : buffers[value.id()];
    }

    private void round(double[] results) {
        if (precision == Precision.FLOAT32) {
            for (int k = 0; k < results.length; k++) {
                results[k] = (float) results[k];
            }
        }
    }

    private static void copy(float[] from, double[] to) {
        for (int k = 0; k < to.length; k++) {
            to[k] = from[k];
        }
    }

    @Override
    protected void release() {
        buffers = null;
    }
}
