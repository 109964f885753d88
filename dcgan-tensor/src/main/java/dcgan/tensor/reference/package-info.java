/**
 * The reference backend: every op as the loops of its formula, in the order in which a textbook writes them, summed in
 * double precision. It is what the other backends are held to, and is itself held to PyTorch's numbers. It is written to
 * be read, top to bottom; what makes it faster but harder to read belongs into another backend.
 *
 * <p>{@link dcgan.tensor.reference.ReferenceExecutable} says which function computes which op; the functions work on flat
 * row-major arrays, with loops named after the axes: {@code n} the batch, {@code c} the channels, and for convolutions
 * {@code s} and {@code l} the channels of the small and the large image, {@code y}, {@code x} the pixels, {@code i},
 * {@code j} the taps of the kernel.
 */
package dcgan.tensor.reference;
