/**
 * Convolutions: the compiler that chooses the algorithm and prepares its operands. The algorithms and their kernels have
 * packages of their own below this one.
 */
package dcgan.tensor.simd.convolution;
