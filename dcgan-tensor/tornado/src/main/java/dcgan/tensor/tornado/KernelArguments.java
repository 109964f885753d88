package dcgan.tensor.tornado;

/** The integers of a launch, each set under the index at which the kernel reads it. */
final class KernelArguments {

    /** Null where none has been set. */
    private final Integer[] values;

    private KernelArguments(Integer[] values) {
        this.values = values;
    }

    /** So many integers, none of them set. */
    static KernelArguments of(int length) {
        return new KernelArguments(new Integer[length]);
    }

    /**
     * These integers and one more.
     *
     * @throws IllegalArgumentException if the index has been set, or the kernel does not read it
     */
    KernelArguments and(int index, int value) {
        if (index >= values.length) {
            throw new IllegalArgumentException("integer " + index + " is set, but the kernel reads " + values.length);
        }
        if (values[index] != null) {
            throw new IllegalArgumentException("integer " + index + " of a kernel is set twice");
        }
        Integer[] more = values.clone();
        more[index] = value;
        return new KernelArguments(more);
    }

    /**
     * The integers in the order of their indices.
     *
     * @throws IllegalStateException if one has not been set
     */
    int[] toArray() {
        int[] array = new int[values.length];
        for (int index = 0; index < array.length; index++) {
            if (values[index] == null) {
                throw new IllegalStateException("integer " + index + " of a kernel is not set");
            }
            array[index] = values[index];
        }
        return array;
    }
}
