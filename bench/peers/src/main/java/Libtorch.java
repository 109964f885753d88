import static org.bytedeco.pytorch.global.torch.batch_norm;
import static org.bytedeco.pytorch.global.torch.binary_cross_entropy;
import static org.bytedeco.pytorch.global.torch.conv2d;
import static org.bytedeco.pytorch.global.torch.conv_transpose2d;
import static org.bytedeco.pytorch.global.torch.leaky_relu;
import static org.bytedeco.pytorch.global.torch.manual_seed;
import static org.bytedeco.pytorch.global.torch.ones;
import static org.bytedeco.pytorch.global.torch.rand;
import static org.bytedeco.pytorch.global.torch.randn;
import static org.bytedeco.pytorch.global.torch.relu;
import static org.bytedeco.pytorch.global.torch.set_num_threads;
import static org.bytedeco.pytorch.global.torch.zeros;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Adam;
import org.bytedeco.pytorch.AdamOptions;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch.MemoryFormat;

/** The models' training step in libtorch, with images and weights in its faster layout, channels last. */
final class Libtorch {
    private static final int LATENT_SIZE = 100;
    private static final int COLOURS = 3;
    private static final TensorOptional NO_BIAS = new TensorOptional();
    private static final Scalar SLOPE = new Scalar(0.2);

    private static final double MOMENTUM = 0.1;
    private static final double EPSILON = 1e-5;

    private final List<Layer> discriminator = new ArrayList<>();
    private final List<Layer> generator = new ArrayList<>();
    private final Adam discriminatorAdam;
    private final Adam generatorAdam;
    private final int batchSize;
    private final Tensor real;
    private final Tensor one;
    private final Tensor zero;

    /** A convolution's weight, and what normalises its result; null for nothing. */
    private record Layer(Tensor weight, Norm norm) {}

    /** Weight, bias and running statistics of a BatchNorm2d. */
    private record Norm(Tensor weight, Tensor bias, Tensor mean, Tensor variance) {
        static Norm of(int channels) {
            return new Norm(
                    ones(channels).requires_grad_(true),
                    zeros(channels).requires_grad_(true),
                    zeros(channels),
                    ones(channels));
        }

        Tensor apply(Tensor x, boolean training) {
            return batch_norm(
                    x,
                    new TensorOptional(weight),
                    new TensorOptional(bias),
                    new TensorOptional(mean),
                    new TensorOptional(variance),
                    training,
                    MOMENTUM,
                    EPSILON,
                    false);
        }
    }

    private Libtorch(int batchSize, Model model) {
        this.batchSize = batchSize;
        int channels = COLOURS;
        for (int wider : model.discriminatorChannels()) {
            boolean normalised = model.normalisedInDiscriminator(discriminator.size());
            discriminator.add(new Layer(weight(wider, channels, 4, 4), normalised ? Norm.of(wider) : null));
            channels = wider;
        }
        discriminator.add(new Layer(weight(1, channels, 4, 4), null));
        channels = LATENT_SIZE;
        for (int narrower : model.generatorChannels()) {
            boolean normalised = model.normalisedInGenerator(generator.size());
            generator.add(new Layer(weight(channels, narrower, 4, 4), normalised ? Norm.of(narrower) : null));
            channels = narrower;
        }
        generator.add(new Layer(weight(channels, COLOURS, 4, 4), null));
        discriminatorAdam = adam(discriminator);
        generatorAdam = adam(generator);
        real = rand(batchSize, COLOURS, model.imageSize(), model.imageSize())
                .mul(new Scalar(2))
                .sub(new Scalar(1))
                .contiguous(MemoryFormat.ChannelsLast);
        one = ones(batchSize);
        zero = zeros(batchSize);
    }

    /** See {@link Measurement#of}. */
    public static void main(String[] args) throws IOException {
        Measurement measurement = Measurement.of(args);
        set_num_threads(measurement.threads());
        manual_seed(1);
        Libtorch networks = new Libtorch(measurement.batchSize(), measurement.model());
        measurement.run(networks::train, networks::sample);
    }

    private void train() {
        try (PointerScope _ = new PointerScope()) {
            discriminatorAdam.zero_grad();
            Tensor lossReal = binary_cross_entropy(discriminate(real), one);
            lossReal.backward();
            Tensor lossFake = binary_cross_entropy(discriminate(generate(true).detach()), zero);
            lossFake.backward();
            discriminatorAdam.step();

            generatorAdam.zero_grad();
            Tensor loss = binary_cross_entropy(discriminate(generate(true)), one);
            loss.backward();
            generatorAdam.step();

            if (!Float.isFinite(lossReal.item_float() + lossFake.item_float() + loss.item_float())) {
                throw new IllegalStateException("an infinite loss");
            }
        }
    }

    private void sample() {
        try (PointerScope _ = new PointerScope();
                NoGradGuard _ = new NoGradGuard()) {
            generate(false);
        }
    }

    private Tensor discriminate(Tensor images) {
        Tensor x = images;
        for (Layer layer : discriminator.subList(0, discriminator.size() - 1)) {
            x = leaky_relu(normalised(convolve(x, layer.weight, 2, 1), layer, true), SLOPE);
        }
        return convolve(x, discriminator.getLast().weight, 1, 0).sigmoid().view(-1);
    }

    private Tensor generate(boolean training) {
        Tensor x = randn(batchSize, LATENT_SIZE, 1, 1);
        for (Layer layer : generator.subList(0, generator.size() - 1)) {
            boolean first = layer == generator.getFirst();
            x = relu(normalised(deconvolve(x, layer.weight, first ? 1 : 2, first ? 0 : 1), layer, training));
        }
        return deconvolve(x, generator.getLast().weight, 2, 1).tanh();
    }

    private static Tensor normalised(Tensor x, Layer layer, boolean training) {
        return layer.norm == null ? x : layer.norm.apply(x, training);
    }

    private static Tensor convolve(Tensor x, Tensor weight, long stride, long padding) {
        return conv2d(x, weight, NO_BIAS, pair(stride), pair(padding), pair(1), 1);
    }

    private static Tensor deconvolve(Tensor x, Tensor weight, long stride, long padding) {
        return conv_transpose2d(x, weight, NO_BIAS, pair(stride), pair(padding), pair(0), 1, 1, 1);
    }

    private static long[] pair(long value) {
        return new long[] {value, value};
    }

    private static Tensor weight(long... shape) {
        return randn(shape)
                .mul(new Scalar(0.02))
                .contiguous(MemoryFormat.ChannelsLast)
                .detach()
                .requires_grad_(true);
    }

    private static Adam adam(List<Layer> layers) {
        TensorVector parameters = new TensorVector();
        for (Layer layer : layers) {
            parameters.push_back(layer.weight);
            if (layer.norm != null) {
                parameters.push_back(layer.norm.weight);
                parameters.push_back(layer.norm.bias);
            }
        }
        AdamOptions options = new AdamOptions(0.0002);
        // A std::tuple, which libstdc++ lays out in reverse.
        DoublePointer betas = options.betas();
        boolean reversed = betas.get(0) > betas.get(1);
        betas.put(reversed ? 1 : 0, 0.5);
        betas.put(reversed ? 0 : 1, 0.999);
        return new Adam(parameters, options);
    }
}
