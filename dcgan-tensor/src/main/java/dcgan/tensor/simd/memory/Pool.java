package dcgan.tensor.simd.memory;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/**
 * Arrays that temporaries hand on to later ones of the same length: less memory, and what is written next is still in the
 * cache. A graph is compiled in the order in which it runs, so an array is taken again only when its last reader is past.
 */
public final class Pool {

    private final Map<Integer, Deque<float[]>> free = new HashMap<>();

    /** A storage whose array may hold anything. */
    public Storage take(Layout layout) {
        Deque<float[]> fitting = free.get(layout.length());
        return fitting == null || fitting.isEmpty() ? new Storage(layout) : new Storage(layout, fitting.pop());
    }

    public void give(Storage storage) {
        free.computeIfAbsent(storage.data.length, length -> new ArrayDeque<>()).push(storage.data);
    }
}
