/**
 * How a graph is run, as far as backends decide it alike: which values lie in memory in the same way ({@link
 * dcgan.tensor.planning.LayoutGroups}), how long each is needed and what may take its place ({@link
 * dcgan.tensor.planning.Lifetimes}, {@link dcgan.tensor.planning.BufferReuse}), by which algorithm a convolution is computed
 * ({@link dcgan.tensor.planning.ConvolutionChoice}, {@link dcgan.tensor.planning.ConvolutionAlgorithm}, {@link
 * dcgan.tensor.planning.WinogradTile}) and in which order it sums ({@link dcgan.tensor.planning.SummationOrder}).
 *
 * <p>Here belongs what at least two backends must or should decide alike, and what follows from the graph alone. What one op says
 * of itself belongs to the op; kernels, and whatever knows how a backend stores its numbers, belong to the backend. The
 * package is exported to this project's own backends only, so it may change with them.
 */
package dcgan.tensor.planning;
