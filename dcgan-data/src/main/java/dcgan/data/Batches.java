package dcgan.data;

import dcgan.data.random.Flips;
import dcgan.data.random.Permutation;
import java.util.Objects;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Images cut into batches of one size, epoch after epoch; images that do not fill a last batch are dropped.
 *
 * <pre>{@code
 * Batches batches = cifar10.images(Split.TRAIN).batches(64).shuffled(seed);
 * for (int e = 1; e <= 80; e++) {
 *     for (Batch batch : batches.epoch(e)) {
 *         train(batch.images(), batch.labels());
 *     }
 * }
 * }</pre>
 */
public final class Batches {
    private final Images images;
    private final int batchSize;

    /** Null if they are not shuffled. */
    private final Long shuffleSeed;

    /** Null if no image is flipped. */
    private final Long flipSeed;

    /** Which part of each batch is given. */
    private final int sliceIndex;

    private final int sliceCount;

    private Batches(Images images, int batchSize, Long shuffleSeed, Long flipSeed, int sliceIndex, int sliceCount) {
        this.images = images;
        this.batchSize = batchSize;
        this.shuffleSeed = shuffleSeed;
        this.flipSeed = flipSeed;
        this.sliceIndex = sliceIndex;
        this.sliceCount = sliceCount;
    }

    static Batches of(Images images, int batchSize) {
        if (batchSize < 1) {
            throw new IllegalArgumentException("the batch size must be at least 1, not " + batchSize);
        }
        if (batchSize > images.size()) {
            throw new DatasetException("The batch size " + batchSize + " is larger than the data set of "
                    + images.size() + " images; choose one of at most " + images.size() + ".");
        }
        if ((long) batchSize * images.shape().size() > Integer.MAX_VALUE) {
            throw new DatasetException(
                    "A batch of " + batchSize + " images of " + images.shape().size()
                            + " values does not fit into one array; choose a batch size of at most "
                            + Integer.MAX_VALUE / images.shape().size() + ".");
        }
        return new Batches(images, batchSize, null, null, 0, 1);
    }

    /** The same batches in a new random order each epoch, which depends on the seed and the epoch's number only. */
    public Batches shuffled(long seed) {
        return new Batches(images, batchSize, seed, flipSeed, sliceIndex, sliceCount);
    }

    /**
     * The same batches with every other image at random flipped left to right. Which ones depends on the seed, the epoch's number and
     * the position in the epoch only.
     */
    public Batches flipped(long seed) {
        return new Batches(images, batchSize, shuffleSeed, seed, sliceIndex, sliceCount);
    }

    /**
     * A part of each of these batches: the images that stand there in a row. All parts together are the batches.
     *
     * @param index which part, counted from 0
     * @param count how many parts of the same size there are
     * @throws IndexOutOfBoundsException if there is no such part
     * @throws IllegalArgumentException if the batches cannot be cut into equal parts
     */
    public Batches slice(int index, int count) {
        Objects.checkIndex(index, count);
        if (batchSize % count != 0) {
            throw new IllegalArgumentException(
                    "a batch of " + batchSize + " cannot be cut into " + count + " equal parts");
        }
        return new Batches(images, batchSize, shuffleSeed, flipSeed, index, count);
    }

    /** The images that the batches are made of. */
    public Images images() {
        return images;
    }

    /** Images a batch, or in this {@link #slice} of it. */
    public int batchSize() {
        return batchSize / sliceCount;
    }

    /** Batches an epoch, at least 1. */
    public int count() {
        return images.size() / batchSize;
    }

    /** The whole epoch of that number; any number will do, and none needs those before it. */
    public Epoch epoch(int number) {
        return new Epoch(this, number, 0);
    }

    private int[] order(int epoch) {
        return shuffleSeed == null
                ? Permutation.identity(images.size())
                : Permutation.of(images.size(), shuffleSeed, epoch);
    }

    /** @param flips null if no image is flipped */
    private void fill(Batch batch, int[] order, Flips flips, int index) {
        int length = images.shape().size();
        int first = index * batchSize + sliceIndex * batchSize();
        for (int k = 0; k < batchSize(); k++) {
            int position = first + k;
            images.copyFloats(order[position], batch.images(), k * length);
            if (flips != null && flips.at(position)) {
                flip(batch.images(), k * length, (k + 1) * length);
            }
            batch.labels()[k] = images.label(order[position]);
        }
        batch.index(index);
    }

    /** Reverses the rows of an image. */
    private void flip(float[] values, int from, int to) {
        int width = images.shape().width();
        for (int row = from; row < to; row += width) {
            for (int left = row, right = row + width - 1; left < right; left++, right--) {
                float value = values[left];
                values[left] = values[right];
                values[right] = value;
            }
        }
    }

    /**
     * One pass over the data, or what is left of it. It may be iterated more than once, and gives the same each time.
     */
    public static final class Epoch implements Iterable<Batch> {
        private final Batches batches;
        private final int number;
        private final int first;

        private Epoch(Batches batches, int number, int first) {
            this.batches = batches;
            this.number = number;
            this.first = first;
        }

        /**
         * The same epoch without its first {@code batch} batches, which is how a stopped run goes on.
         *
         * @throws IndexOutOfBoundsException if it has not so many
         */
        public Epoch from(int batch) {
            Objects.checkIndex(batch, batches.count() + 1);
            return new Epoch(batches, number, batch);
        }

        /** Which epoch this is. */
        public int number() {
            return number;
        }

        /** How many batches an iteration gives. */
        public int count() {
            return batches.count() - first;
        }

        /**
         * The batches as a sequential stream, which must be closed: that ends the preparation of batches at once. A batch holds
         * until the next one is asked for, by {@code hasNext()} of the stream's iterator too, so do not collect them.
         */
        public Stream<Batch> stream() {
            BatchIterator batches = iterator();
            return StreamSupport.stream(
                            Spliterators.spliterator(batches, count(), Spliterator.ORDERED | Spliterator.NONNULL),
                            false)
                    .onClose(batches::close);
        }

        /**
         * Starts to prepare the batches on another thread. No thread outlasts a loop that is left early: when a few batches
         * are ready, the thread ends until one of them is taken. Closing the iterator ends it sooner.
         */
        @Override
        public BatchIterator iterator() {
            int[] order = batches.order(number);
            Flips flips = batches.flipSeed == null ? null : new Flips(batches.flipSeed, number);
            return new BatchIterator(
                    () -> new Batch(batches.batchSize(), batches.images.shape().size()),
                    (batch, index) -> batches.fill(batch, order, flips, index),
                    first,
                    batches.count());
        }
    }
}
