/**
 * Memory: the layout of each value, the arrays and their reuse, and the copies that give an op its operands in the layout
 * that its kernels need. Arithmetic belongs elsewhere.
 */
package dcgan.tensor.simd.memory;
