package dcgan.tensor.tornado;

import dcgan.tensor.BackendException;
import dcgan.tensor.Shape;
import dcgan.tensor.op.Convolution;
import dcgan.tensor.op.Convolution.Geometry;
import dcgan.tensor.planning.ConvolutionAlgorithm;
import dcgan.tensor.planning.ConvolutionChoice;
import dcgan.tensor.tornado.kernels.Lanes;
import dcgan.tensor.tornado.kernels.NaiveConvolutions;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Which kernels are used for convolutions, and in which precision others compute. */
enum KernelFamily {
    /** Vectors in {@code @Parallel} loops. */
    CPU(Precision.DOUBLE) {
        @Override
        List<Launch> launches(
                Convolution.Primitive primitive,
                Geometry geometry,
                ConvolutionChoice choice,
                int[] integers,
                Arena arena) {
            return switch (ConvolutionAlgorithm.of(choice, geometry)) {
                case WINOGRAD -> WinogradLaunches.of(primitive, geometry, integers, arena);
                case DIRECT -> VectorLaunches.of(primitive, geometry, integers, arena);
            };
        }
    },
    /** Tiles in local memory. */
    GPU(Precision.SINGLE) {
        @Override
        List<Launch> launches(
                Convolution.Primitive primitive,
                Geometry geometry,
                ConvolutionChoice choice,
                int[] integers,
                Arena arena) {
            return TiledLaunches.of(primitive, geometry, integers, arena);
        }
    },
    /** Scalar {@code @Parallel} loops, to measure what the others gain. */
    NAIVE(Precision.SINGLE) {
        @Override
        List<Launch> launches(
                Convolution.Primitive primitive,
                Geometry geometry,
                ConvolutionChoice choice,
                int[] integers,
                Arena arena) {
            return switch (primitive) {
                case DOWN ->
                    List.of(new Launch.InCountedLoop(NaiveConvolutions::down, images(geometry.small()), integers));
                case UP -> List.of(new Launch.InCountedLoop(NaiveConvolutions::up, images(geometry.large()), integers));
                case WEIGHT ->
                    List.of(new Launch.InCountedLoop(
                            NaiveConvolutions::weight, geometry.weight().size(), integers));
            };
        }

        private static int images(Shape shape) {
            return Math.toIntExact(Buffer.numbers(shape, Layout.BATCH_INNERMOST));
        }
    };

    /** Which of the {@link #integers} is how many vectors a row of images has. */
    static final int IMAGE_VECTORS = 0;

    /** Which are the offsets of the images, the weight and the bias. */
    static final int LARGE_OFFSET = 14;

    static final int SMALL_OFFSET = 15;
    static final int WEIGHT_OFFSET = 16;
    static final int BIAS_OFFSET = 17;

    static final String PROPERTY = TornadoProvider.NAME + ".kernels";
    private static final String AUTO = "auto";

    private final Precision precision;

    KernelFamily(Precision precision) {
        this.precision = precision;
    }

    /**
     * The launches of a primitive of a convolution.
     *
     * @param choice by which algorithm, if the kernels know more than one
     * @param integers those that all families share
     * @param arena gives memory for what the kernels hand from one to the next
     */
    abstract List<Launch> launches(
            Convolution.Primitive primitive, Geometry geometry, ConvolutionChoice choice, int[] integers, Arena arena);

    Precision precision() {
        return precision;
    }

    /** What the properties ask for, or what suits the type of the device. */
    static KernelFamily choose(Map<String, String> properties, String deviceType) {
        String wanted = properties.getOrDefault(PROPERTY, AUTO).toLowerCase(Locale.ROOT);
        if (wanted.equals(AUTO)) {
            return deviceType.equals("CPU") ? CPU : GPU;
        }
        for (KernelFamily family : values()) {
            if (family.name().toLowerCase(Locale.ROOT).equals(wanted)) {
                return family;
            }
        }
        throw new BackendException(
                PROPERTY + " must be auto, cpu, gpu or naive, but is \"" + properties.get(PROPERTY) + "\"");
    }

    /** The integers that all families share. */
    static int[] integers(Geometry g, Buffer large, Buffer small, Buffer weight, Buffer bias) {
        return new int[] {
            Math.ceilDiv(g.n(), Lanes.COUNT),
            g.large().dim(1),
            g.large().dim(2),
            g.large().dim(3),
            g.small().dim(1),
            g.small().dim(2),
            g.small().dim(3),
            g.weight().dim(2),
            g.weight().dim(3),
            g.stride().h(),
            g.stride().w(),
            g.padding().h(),
            g.padding().w(),
            g.n(),
            large.offset(),
            small.offset(),
            weight.offset(),
            bias == null ? -1 : bias.offset()
        };
    }
}
