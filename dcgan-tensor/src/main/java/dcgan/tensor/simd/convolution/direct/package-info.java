/** Convolutions as sums of matrix products: pixel by pixel, or for images of few channels by way of im2col. */
package dcgan.tensor.simd.convolution.direct;
