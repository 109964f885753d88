package dcgan.tensor.tornado;

import dcgan.tensor.op.Convolution.Geometry;
import dcgan.tensor.tornado.kernels.ConvolutionArguments;
import dcgan.tensor.tornado.kernels.VectorLanes;

/**
 * A convolution and where its operands are in the arena.
 *
 * @param large offset of the large image
 * @param small offset of the small image
 * @param weight offset of the row-major weight
 * @param bias offset of the bias, or {@link #NO_BIAS}
 * @param epilogue what is done with the result
 */
record ConvolutionOperands(Geometry geometry, int large, int small, int weight, int bias, Epilogue epilogue) {

    static final int NO_BIAS = -1;

    /** The same with the weight elsewhere. */
    ConvolutionOperands withWeight(int offset) {
        return new ConvolutionOperands(geometry, large, small, offset, bias, epilogue);
    }

    /** How many vectors a row of images takes. */
    int imageVectors() {
        return Math.ceilDiv(geometry.n(), VectorLanes.COUNT);
    }

    /** N, rounded up to whole vectors. */
    int paddedImages() {
        return imageVectors() * VectorLanes.COUNT;
    }

    /**
     * What the kernels read, all but Winograd's.
     *
     * @param length how many integers the kernel reads, these included
     */
    KernelArguments arguments(int length) {
        return KernelArguments.of(length)
                .and(ConvolutionArguments.IMAGE_VECTORS, imageVectors())
                .and(ConvolutionArguments.LARGE_CHANNELS, geometry.large().dim(1))
                .and(ConvolutionArguments.LARGE_HEIGHT, geometry.large().dim(2))
                .and(ConvolutionArguments.LARGE_WIDTH, geometry.large().dim(3))
                .and(ConvolutionArguments.SMALL_CHANNELS, geometry.small().dim(1))
                .and(ConvolutionArguments.SMALL_HEIGHT, geometry.small().dim(2))
                .and(ConvolutionArguments.SMALL_WIDTH, geometry.small().dim(3))
                .and(ConvolutionArguments.KERNEL_HEIGHT, geometry.weight().dim(2))
                .and(ConvolutionArguments.KERNEL_WIDTH, geometry.weight().dim(3))
                .and(ConvolutionArguments.STRIDE_H, geometry.stride().h())
                .and(ConvolutionArguments.STRIDE_W, geometry.stride().w())
                .and(ConvolutionArguments.PADDING_H, geometry.padding().h())
                .and(ConvolutionArguments.PADDING_W, geometry.padding().w())
                .and(ConvolutionArguments.IMAGES, geometry.n())
                .and(ConvolutionArguments.LARGE, large)
                .and(ConvolutionArguments.SMALL, small)
                .and(ConvolutionArguments.WEIGHT, weight)
                .and(ConvolutionArguments.BIAS, bias);
    }
}
