package dcgan.tensor.tornado;

import dcgan.tensor.BackendException;
import dcgan.tensor.tornado.kernels.VectorLanes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;

/**
 * The array in which all numbers of an executable lie: one array, because the task graphs of a plan can all use it, and
 * nothing has to be handed from one to the next. Ops get their memory in the order in which they run, so a region can be taken
 * again after the last op that reads it.
 */
final class BufferArena {

    /** How many numbers a page for small regions has. These are never given back, so they must not lie between those that are. */
    private static final int PAGE = 1024;

    /** Offsets are int, and the array has a header. */
    private static final long MOST_NUMBERS = Integer.MAX_VALUE - 64L;

    private final Map<List<Float>, Integer> constants = new HashMap<>();
    private final FreeRegions free = new FreeRegions();

    /** Of the op that is being lowered. */
    private final List<Region> scratch = new ArrayList<>();

    private final long limit;
    private int size;

    /** What is left of the last page. */
    private Region page = new Region(0, 0);

    private record Region(int offset, int numbers) {}

    /**
     * @param bytes how many the device gives in one piece
     */
    BufferArena(long bytes) {
        this.limit = Math.min(MOST_NUMBERS, bytes / Float.BYTES - 64);
    }

    /** How many bytes it can take at most on a device that gives so many in one piece. */
    static long mostBytes(long bytes) {
        return Math.min(MOST_NUMBERS * Float.BYTES, bytes);
    }

    /** The offset of a region of its own, at the beginning of a vector. It holds zeros before the first run. */
    int allocate(long numbers) {
        if (numbers > PAGE / 2) {
            return append(size, numbers);
        }
        int length = wholeVectors(numbers);
        if (page.numbers() < length) {
            page = new Region(append(size, PAGE), PAGE);
        }
        int offset = page.offset();
        page = new Region(offset + length, page.numbers() - length);
        return offset;
    }

    /** The offset of a region that others may have had and will have, at the beginning of a vector. It may hold anything. */
    int take(long numbers) {
        requireFits(numbers);
        return free.take(wholeVectors(numbers)).orElseGet(() -> append(free.takeUpTo(size), numbers));
    }

    /** Gives back what was taken. */
    void give(int offset, long numbers) {
        free.give(offset, wholeVectors(numbers));
    }

    /** The offset of a region that is given back when the op is lowered. */
    int scratch(long numbers) {
        Region region = new Region(take(numbers), wholeVectors(numbers));
        scratch.add(region);
        return region.offset();
    }

    /** Gives back the scratch memory of an op. */
    void endOp() {
        scratch.forEach(region -> give(region.offset(), region.numbers()));
        scratch.clear();
    }

    /** Adds a region at the end of the arena, from an offset on that is free. */
    private int append(int offset, long numbers) {
        requireFits(offset + numbers);
        size = offset + wholeVectors(numbers);
        return offset;
    }

    private void requireFits(long numbers) {
        if (numbers > limit) {
            throw new BackendException("the graph needs more than the " + (limit * Float.BYTES >> 20)
                    + " MiB that the device gives in one piece; choose a smaller batch size or another device");
        }
    }

    private static int wholeVectors(long numbers) {
        return Math.toIntExact(Math.ceilDiv(numbers, VectorLanes.COUNT) * VectorLanes.COUNT);
    }

    /** The offset of these numbers, which are on the device from the beginning. */
    int constants(float... numbers) {
        List<Float> key = new ArrayList<>();
        for (float number : numbers) {
            key.add(number);
        }
        return constants.computeIfAbsent(key, _ -> allocate(numbers.length));
    }

    /** How many bytes it takes. */
    long bytes() {
        return (long) size * Float.BYTES;
    }

    /** The array as it is before the first run: zeros and the constants. */
    FloatArray toArray() {
        FloatArray array = new FloatArray(size);
        array.init(0);
        constants.forEach((numbers, offset) -> {
            for (int k = 0; k < numbers.size(); k++) {
                array.set(offset + k, numbers.get(k));
            }
        });
        return array;
    }
}
