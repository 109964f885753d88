package dcgan.cli.evaluation;

import dcgan.cli.io.RunException;
import dcgan.data.Images;
import dcgan.data.Split;
import dcgan.nn.evaluation.KernelDistance;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Two samples of real pictures without a common one. Which pictures they are depends on the data set and the count alone.
 *
 * @param reference what generated pictures are compared with: test pictures, or training pictures where there are no others
 * @param others training pictures, which are scored for the floor
 * @param isHeldOut whether the reference is of the test split
 */
public record RealPictures(Sample reference, Sample others, boolean isHeldOut) {
    private static final long SEED = 1;

    /**
     * Some of a split's images.
     *
     * @param images those of the split
     * @param indices which of them
     */
    public record Sample(Images images, int[] indices) {}

    /**
     * Takes up to {@code count} pictures for each sample.
     *
     * @param splits those that the data set has
     * @param read reads all images of a split
     * @throws RunException if there are too few to score
     */
    public static RealPictures of(List<Split> splits, Function<Split, Images> read, int count) {
        Images train = read.apply(Split.TRAIN);
        boolean isHeldOut = splits.contains(Split.TEST);
        int[] order = shuffled(train.size());
        if (isHeldOut) {
            Images test = read.apply(Split.TEST);
            return new RealPictures(
                    sample(test, shuffled(test.size()), 0, count), sample(train, order, 0, count), true);
        }
        int half = Math.min(count, train.size() / 2);
        return new RealPictures(sample(train, order, 0, half), sample(train, order, half, half), false);
    }

    private static Sample sample(Images images, int[] order, int from, int count) {
        int[] indices = Arrays.copyOfRange(order, from, Math.min(from + count, order.length));
        if (indices.length < KernelDistance.MIN_COUNT) {
            throw new RunException("the data set has too few pictures: a score needs at least "
                    + KernelDistance.MIN_COUNT + " to train with and as many others to compare with");
        }
        return new Sample(images, indices);
    }

    private static int[] shuffled(int count) {
        int[] order = IntStream.range(0, count).toArray();
        SplittableRandom random = new SplittableRandom(SEED);
        for (int i = count - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int swapped = order[i];
            order[i] = order[j];
            order[j] = swapped;
        }
        return order;
    }

    /** The name of the reference's split, for people and files. */
    public String split() {
        return (isHeldOut ? Split.TEST : Split.TRAIN).toString();
    }
}
