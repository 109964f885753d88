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
import dcgan.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The DCGAN of Radford, Metz and Chintala (2016) for pictures {@code [N, 3, 32, 32]} in [−1, 1], without any bias: both
 * networks of four convolutions with kernels of 4 × 4.
 *
 * @param image the shape of one picture, {@code [3, 32, 32]}
 * @param latentSize channels of the latent {@code [N, latentSize, 1, 1]}
 * @param featureMaps channels after the discriminator's first layer; those of the others are multiples of it
 * @param model with or without batch normalisation
 * @param init how both networks start; null is filled in with what the model is meant to start from
 */
public record DcganConfig(
        @WhenMissing("[3, 32, 32]") Shape image,
        @WhenMissing("100") int latentSize,
        @WhenMissing("64") int featureMaps,
        @WhenMissing("\"simple\"") Variant model,
        @WhenMissing("null") Init init) {

    /** The pictures that there are models for. */
    private static final Shape IMAGE = Shape.of(3, 32, 32);

    private static final int LATENT_SIZE = 100;
    private static final int FEATURE_MAPS = 64;
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
     * Checks the components, and fills in the initialisation.
     *
     * @throws IllegalArgumentException if there is no model for pictures of that shape, or a number is below 1 or too large
     */
    public DcganConfig {
        if (image == null || model == null) {
            throw new IllegalArgumentException("a DCGAN needs the shape of its pictures and a model");
        }
        if (!image.equals(IMAGE)) {
            throw new IllegalArgumentException("the pictures of a DCGAN are " + IMAGE + ", not " + image);
        }
        requirePositive("the latent size", latentSize);
        requirePositive("the number of feature maps", featureMaps);
        if (featureMaps > MAX_FEATURE_MAPS) {
            throw new IllegalArgumentException(
                    "the number of feature maps must be at most " + MAX_FEATURE_MAPS + ", but is " + featureMaps);
        }
        init = init == null ? model.init() : init;
    }

    /** A model with a latent size of 100 and 64 feature maps, for pictures {@code [3, 32, 32]}. */
    public static DcganConfig of(Variant model) {
        return new DcganConfig(IMAGE, LATENT_SIZE, FEATURE_MAPS, model, null);
    }

    /** The simple model with a latent size of 100 and 64 feature maps. */
    public static DcganConfig simple() {
        return of(Variant.SIMPLE);
    }

    /** The paper's model with a latent size of 100 and 64 feature maps. */
    public static DcganConfig batchnorm() {
        return of(Variant.BATCHNORM);
    }

    /**
     * The models whose generator begins with a weight {@code [latentSize, channels, 4, 4]}.
     *
     * @return none if there are none of these sizes
     */
    static List<DcganConfig> candidates(long latentSize, long channels) {
        long featureMaps = channels / WIDEST;
        if (latentSize < 1 || latentSize > Integer.MAX_VALUE || featureMaps < 1 || featureMaps > MAX_FEATURE_MAPS) {
            return List.of();
        }
        return Arrays.stream(Variant.values())
                .map(model -> of(model).latentSize((int) latentSize).featureMaps((int) featureMaps))
                .toList();
    }

    /** The same for pictures of another shape. */
    public DcganConfig image(Shape shape) {
        return new DcganConfig(shape, latentSize, featureMaps, model, init);
    }

    /** The same with another latent size. */
    public DcganConfig latentSize(int size) {
        return new DcganConfig(image, size, featureMaps, model, init);
    }

    /** The same with another number of feature maps. */
    public DcganConfig featureMaps(int number) {
        return new DcganConfig(image, latentSize, number, model, init);
    }

    /** The same with another initialisation. */
    public DcganConfig init(Init initialisation) {
        return new DcganConfig(image, latentSize, featureMaps, model, initialisation);
    }

    /** {@code [N, latentSize, 1, 1] → [N, C, H, W]} in [−1, 1]. */
    public Sequential generator() {
        int f = featureMaps;
        List<Layer> layers = new ArrayList<>();
        up(layers, ConvTranspose2d.of(latentSize, WIDEST * f, 4));
        up(layers, ConvTranspose2d.of(WIDEST * f, 4 * f, 4).stride(2).padding(1));
        up(layers, ConvTranspose2d.of(4 * f, 2 * f, 4).stride(2).padding(1));
        layers.add(
                ConvTranspose2d.of(2 * f, image.dim(0), 4).stride(2).padding(1).bias(false));
        layers.add(Tanh.of());
        return new Sequential(layers);
    }

    /**
     * {@code [N, C, H, W] → [N, 1, 1, 1]}: what the objective judges, for the standard one the probability that the picture is
     * a real one.
     */
    public Sequential discriminator(Objective objective) {
        int f = featureMaps;
        List<Layer> layers = new ArrayList<>();
        layers.add(Conv2d.of(image.dim(0), f, 4).stride(2).padding(1).bias(false));
        layers.add(LeakyReLU.of(SLOPE));
        down(layers, Conv2d.of(f, 2 * f, 4));
        down(layers, Conv2d.of(2 * f, 4 * f, 4));
        layers.add(Conv2d.of(4 * f, 1, 4).bias(false));
        if (objective.sigmoid()) {
            layers.add(Sigmoid.of());
        }
        return new Sequential(layers);
    }

    private void up(List<Layer> layers, ConvTranspose2d convolution) {
        layers.add(convolution.bias(false));
        if (model == Variant.BATCHNORM) {
            layers.add(BatchNorm2d.of(convolution.outChannels()));
        }
        layers.add(ReLU.of());
    }

    private void down(List<Layer> layers, Conv2d convolution) {
        layers.add(convolution.stride(2).padding(1).bias(false));
        if (model == Variant.BATCHNORM) {
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
