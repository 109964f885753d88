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

/** The {@code simple} model's training step in libtorch, with images and weights in its faster layout, channels last. */
final class Libtorch {
    private static final int LATENT_SIZE = 100;
    private static final TensorOptional NO_BIAS = new TensorOptional();
    private static final Scalar SLOPE = new Scalar(0.2);

    private final Tensor[] discriminator = {
        weight(64, 3, 4, 4), weight(128, 64, 4, 4), weight(256, 128, 4, 4), weight(1, 256, 4, 4)
    };
    private final Tensor[] generator = {
        weight(LATENT_SIZE, 512, 4, 4), weight(512, 256, 4, 4), weight(256, 128, 4, 4), weight(128, 3, 4, 4)
    };
    private final Adam discriminatorAdam = adam(discriminator);
    private final Adam generatorAdam = adam(generator);
    private final int batchSize;
    private final Tensor real;
    private final Tensor one;
    private final Tensor zero;

    private Libtorch(int batchSize) {
        this.batchSize = batchSize;
        real = rand(batchSize, 3, 32, 32).mul(new Scalar(2)).sub(new Scalar(1)).contiguous(MemoryFormat.ChannelsLast);
        one = ones(batchSize);
        zero = zeros(batchSize);
    }

    /** See {@link Measurement#of}. */
    public static void main(String[] args) throws IOException {
        Measurement measurement = Measurement.of(args);
        set_num_threads(measurement.threads());
        manual_seed(1);
        Libtorch networks = new Libtorch(measurement.batchSize());
        measurement.run(networks::train, networks::sample);
    }

    private void train() {
        try (PointerScope _ = new PointerScope()) {
            discriminatorAdam.zero_grad();
            Tensor lossReal = binary_cross_entropy(discriminate(real), one);
            lossReal.backward();
            Tensor lossFake = binary_cross_entropy(discriminate(generate().detach()), zero);
            lossFake.backward();
            discriminatorAdam.step();

            generatorAdam.zero_grad();
            Tensor loss = binary_cross_entropy(discriminate(generate()), one);
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
            generate();
        }
    }

    private Tensor discriminate(Tensor images) {
        Tensor x = images;
        for (int layer = 0; layer < 3; layer++) {
            x = leaky_relu(convolve(x, discriminator[layer], 2, 1), SLOPE);
        }
        return convolve(x, discriminator[3], 1, 0).sigmoid().view(-1);
    }

    private Tensor generate() {
        Tensor x = relu(deconvolve(randn(batchSize, LATENT_SIZE, 1, 1), generator[0], 1, 0));
        x = relu(deconvolve(x, generator[1], 2, 1));
        x = relu(deconvolve(x, generator[2], 2, 1));
        return deconvolve(x, generator[3], 2, 1).tanh();
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

    private static Adam adam(Tensor[] weights) {
        AdamOptions options = new AdamOptions(0.0002);
        // A std::tuple, which libstdc++ lays out in reverse.
        DoublePointer betas = options.betas();
        boolean reversed = betas.get(0) > betas.get(1);
        betas.put(reversed ? 1 : 0, 0.5);
        betas.put(reversed ? 0 : 1, 0.999);
        return new Adam(new TensorVector(weights), options);
    }
}
