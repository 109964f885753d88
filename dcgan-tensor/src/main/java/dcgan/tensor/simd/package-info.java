/**
 * The backend for the CPU's vector units: layouts, kernels, threads. {@link dcgan.tensor.simd.SimdCompiler} turns a graph
 * into {@link dcgan.tensor.simd.Step}s over {@link dcgan.tensor.simd.Storage}s, with a compiler for each kind of op; {@link
 * dcgan.tensor.simd.LayoutPlan} says how each buffer lies, {@link dcgan.tensor.simd.Memory} where, {@link
 * dcgan.tensor.simd.Fusion} what is computed together; {@link dcgan.tensor.simd.Workers} run the steps.
 */
package dcgan.tensor.simd;
