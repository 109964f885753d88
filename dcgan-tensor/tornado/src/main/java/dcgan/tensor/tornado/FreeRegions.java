package dcgan.tensor.tornado;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/** Which regions of the arena nothing needs. No two of them touch: neighbours are joined. */
final class FreeRegions {

    /** By offset, how many numbers there are. */
    private final TreeMap<Integer, Integer> lengths = new TreeMap<>();

    /** Takes so many numbers from the smallest region that has them, so that large ones stay whole; the offset, if there is one. */
    OptionalInt take(int numbers) {
        Optional<Map.Entry<Integer, Integer>> smallest = lengths.entrySet().stream()
                .filter(region -> region.getValue() >= numbers)
                .min(Map.Entry.comparingByValue());
        if (smallest.isEmpty()) {
            return OptionalInt.empty();
        }
        int offset = smallest.get().getKey();
        int rest = lengths.remove(offset) - numbers;
        if (rest > 0) {
            lengths.put(offset + numbers, rest);
        }
        return OptionalInt.of(offset);
    }

    /** Takes the whole free region that ends at an offset, and returns where it begins; the offset itself if there is none. */
    int takeUpTo(int end) {
        Map.Entry<Integer, Integer> last = lengths.lowerEntry(end);
        if (last == null || last.getKey() + last.getValue() != end) {
            return end;
        }
        lengths.remove(last.getKey());
        return last.getKey();
    }

    /** Adds a region. */
    void give(int offset, int numbers) {
        int begin = takeUpTo(offset);
        int end = offset + numbers;
        Integer next = lengths.remove(end);
        lengths.put(begin, end - begin + (next == null ? 0 : next));
    }
}
