/**
 * Memory: the layout of each value, the arrays and their reuse, the copies from one layout to another, and what follows an op while
 * its result is still in the cache ({@link dcgan.tensor.simd.memory.Epilogue}). Arithmetic belongs elsewhere.
 */
package dcgan.tensor.simd.memory;
