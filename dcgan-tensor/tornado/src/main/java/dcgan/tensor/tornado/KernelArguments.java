package dcgan.tensor.tornado;

import java.util.SortedMap;
import java.util.TreeMap;

/** The integers of a launch, each set under the index at which the kernel reads it. */
final class KernelArguments {

    private final SortedMap<Integer, Integer> values;

    private KernelArguments(SortedMap<Integer, Integer> values) {
        this.values = values;
    }

    static KernelArguments of(int index, int value) {
        return new KernelArguments(new TreeMap<>()).and(index, value);
    }

    /**
     * These integers and one more.
     *
     * @throws IllegalArgumentException if the index has been set
     */
    KernelArguments and(int index, int value) {
        SortedMap<Integer, Integer> more = new TreeMap<>(values);
        if (more.put(index, value) != null) {
            throw new IllegalArgumentException("integer " + index + " of a kernel is set twice");
        }
        return new KernelArguments(more);
    }

    /**
     * The integers in the order of their indices.
     *
     * @throws IllegalStateException if one before the last has not been set
     */
    int[] toArray() {
        int[] array = new int[values.size()];
        for (int index = 0; index < array.length; index++) {
            Integer value = values.get(index);
            if (value == null) {
                throw new IllegalStateException("integer " + index + " of a kernel is not set");
            }
            array[index] = value;
        }
        return array;
    }
}
