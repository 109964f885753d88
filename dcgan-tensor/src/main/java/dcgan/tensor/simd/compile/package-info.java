/**
 * Compiling one op: its steps and scratch memory ({@link dcgan.tensor.simd.compile.Draft}), and its operands in the layout
 * that its kernels need ({@link dcgan.tensor.simd.compile.Operands}). The compilers of the ops share it.
 */
package dcgan.tensor.simd.compile;
