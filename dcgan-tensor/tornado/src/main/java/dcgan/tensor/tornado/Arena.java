package dcgan.tensor.tornado;

import dcgan.tensor.BackendException;
import dcgan.tensor.tornado.kernels.Lanes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;

/**
 * The array in which all numbers of an executable lie: one array, because what is the same for all task graphs of a plan need
 * not be handed from one to the next.
 */
final class Arena {

    /** Names of rooms: of what kernels read number by number, of what they read as vectors, and of their sums. */
    static final String SCALARS = "scalars";

    static final String VECTORS = "vectors";
    static final String SUMS = "sums";

    private final Map<List<Float>, Integer> constants = new HashMap<>();

    private final Map<String, Region> rooms = new HashMap<>();

    private final long limit;
    private long size;

    private record Region(int offset, long numbers) {}

    /**
     * @param bytes how many the device gives in one piece
     */
    Arena(long bytes) {
        // Offsets are int, and the array has a header.
        this.limit = Math.min(Integer.MAX_VALUE - 64L, bytes / Float.BYTES - 64);
    }

    /** The offset of a new region, at the begin of a vector. */
    int allocate(long numbers) {
        long offset = size;
        size += Math.ceilDiv(numbers, Lanes.COUNT) * Lanes.COUNT;
        if (size > limit) {
            throw new BackendException("the graph needs more than the " + (limit * Float.BYTES >> 20)
                    + " MiB that the device gives in one piece; choose a smaller batch size or another device");
        }
        return Math.toIntExact(offset);
    }

    /**
     * The offset of a region that all share who ask for one of that name, for nobody needs longer what he has there than his
     * op takes. A later one that is larger gets a new one.
     *
     * @param numbers that it has room for at the least
     */
    int room(String name, long numbers) {
        Region known = rooms.get(name);
        if (known == null || known.numbers() < numbers) {
            known = new Region(allocate(numbers), numbers);
            rooms.put(name, known);
        }
        return known.offset();
    }

    /** The offset of these numbers, which are on the device from the beginning. */
    int constants(float... numbers) {
        List<Float> key = new ArrayList<>();
        for (float number : numbers) {
            key.add(number);
        }
        return constants.computeIfAbsent(key, _ -> allocate(numbers.length));
    }

    /** The array as it is before the first run: zeros and the constants. */
    FloatArray toArray() {
        FloatArray array = new FloatArray(Math.toIntExact(size));
        array.init(0);
        constants.forEach((numbers, offset) -> {
            for (int k = 0; k < numbers.size(); k++) {
                array.set(offset + k, numbers.get(k));
            }
        });
        return array;
    }
}
