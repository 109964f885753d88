package dcgan.nn.safetensors;

import java.util.List;

/**
 * One tensor of a file.
 *
 * @param name unique in the file
 * @param type of its elements
 * @param shape its extents, outermost first; empty for a single number
 */
public record TensorInfo(String name, Type type, List<Long> shape) {

    /** The element types that are understood. */
    public enum Type {
        /** IEEE 754 binary16. */
        F16(2),
        /** IEEE 754 binary32. */
        F32(4),
        /** 64-bit two's complement. */
        I64(8);

        private final int bytes;

        Type(int bytes) {
            this.bytes = bytes;
        }

        /** The size of an element. */
        public int bytes() {
            return bytes;
        }
    }

    public TensorInfo {
        shape = List.copyOf(shape);
    }

    /**
     * The number of elements.
     *
     * @throws ArithmeticException if it exceeds 2^31 − 1
     */
    public int size() {
        long size = 1;
        for (long extent : shape) {
            size = Math.multiplyExact(size, extent);
        }
        return Math.toIntExact(size);
    }

    /** The size in bytes. */
    public long bytes() {
        return (long) size() * type.bytes();
    }
}
