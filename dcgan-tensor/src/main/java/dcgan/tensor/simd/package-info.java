/**
 * The backend for the CPU's vector units. Here is its entry: {@link dcgan.tensor.simd.SimdProvider} opens it, {@link
 * dcgan.tensor.simd.SimdCompiler} turns a graph into tasks, {@link dcgan.tensor.simd.Fusion} decides which ops are computed
 * together, and {@link dcgan.tensor.simd.SimdExecutable} runs the tasks. How an op is computed belongs to a package below:
 *
 * <pre>
 *   simd                   provider, compiler, fusion, executable
 *   convolution            which algorithm computes a convolution
 *     direct, winograd     the algorithms
 *     kernel               the micro-kernels that both multiply with
 *   channel, elementwise,
 *   augment, matrix        the other ops
 *   compile                the steps and operands of the op that is being compiled
 *   memory                 layouts and buffers, and the copies between them
 *   run                    steps, and the threads that run them
 *   vector                 the vector width, and sums of arrays
 * </pre>
 *
 * <p>A package depends only on those below it.
 */
package dcgan.tensor.simd;
