/** Ops that augment each image by random numbers of its own: their steps, and the compiler that makes them. */
package dcgan.tensor.simd.augment;
