package dcgan.tensor.tornado;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;

/** Copies tensors between Java's arrays, which are row-major, and the host's part of the arena. */
final class ArenaCopies {

    /** Numbers of an image that are copied for all images before the next ones, so that both sides stay in the cache. */
    private static final int BLOCK = 64;

    private ArenaCopies() {}

    /** Reads a buffer. */
    static void read(FloatArray arena, Buffer buffer, float[] into) {
        MemorySegment memory = arena.getSegment();
        if (buffer.layout() == BufferLayout.ROW_MAJOR) {
            MemorySegment.copy(memory, ValueLayout.JAVA_FLOAT, bytes(buffer.offset()), into, 0, into.length);
            return;
        }
        forEachBlock(buffer, (host, device, count, stride) -> {
            for (int k = 0; k < count; k++) {
                into[host + k] = memory.getAtIndex(ValueLayout.JAVA_FLOAT, device + k * stride);
            }
        });
    }

    /** Writes a buffer. */
    static void write(float[] values, FloatArray arena, Buffer buffer) {
        MemorySegment memory = arena.getSegment();
        if (buffer.layout() == BufferLayout.ROW_MAJOR) {
            MemorySegment.copy(values, 0, memory, ValueLayout.JAVA_FLOAT, bytes(buffer.offset()), values.length);
            return;
        }
        forEachBlock(buffer, (host, device, count, stride) -> {
            for (int k = 0; k < count; k++) {
                memory.setAtIndex(ValueLayout.JAVA_FLOAT, device + k * stride, values[host + k]);
            }
        });
    }

    private static long bytes(int numbers) {
        return (long) numbers * Float.BYTES;
    }

    /** Some numbers of an image, one behind the other on the host and {@code stride} apart in the arena. */
    @FunctionalInterface
    private interface Block {
        void copy(int host, long device, int count, long stride);
    }

    private static void forEachBlock(Buffer buffer, Block block) {
        int perImage = buffer.perImage();
        for (int first = 0; first < perImage; first += BLOCK) {
            int count = Math.min(BLOCK, perImage - first);
            for (int n = 0; n < buffer.images(); n++) {
                block.copy(
                        n * perImage + first,
                        buffer.offset() + (long) n * buffer.imageStride() + (long) first * buffer.elementStride(),
                        count,
                        buffer.elementStride());
            }
        }
    }
}
