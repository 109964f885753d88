package dcgan.cli.config;

/**
 * What computes, and on what.
 *
 * @param backend as given, {@code auto} included
 * @param device the device of the backend
 * @param threads threads of a backend on the CPU; 0 for one a processor
 * @param vectorBits the width of simd's vectors; null for the machine's
 * @param conv how convolutions are computed; null for its own choice
 * @param kernels which kernels tornado takes for convolutions; null for its own choice
 */
public record BackendChoice(String backend, int device, int threads, String vectorBits, String conv, String kernels) {}
