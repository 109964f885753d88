/** Ops on the channels of an image: sums over a channel and BatchNorm, with the compiler that makes steps of them. */
package dcgan.tensor.simd.channel;
