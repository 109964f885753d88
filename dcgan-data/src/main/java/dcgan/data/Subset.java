package dcgan.data;

import dcgan.data.random.Permutation;
import java.util.Arrays;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Which images of a data set are used, decided by their classes alone, so that the others need not be read. The images
 * keep their order.
 */
public final class Subset {
    /** Every image. */
    public static final Subset ALL =
            new Subset((labels, _, usable) -> usable(0, labels.length, usable).toArray());

    /** Keeps the draws of a sample apart from those that shuffle an epoch of the same seed. */
    private static final long STREAM = 0x5375627365740000L;

    private final Choice choice;

    @FunctionalInterface
    private interface Choice {
        int[] of(int[] labels, int classes, IntPredicate usable);
    }

    /** Which of a class's images come first, counted within the class. */
    @FunctionalInterface
    private interface ImageOrder {
        int[] of(int label, int count);
    }

    private Subset(Choice choice) {
        this.choice = choice;
    }

    /**
     * The first {@code n} images, all of them if there are fewer.
     *
     * @throws IllegalArgumentException if {@code n} is below 1
     */
    public static Subset first(int n) {
        requirePositive(n);
        return new Subset(
                (labels, _, usable) -> usable(0, labels.length, usable).limit(n).toArray());
    }

    /**
     * The images from index {@code first} up to index {@code end} - 1, as far as there are any.
     *
     * @throws IllegalArgumentException if {@code first} is negative or not below {@code end}
     */
    public static Subset range(int first, int end) {
        if (first < 0 || first >= end) {
            throw new IllegalArgumentException("there are no images from index " + first + " up to " + (end - 1));
        }
        return new Subset((labels, _, usable) ->
                usable(first, Math.min(end, labels.length), usable).toArray());
    }

    /**
     * A class-balanced random sample of {@code n} images, all of them if there are fewer. No class has two images more
     * than another that has images left. The same seed draws the same sample.
     *
     * @throws IllegalArgumentException if {@code n} is below 1
     */
    public static Subset balanced(int n, long seed) {
        requirePositive(n);
        long stream = Permutation.mix(seed) ^ STREAM;
        return new Subset((labels, classes, usable) -> balanced(
                labels,
                n,
                usable,
                Permutation.of(classes, stream, classes),
                (label, count) -> Permutation.of(count, stream, label)));
    }

    /**
     * As {@link #balanced}, but with the first images of each class instead of random ones, and with one more of the
     * first classes where {@code n} cannot be shared out evenly.
     *
     * @throws IllegalArgumentException if {@code n} is below 1
     */
    public static Subset firstOfEachClass(int n) {
        requirePositive(n);
        return new Subset((labels, classes, usable) ->
                balanced(labels, n, usable, Permutation.identity(classes), (_, count) -> Permutation.identity(count)));
    }

    /**
     * The images that are used, of all that there are.
     *
     * @param labels the class of each image, from 0 to {@code classes} - 1
     * @return their indices, in ascending order
     */
    public int[] indices(int[] labels, int classes) {
        return indices(labels, classes, _ -> true);
    }

    /**
     * The images that are used, of those that can be used. An image that cannot be used is replaced by the next one of its
     * class, in the order of the sample; the others stay.
     *
     * @param labels the class of each image, from 0 to {@code classes} - 1
     * @param usable whether the image of an index can be used
     * @return their indices, in ascending order
     */
    public int[] indices(int[] labels, int classes, IntPredicate usable) {
        return choice.of(labels, classes, usable);
    }

    private static IntStream usable(int first, int end, IntPredicate usable) {
        return IntStream.range(first, end).filter(usable);
    }

    /** @param classOrder which classes get one more if there are some left over */
    private static int[] balanced(int[] labels, int n, IntPredicate usable, int[] classOrder, ImageOrder imageOrder) {
        int[] counts = new int[classOrder.length];
        int[] available = new int[classOrder.length];
        for (int i = 0; i < labels.length; i++) {
            counts[labels[i]]++;
            available[labels[i]] += usable.test(i) ? 1 : 0;
        }
        int[][] images = new int[counts.length][];
        Arrays.setAll(images, label -> new int[counts[label]]);
        int[] filled = new int[counts.length];
        for (int i = 0; i < labels.length; i++) {
            images[labels[i]][filled[labels[i]]++] = i;
        }
        int[] quotas = quotas(available, Math.min(n, IntStream.of(available).sum()), classOrder);
        return IntStream.range(0, quotas.length)
                .flatMap(label -> {
                    // Over all of the class: one that cannot be used does not change which others come first.
                    int[] order = imageOrder.of(label, counts[label]);
                    return IntStream.of(order)
                            .map(k -> images[label][k])
                            .filter(usable)
                            .limit(quotas[label]);
                })
                .sorted()
                .toArray();
    }

    /** How many images each class gives: one after the other in turns, until there are {@code n}. */
    private static int[] quotas(int[] available, int n, int[] classOrder) {
        int[] taken = new int[available.length];
        int left = n;
        while (left > 0) {
            int open = 0;
            for (int label = 0; label < taken.length; label++) {
                open += taken[label] < available[label] ? 1 : 0;
            }
            int share = Math.max(1, left / open);
            for (int label : classOrder) {
                int more = Math.min(Math.min(share, available[label] - taken[label]), left);
                taken[label] += more;
                left -= more;
            }
        }
        return taken;
    }

    private static void requirePositive(int n) {
        if (n < 1) {
            throw new IllegalArgumentException("a data set cannot be limited to " + n + " images");
        }
    }
}
