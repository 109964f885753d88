package dcgan.tensor.tornado;

import dcgan.tensor.Shape;
import dcgan.tensor.op.Convolution;
import dcgan.tensor.op.Convolution.Geometry;
import dcgan.tensor.tornado.Launch.InCountedLoop;
import dcgan.tensor.tornado.kernels.ConvolutionArguments;
import dcgan.tensor.tornado.kernels.NaiveConvolutions;

/** The launches of {@link NaiveConvolutions}. */
final class NaiveLaunches {

    private NaiveLaunches() {}

    static Launch of(Convolution.Primitive primitive, ConvolutionOperands operands) {
        Geometry geometry = operands.geometry();
        KernelArguments arguments = operands.arguments(ConvolutionArguments.LENGTH);
        return switch (primitive) {
            case DOWN -> new InCountedLoop(NaiveConvolutions::down, numbers(geometry.small()), arguments);
            case UP -> new InCountedLoop(NaiveConvolutions::up, numbers(geometry.large()), arguments);
            case WEIGHT ->
                new InCountedLoop(NaiveConvolutions::weight, geometry.weight().size(), arguments);
        };
    }

    private static int numbers(Shape image) {
        return Math.toIntExact(Buffer.numbers(image, BufferLayout.BATCH_INNERMOST));
    }
}
