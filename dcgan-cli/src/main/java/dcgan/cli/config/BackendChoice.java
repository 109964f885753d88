package dcgan.cli.config;

import dcgan.nn.gan.WhenMissing;

/**
 * What computes, and on what.
 *
 * @param backend as given, {@code auto} included
 * @param device the device of the backend
 * @param threads threads of a backend on the CPU; 0 for one a processor
 * @param vectorBits the width of simd's vectors; null for the machine's
 * @param conv how convolutions are computed; null for its own choice
 * @param kernels which kernels tornado takes for convolutions; null for its own choice
 * @param deviceName a part of the name of the device; null if its number was given
 * @param cudaGraphs when tornado uses CUDA graphs; null for its own choice
 */
public record BackendChoice(
        @WhenMissing("\"auto\"") String backend,
        @WhenMissing("0") int device,
        @WhenMissing("0") int threads,
        @WhenMissing("null") String vectorBits,
        @WhenMissing("null") String conv,
        @WhenMissing("null") String kernels,
        @WhenMissing("null") String deviceName,
        @WhenMissing("null") String cudaGraphs) {

    /** The fastest backend that is available, on its first device. */
    public static final BackendChoice DEFAULT = of("auto", 0, 0);

    /** A backend, without the options that not every one has. */
    public static BackendChoice of(String backend, int device, int threads) {
        return new BackendChoice(backend, device, threads, null, null, null, null, null);
    }

    /** The same with another number of threads. */
    public BackendChoice threads(int number) {
        return new BackendChoice(backend, device, number, vectorBits, conv, kernels, deviceName, cudaGraphs);
    }

    /** The same on the first device. */
    public BackendChoice firstDevice() {
        return new BackendChoice(backend, 0, threads, vectorBits, conv, kernels, null, cudaGraphs);
    }
}
