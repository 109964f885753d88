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
import dcgan.nn.SpectralNorm;
import dcgan.nn.Tanh;
import dcgan.tensor.Shape;
import dcgan.tensor.TooLargeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The DCGAN of Radford, Metz and Chintala (2016) for square pictures in [−1, 1], in colour or grey, without any bias. All kernels
 * are 4 × 4. The discriminator halves the picture layer by layer down to 4 × 4, the generator doubles it from there, and one more
 * convolution joins the 4 × 4 with a single number or the latent.
 *
 * <p>With {@code f} feature maps, the channels between the layers are as follows; none is more than {@code 8f}. From 64 px on they
 * are those of {@code pytorch/examples/dcgan}, which is for 64 px; below that the generator is twice as wide as the discriminator.
 *
 * <table>
 * <caption>Channels by the height and width of the pictures</caption>
 * <tr><th>px</th><th>discriminator</th><th>generator</th></tr>
 * <tr><td>16</td><td>f, 2f</td><td>4f, 2f</td></tr>
 * <tr><td>32</td><td>f, 2f, 4f</td><td>8f, 4f, 2f</td></tr>
 * <tr><td>64</td><td>f, 2f, 4f, 8f</td><td>8f, 4f, 2f, f</td></tr>
 * <tr><td>128</td><td>f, 2f, 4f, 8f, 8f</td><td>8f, 8f, 4f, 2f, f</td></tr>
 * <tr><td>256</td><td>f, 2f, 4f, 8f, 8f, 8f</td><td>8f, 8f, 8f, 4f, 2f, f</td></tr>
 * </table>
 *
 * @param image the shape of one picture, {@code [C, H, W]}: C is one of {@link #CHANNELS}, H = W one of {@link #SIZES}
 * @param latentSize channels of the latent {@code [N, latentSize, 1, 1]}
 * @param featureMaps channels after the discriminator's first layer; those of the others are multiples of it
 * @param model with or without batch normalisation
 * @param init how both networks start; null is filled in with what the model is meant to start from
 * @param spectralNorm whether the discriminator's weights are divided by their spectral norms, see {@link SpectralNorm}; it then has
 *     no batch normalisation
 */
public record DcganConfig(
        @WhenMissing("[3, 32, 32]") Shape image,
        @WhenMissing("100") int latentSize,
        @WhenMissing("64") int featureMaps,
        @WhenMissing("\"simple\"") Variant model,
        @WhenMissing("null") Init init,
        @WhenMissing("false") boolean spectralNorm) {

    /** The heights and widths of pictures that there are networks for, in pixels. */
    public static final List<Integer> SIZES = List.of(16, 32, 64, 128, 256);

    /** The channels of pictures that there are networks for: 1 is grey, 3 is red, green and blue. */
    public static final List<Integer> CHANNELS = List.of(1, 3);

    private static final Shape IMAGE = Shape.of(3, 32, 32);
    private static final int LATENT_SIZE = 100;
    private static final int FEATURE_MAPS = 64;
    private static final float SLOPE = 0.2f;

    /** The kernels, and the picture where the strided layers end, have this height and width. */
    private static final int KERNEL = 4;

    /** The most channels of a layer, in feature maps. */
    private static final int WIDEST = 8;

    /** The least height of pictures whose generator is no wider than the discriminator. */
    private static final int MIRRORED_SIZE = 64;

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
     * @throws TooLargeException if there are so many feature maps that no array could hold a layer
     * @throws IllegalArgumentException if there are no networks for pictures of that shape, or a number is below 1
     */
    public DcganConfig {
        if (image == null || model == null) {
            throw new IllegalArgumentException("a DCGAN needs the shape of its pictures and a model");
        }
        if (!supports(image)) {
            throw new IllegalArgumentException("the pictures of a DCGAN are [C, H, W] with C in " + CHANNELS
                    + " and H = W in " + SIZES + ", not " + image);
        }
        requirePositive("the latent size", latentSize);
        requirePositive("the number of feature maps", featureMaps);
        if (featureMaps > MAX_FEATURE_MAPS) {
            throw new TooLargeException(
                    "the number of feature maps must be at most " + MAX_FEATURE_MAPS + ", but is " + featureMaps);
        }
        init = init == null ? model.init() : init;
    }

    /** A model with a latent size of 100 and 64 feature maps, for pictures {@code [3, 32, 32]}. */
    public static DcganConfig of(Variant model) {
        return new DcganConfig(IMAGE, LATENT_SIZE, FEATURE_MAPS, model, null, false);
    }

    /** The simple model with a latent size of 100 and 64 feature maps. */
    public static DcganConfig simple() {
        return of(Variant.SIMPLE);
    }

    /** The paper's model with a latent size of 100 and 64 feature maps. */
    public static DcganConfig batchnorm() {
        return of(Variant.BATCHNORM);
    }

    /** Whether there are networks for pictures of that shape. */
    public static boolean supports(Shape image) {
        return image.rank() == 3
                && CHANNELS.contains(image.dim(0))
                && SIZES.contains(image.dim(1))
                && image.dim(1) == image.dim(2);
    }

    /**
     * The networks whose generator begins with a weight {@code [latentSize, channels, 4, 4]}, for pictures of all shapes.
     *
     * @return none if there are none of these sizes
     */
    static List<DcganConfig> candidates(long latentSize, long channels) {
        List<DcganConfig> candidates = new ArrayList<>();
        for (int size : SIZES) {
            long width = generatorWidth(size, 0);
            long featureMaps = channels / width;
            if (latentSize < 1
                    || latentSize > Integer.MAX_VALUE
                    || channels < 1
                    || channels % width != 0
                    || featureMaps > MAX_FEATURE_MAPS) {
                continue;
            }
            for (int imageChannels : CHANNELS) {
                for (Variant model : Variant.values()) {
                    candidates.add(of(model)
                            .image(Shape.of(imageChannels, size, size))
                            .latentSize((int) latentSize)
                            .featureMaps((int) featureMaps));
                }
            }
        }
        return candidates;
    }

    /** The same for pictures of another shape. */
    public DcganConfig image(Shape shape) {
        return new DcganConfig(shape, latentSize, featureMaps, model, init, spectralNorm);
    }

    /** The same with another latent size. */
    public DcganConfig latentSize(int size) {
        return new DcganConfig(image, size, featureMaps, model, init, spectralNorm);
    }

    /** The same with another number of feature maps. */
    public DcganConfig featureMaps(int number) {
        return new DcganConfig(image, latentSize, number, model, init, spectralNorm);
    }

    /** The same with another initialisation. */
    public DcganConfig init(Init initialisation) {
        return new DcganConfig(image, latentSize, featureMaps, model, initialisation, spectralNorm);
    }

    /** The same with or without spectral normalisation. */
    public DcganConfig spectralNorm(boolean ofDiscriminator) {
        return new DcganConfig(image, latentSize, featureMaps, model, init, ofDiscriminator);
    }

    /** {@code [N, latentSize, 1, 1] → [N, C, H, W]} in [−1, 1]. */
    public Sequential generator() {
        List<Layer> layers = new ArrayList<>();
        int channels = featureMaps * generatorWidth(size(), 0);
        up(layers, ConvTranspose2d.of(latentSize, channels, KERNEL));
        for (int layer = 1; layer < halvings(size()); layer++) {
            int next = featureMaps * generatorWidth(size(), layer);
            up(layers, ConvTranspose2d.of(channels, next, KERNEL).stride(2).padding(1));
            channels = next;
        }
        layers.add(ConvTranspose2d.of(channels, image.dim(0), KERNEL)
                .stride(2)
                .padding(1)
                .bias(false));
        layers.add(Tanh.of());
        return new Sequential(layers);
    }

    /**
     * {@code [N, C, H, W] → [N, 1, 1, 1]}: what the objective judges, for the standard one the probability that the picture is
     * a real one.
     */
    public Sequential discriminator(Objective objective) {
        List<Layer> layers = new ArrayList<>();
        int channels = featureMaps;
        layers.add(
                convolution(Conv2d.of(image.dim(0), channels, KERNEL).stride(2).padding(1)));
        layers.add(LeakyReLU.of(SLOPE));
        for (int layer = 1; layer < halvings(size()); layer++) {
            int next = featureMaps * Math.min(1 << layer, WIDEST);
            down(layers, Conv2d.of(channels, next, KERNEL));
            channels = next;
        }
        layers.add(convolution(Conv2d.of(channels, 1, KERNEL)));
        if (objective.sigmoid()) {
            layers.add(Sigmoid.of());
        }
        return new Sequential(layers);
    }

    private int size() {
        return image.dim(1);
    }

    /** How often a picture is halved to come to 4 × 4. */
    private static int halvings(int size) {
        return Integer.numberOfTrailingZeros(size / KERNEL);
    }

    /** The channels after a layer of the generator, in feature maps. */
    private static int generatorWidth(int size, int layer) {
        int mirrored = halvings(size) - 1 - layer;
        return Math.min(1 << (size < MIRRORED_SIZE ? mirrored + 1 : mirrored), WIDEST);
    }

    private void up(List<Layer> layers, ConvTranspose2d convolution) {
        layers.add(convolution.bias(false));
        if (model == Variant.BATCHNORM) {
            layers.add(BatchNorm2d.of(convolution.outChannels()));
        }
        layers.add(ReLU.of());
    }

    private void down(List<Layer> layers, Conv2d convolution) {
        layers.add(convolution(convolution.stride(2).padding(1)));
        if (model == Variant.BATCHNORM && !spectralNorm) {
            layers.add(BatchNorm2d.of(convolution.outChannels()));
        }
        layers.add(LeakyReLU.of(SLOPE));
    }

    /** A convolution of the discriminator. */
    private Layer convolution(Conv2d convolution) {
        Conv2d withoutBias = convolution.bias(false);
        return spectralNorm ? SpectralNorm.of(withoutBias) : withoutBias;
    }

    private static void requirePositive(String what, int number) {
        if (number < 1) {
            throw new IllegalArgumentException(what + " must be at least 1, but is " + number);
        }
    }
}
