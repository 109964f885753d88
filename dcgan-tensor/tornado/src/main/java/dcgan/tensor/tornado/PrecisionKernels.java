package dcgan.tensor.tornado;

import dcgan.tensor.tornado.kernels.AdamKernels;
import dcgan.tensor.tornado.kernels.ElementwiseKernels;
import dcgan.tensor.tornado.kernels.LossKernels;
import dcgan.tensor.tornado.kernels.Random;
import uk.ac.manchester.tornado.api.KernelContext;
import uk.ac.manchester.tornado.api.common.TornadoFunctions.Task3;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;

/**
 * The kernels that differ by the precision in which they compute. The simd backend computes these in double precision, and what
 * they yield goes into a whole training.
 *
 * @param gaussian draws normal numbers
 * @param sigmoid of each number
 * @param bceBackward the gradient of a binary cross entropy
 * @param corrections what Adam's step is corrected with
 */
record PrecisionKernels(
        Task3<KernelContext, FloatArray, IntArray> gaussian,
        Task3<KernelContext, FloatArray, IntArray> sigmoid,
        Task3<KernelContext, FloatArray, IntArray> bceBackward,
        Task3<KernelContext, FloatArray, IntArray> corrections) {

    /** For any device. */
    static final PrecisionKernels SINGLE = new PrecisionKernels(
            Random::gaussian, ElementwiseKernels::sigmoid, LossKernels::bceBackward, AdamKernels::corrections);

    /** For devices that compute in double precision, which not every GPU does. */
    static final PrecisionKernels DOUBLE = new PrecisionKernels(
            Random::gaussianInDouble,
            ElementwiseKernels::sigmoidInDouble,
            LossKernels::bceBackwardInDouble,
            AdamKernels::correctionsInDouble);

    /** In double precision for CPU devices, which then give the bits of the simd backend. */
    static PrecisionKernels of(KernelFamily family) {
        return switch (family) {
            case CPU -> DOUBLE;
            case GPU, NAIVE -> SINGLE;
        };
    }
}
