package dcgan.tensor.tornado;

import dcgan.tensor.op.Normal;
import dcgan.tensor.tornado.Launch.InGrid;
import dcgan.tensor.tornado.kernels.ElementwiseKernels;
import dcgan.tensor.tornado.kernels.Random;

/** The launches of {@link Random}. */
final class NormalLaunches {

    private final Placement placement;
    private final PrecisionKernels precision;

    NormalLaunches(Placement placement, PrecisionKernels precision) {
        this.placement = placement;
        this.precision = precision;
    }

    Launch of(Normal op, Buffer out) {
        int elements = out.shape().size();
        return new InGrid(
                precision.gaussian(),
                InGrid.grid(Math.ceilDiv(elements, Random.BLOCK), 1, ElementwiseKernels.GROUP),
                KernelArguments.of(Random.LENGTH)
                        .and(ElementwiseKernels.COUNT, elements)
                        .and(Random.COUNTER, placement.of(op.counter()).offset())
                        .and(Random.STREAM, op.stream())
                        .and(Random.SEED_LOW, (int) op.seed())
                        .and(Random.SEED_HIGH, (int) (op.seed() >>> 32))
                        .and(Random.PER_IMAGE, out.perImage())
                        .and(Random.TO, out.offset())
                        .and(Random.IMAGE_STRIDE, out.imageStride())
                        .and(Random.ELEMENT_STRIDE, out.elementStride()));
    }
}
