/** Convolutions by Winograd's algorithm: its tiles, its transforms, and the steps that use them. */
package dcgan.tensor.simd.convolution.winograd;
