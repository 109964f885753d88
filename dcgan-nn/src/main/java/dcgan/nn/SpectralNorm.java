package dcgan.nn;

import dcgan.nn.Pass.Gradients;
import dcgan.tensor.Graph;
import dcgan.tensor.Shape;
import dcgan.tensor.Value;
import dcgan.tensor.op.Divide;
import dcgan.tensor.op.Dot;
import dcgan.tensor.op.MatrixVector;
import dcgan.tensor.op.MatrixVectorTransposed;
import dcgan.tensor.op.Normalize;
import dcgan.tensor.op.RunningAverage;
import dcgan.tensor.op.SpectralNormBackward;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * A convolution whose weight is divided by its spectral norm (Miyato et al. 2018), as {@code torch.nn.utils.spectral_norm} makes it:
 * parameters {@code weight_orig [out, in, k, k]} and, if the convolution has one, {@code bias [out]}; buffers {@code weight_u [out]}
 * and {@code weight_v [in · k · k]}. With the weight as a matrix W of {@code out} rows, the norm is {@code σ = uᵀ W v}. Every forward
 * pass in training first makes one power iteration, {@code v ← Wᵀu / ‖Wᵀu‖}, {@code u ← Wv / ‖Wv‖}, and updates the buffers; the
 * gradient takes u and v for constants.
 *
 * @param convolution whose weight is normalised
 */
public record SpectralNorm(Conv2d convolution) implements Layer {

    private static final String WEIGHT = "weight";
    private static final String WEIGHT_ORIG = "weight_orig";
    private static final String WEIGHT_U = "weight_u";
    private static final String WEIGHT_V = "weight_v";
    private static final String BIAS = "bias";

    /** That of PyTorch. */
    private static final float EPS = 1e-12f;

    /**
     * @throws IllegalArgumentException if the convolution is missing
     */
    public SpectralNorm {
        if (convolution == null) {
            throw new IllegalArgumentException("SpectralNorm needs a convolution");
        }
    }

    /** The same convolution with a normalised weight. */
    public static SpectralNorm of(Conv2d convolution) {
        return new SpectralNorm(convolution);
    }

    /** In PyTorch's order: what it had before and keeps, then what came with the normalisation. */
    @Override
    public List<Parameter> parameters() {
        List<Parameter> all = new ArrayList<>();
        List<Parameter> renamed = new ArrayList<>();
        for (Parameter parameter : convolution.parameters()) {
            if (parameter.name().equals(WEIGHT)) {
                renamed.add(
                        Parameter.trained(WEIGHT_ORIG, parameter.shape(), parameter.byDefault(), parameter.byPaper()));
            } else {
                all.add(parameter);
            }
        }
        all.addAll(renamed);
        int columns = convolution.inChannels() * convolution.kernelSize() * convolution.kernelSize();
        all.add(Parameter.buffer(WEIGHT_U, Shape.of(convolution.outChannels()), new Distribution.Direction()));
        all.add(Parameter.buffer(WEIGHT_V, Shape.of(columns), new Distribution.Direction()));
        return all;
    }

    @Override
    public OptionalInt inputChannels() {
        return convolution.inputChannels();
    }

    @Override
    public Pass forward(Graph.Builder graph, Scope scope, Value input, Mode mode) {
        Value weight = scope.get(WEIGHT_ORIG);
        Value u = scope.get(WEIGHT_U);
        Value v = scope.get(WEIGHT_V);
        // The results of this pass' iteration, not the buffers, which the next pass overwrites before this one's
        // gradients.
        Value ownV = mode == Mode.TRAINING ? normalized(graph, new MatrixVectorTransposed(weight, u)) : v;
        Value product = graph.add(new MatrixVector(weight, ownV));
        Value ownU = mode == Mode.TRAINING ? graph.add(new Normalize(product, EPS)) : u;
        if (mode == Mode.TRAINING) {
            graph.update(new RunningAverage(v, ownV, 1, 1));
            graph.update(new RunningAverage(u, ownU, 1, 1));
        }
        Value sigma = graph.add(new Dot(ownU, product));
        Value normalized = graph.add(new Divide(weight, sigma));
        Pass pass = convolution.forward(graph, normalized, convolution.bias() ? scope.get(BIAS) : null, input);
        return new Pass(pass.output(), (gradOutput, wanted) -> {
            Gradients gradients = pass.backward(gradOutput, wanted);
            Map<String, Value> parameters = new LinkedHashMap<>(gradients.parameters());
            Value toNormalized = parameters.remove(WEIGHT);
            if (toNormalized != null) {
                Value dot = graph.add(new Dot(toNormalized, normalized));
                parameters.put(WEIGHT_ORIG, graph.add(new SpectralNormBackward(toNormalized, dot, ownU, ownV, sigma)));
            }
            return new Gradients(gradients.input(), parameters);
        });
    }

    private static Value normalized(Graph.Builder graph, MatrixVectorTransposed product) {
        return graph.add(new Normalize(graph.add(product), EPS));
    }
}
