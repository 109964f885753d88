/** Ops that compute each element by itself, and the losses: their loops, and the compiler that makes steps of them. */
package dcgan.tensor.simd.elementwise;
