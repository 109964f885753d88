package dcgan.data.pickle;

/**
 * A NumPy array of unsigned bytes, {@code [rows, columns]}.
 *
 * @param bytes row after row; they are not copied
 */
public record PickledArray(int rows, int columns, byte[] bytes) {}
