package dcgan.data;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.Objects;

/** Images in one piece of memory, which may be larger than an array, and need not be on the heap. */
final class ImagesInSegment implements Images {
    private final ImageShape shape;
    private final MemorySegment pixels;
    private final long[] offsets;
    private final int[] labels;
    private final List<String> classNames;

    private ImagesInSegment(
            ImageShape shape, MemorySegment pixels, long[] offsets, int[] labels, List<String> classNames) {
        this.shape = shape;
        this.pixels = pixels;
        this.offsets = offsets;
        this.labels = labels;
        this.classNames = classNames;
    }

    static ImagesInSegment of(
            ImageShape shape, MemorySegment pixels, long[] offsets, int[] labels, List<String> classNames) {
        ImagesInMemory.requireLabels(offsets.length, labels, classNames);
        for (long offset : offsets) {
            Objects.checkFromIndexSize(offset, shape.size(), pixels.byteSize());
        }
        return new ImagesInSegment(
                shape, pixels.asReadOnly(), offsets.clone(), labels.clone(), List.copyOf(classNames));
    }

    @Override
    public ImageShape shape() {
        return shape;
    }

    @Override
    public int size() {
        return offsets.length;
    }

    @Override
    public List<String> classNames() {
        return classNames;
    }

    @Override
    public int label(int i) {
        return labels[i];
    }

    @Override
    public void copyBytes(int i, byte[] target, int offset) {
        MemorySegment.copy(pixels, ValueLayout.JAVA_BYTE, offsets[i], target, offset, shape.size());
    }

    @Override
    public Images subset(Subset subset) {
        int[] indices = subset.indices(labels, classNames.size());
        if (indices.length == size()) {
            return this;
        }
        long[] chosenOffsets = new long[indices.length];
        int[] chosenLabels = new int[indices.length];
        for (int i = 0; i < indices.length; i++) {
            chosenOffsets[i] = offsets[indices[i]];
            chosenLabels[i] = labels[indices[i]];
        }
        return new ImagesInSegment(shape, pixels, chosenOffsets, chosenLabels, classNames);
    }
}
