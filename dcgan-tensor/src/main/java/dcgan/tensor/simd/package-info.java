/**
 * The backend for the CPU's vector units: layouts, kernels, threads. {@link dcgan.tensor.simd.SimdCompiler} turns a graph
 * into {@link dcgan.tensor.simd.Step}s over {@link dcgan.tensor.simd.Storage}s; {@link dcgan.tensor.simd.Layouts} says how
 * each buffer lies in memory, {@link dcgan.tensor.simd.Fusion} what is computed together, {@link
 * dcgan.tensor.simd.Workers} runs the steps.
 */
package dcgan.tensor.simd;
