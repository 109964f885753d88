/** Products of matrices and vectors, which spectral normalisation is made of: their steps, and the compiler that makes them. */
package dcgan.tensor.simd.matrix;
