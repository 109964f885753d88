/**
 * The micro-kernels: small matrix products in registers, on which all convolutions spend their time. The build generates
 * them with {@code src/main/generator/MicroKernels.java}.
 */
package dcgan.tensor.simd.convolution.kernel;
