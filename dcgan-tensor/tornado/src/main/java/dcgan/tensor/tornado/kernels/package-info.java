/**
 * The kernels: static methods that TornadoVM compiles for the device. They see two arrays: {@code a}, the arena with all
 * numbers, and {@code g}, the integers of this very launch (offsets into the arena and extents). So a kernel is compiled to
 * the same source whatever the shapes are, and drivers compile it only once. Nothing lives here but kernels, what they call,
 * and the indices of their integers: constants that the host uses to fill the array and the kernel to read it. javac
 * inlines them, so that TornadoVM sees plain numbers. An index of an offset bears the name of what is there, without a
 * suffix.
 *
 * <p>{@code src/main/generator} writes the kernels that TornadoVM forces to be copies of each other:
 * {@link dcgan.tensor.tornado.kernels.Sums}, {@link dcgan.tensor.tornado.kernels.TiledConvolutions} and
 * {@link dcgan.tensor.tornado.kernels.VectorConvolutions}.
 *
 * <p>Images {@code [N, C, H, W]} lie in the arena as {@code [C][H][W][P]}, P being N rounded up to
 * {@value dcgan.tensor.tornado.kernels.VectorLanes#COUNT}: with the batch innermost neighbouring work items, and the lanes of
 * a vector, do the same for neighbouring images, whatever the kernel, the stride or the border. The lanes from N on
 * hold arbitrary numbers that no sum may include.
 */
package dcgan.tensor.tornado.kernels;
