package dcgan.nn.gan;

import dcgan.nn.BatchNorm2d;
import dcgan.nn.Conv2d;
import dcgan.nn.ConvTranspose2d;
import dcgan.nn.Init;
import dcgan.nn.Layer;
import dcgan.nn.LeakyReLU;
import dcgan.nn.ReLU;
import dcgan.nn.Sequential;
import dcgan.nn.Sigmoid;
import dcgan.nn.Tanh;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The DCGAN of Radford, Metz and Chintala (2016) for pictures {@code [N, 3, 32, 32]} in [−1, 1], without any bias: both
 * networks of four convolutions with kernels of 4 × 4.
 *
 * @param variant with or without batch normalisation
 * @param latentSize channels of the latent {@code [N, latentSize, 1, 1]}
 * @param featureMaps channels after the discriminator's first layer; those of the others are multiples of it
 */
public record Dcgan(Variant variant, int latentSize, int featureMaps) {

    /** Channels of the pictures. */
    public static final int CHANNELS = 3;

    private static final float SLOPE = 0.2f;

    /** How many times the feature maps there are channels after the generator's first layer. */
    private static final int WIDEST = 8;

    private static final int MAX_FEATURE_MAPS = Integer.MAX_VALUE / WIDEST;

    /** The two models. */
    public enum Variant {
        /** Convolutions and activations alone; starts from PyTorch's default initialisation. */
        SIMPLE(Init.DEFAULT),
        /**
         * The paper's: BatchNorm2d after every convolution but the discriminator's first and last and the generator's last;
         * starts from the paper's initialisation.
         */
        BATCHNORM(Init.DCGAN);

        private final Init init;

        Variant(Init init) {
            this.init = init;
        }

        /** The initialisation that it is meant to start from. */
        public Init init() {
            return init;
        }

        /** The name in lower case, as in options and files. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * @throws IllegalArgumentException if a number is below 1, or that of the feature maps too large for its multiples
     */
    public Dcgan {
        requirePositive("the latent size", latentSize);
        requirePositive("the number of feature maps", featureMaps);
        if (featureMaps > MAX_FEATURE_MAPS) {
            throw new IllegalArgumentException(
                    "the number of feature maps must be at most " + MAX_FEATURE_MAPS + ", but is " + featureMaps);
        }
    }

    /** The simple model with a latent size of 100 and 64 feature maps. */
    public static Dcgan simple() {
        return new Dcgan(Variant.SIMPLE, 100, 64);
    }

    /** The paper's model with a latent size of 100 and 64 feature maps. */
    public static Dcgan batchnorm() {
        return new Dcgan(Variant.BATCHNORM, 100, 64);
    }

    /**
     * The models whose generator begins with a weight {@code [latentSize, channels, 4, 4]}.
     *
     * @return none if there are none of these sizes
     */
    static List<Dcgan> candidates(long latentSize, long channels) {
        long featureMaps = channels / WIDEST;
        if (latentSize < 1 || latentSize > Integer.MAX_VALUE || featureMaps < 1 || featureMaps > MAX_FEATURE_MAPS) {
            return List.of();
        }
        return Arrays.stream(Variant.values())
                .map(variant -> new Dcgan(variant, (int) latentSize, (int) featureMaps))
                .toList();
    }

    /** The same with another latent size. */
    public Dcgan latentSize(int size) {
        return new Dcgan(variant, size, featureMaps);
    }

    /** The same with another number of feature maps. */
    public Dcgan featureMaps(int number) {
        return new Dcgan(variant, latentSize, number);
    }

    /** {@code [N, latentSize, 1, 1] → [N, 3, 32, 32]} in [−1, 1]. */
    public Sequential generator() {
        int f = featureMaps;
        List<Layer> layers = new ArrayList<>();
        up(layers, ConvTranspose2d.of(latentSize, WIDEST * f, 4));
        up(layers, ConvTranspose2d.of(WIDEST * f, 4 * f, 4).stride(2).padding(1));
        up(layers, ConvTranspose2d.of(4 * f, 2 * f, 4).stride(2).padding(1));
        layers.add(ConvTranspose2d.of(2 * f, CHANNELS, 4).stride(2).padding(1).bias(false));
        layers.add(Tanh.of());
        return new Sequential(layers);
    }

    /** {@code [N, 3, 32, 32] → [N, 1, 1, 1]}, the probability that the picture is a real one. */
    public Sequential discriminator() {
        int f = featureMaps;
        List<Layer> layers = new ArrayList<>();
        layers.add(Conv2d.of(CHANNELS, f, 4).stride(2).padding(1).bias(false));
        layers.add(LeakyReLU.of(SLOPE));
        down(layers, Conv2d.of(f, 2 * f, 4));
        down(layers, Conv2d.of(2 * f, 4 * f, 4));
        layers.add(Conv2d.of(4 * f, 1, 4).bias(false));
        layers.add(Sigmoid.of());
        return new Sequential(layers);
    }

    private void up(List<Layer> layers, ConvTranspose2d convolution) {
        layers.add(convolution.bias(false));
        if (variant == Variant.BATCHNORM) {
            layers.add(BatchNorm2d.of(convolution.outChannels()));
        }
        layers.add(ReLU.of());
    }

    private void down(List<Layer> layers, Conv2d convolution) {
        layers.add(convolution.stride(2).padding(1).bias(false));
        if (variant == Variant.BATCHNORM) {
            layers.add(BatchNorm2d.of(convolution.outChannels()));
        }
        layers.add(LeakyReLU.of(SLOPE));
    }

    private static void requirePositive(String what, int number) {
        if (number < 1) {
            throw new IllegalArgumentException(what + " must be at least 1, but is " + number);
        }
    }
}
