/**
 * The kernels: static methods that TornadoVM compiles for the device. They see two arrays, the arena with all numbers and the
 * integers of this very launch (offsets into the arena and extents), so that a kernel is compiled to the same source
 * whatever the shapes are, which drivers then compile only once. Here nothing but kernels and what they call may live.
 *
 * <p>Images {@code [N, C, H, W]} lie in the arena as {@code [C][H][W][P]}, P being N rounded up to {@value
 * dcgan.tensor.tornado.kernels.Lanes#COUNT}: with the batch innermost neighbouring work items, and the lanes of a vector, do
 * the same for neighbouring images, whatever the kernel, the stride or the border. The lanes from N on hold arbitrary
 * numbers that no sum may include.
 */
package dcgan.tensor.tornado.kernels;
