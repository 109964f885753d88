package dcgan.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SubsetTest {
    /** 3 classes of 100 images, one after the other, as a folder has them. */
    private static final int[] SORTED =
            IntStream.range(0, 300).map(i -> i / 100).toArray();

    @Test
    void aBalancedSampleTakesEquallyManyOfEachClass() {
        int[] counts = counts(SORTED, 3, Subset.balanced(100, 1));
        assertArrayEquals(new int[] {33, 33, 34}, Arrays.stream(counts).sorted().toArray());
        assertArrayEquals(new int[] {1, 1, 1}, counts(SORTED, 3, Subset.balanced(3, 5)));
    }

    @Test
    void smallClassesGiveAllTheyHaveAndTheOthersShareTheRest() {
        int[] labels = IntStream.concat(
                        IntStream.range(0, 100).map(i -> 0),
                        IntStream.of(1, 1, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2))
                .toArray();
        assertArrayEquals(new int[] {14, 2, 14}, counts(labels, 3, Subset.balanced(30, 1)));
        assertArrayEquals(new int[] {80, 2, 18}, counts(labels, 3, Subset.balanced(100, 1)));
    }

    @Test
    void theSeedAloneDecidesAndTheOrderIsKept() {
        int[] sample = Subset.balanced(50, 7).indices(SORTED, 3);
        assertArrayEquals(sample, Subset.balanced(50, 7).indices(SORTED, 3));
        assertFalse(Arrays.equals(sample, Subset.balanced(50, 8).indices(SORTED, 3)));
        assertArrayEquals(Arrays.stream(sample).sorted().distinct().toArray(), sample);
        assertFalse(Arrays.equals(sample, Subset.firstOfEachClass(50).indices(SORTED, 3)));
    }

    @Test
    void theFirstOfEachClassAreTheFirstOfAllWhereClassesTakeTurns() {
        int[] turns = IntStream.range(0, 200).map(i -> i % 10).toArray();
        assertArrayEquals(
                IntStream.range(0, 64).toArray(), Subset.firstOfEachClass(64).indices(turns, 10));
        assertArrayEquals(new int[] {0, 1, 100, 200}, Subset.firstOfEachClass(4).indices(SORTED, 3));
    }

    @Test
    void askedForMoreThanThereIsItIsAll() {
        int[] all = IntStream.range(0, 300).toArray();
        assertArrayEquals(all, Subset.balanced(301, 1).indices(SORTED, 3));
        assertArrayEquals(all, Subset.first(1000).indices(SORTED, 3));
        assertArrayEquals(all, Subset.ALL.indices(SORTED, 3));
        assertArrayEquals(new int[] {0, 1}, Subset.first(2).indices(SORTED, 3));
    }

    @Test
    void aSubsetOfNothingIsRefused() {
        for (int n : new int[] {0, -1}) {
            assertThrows(IllegalArgumentException.class, () -> Subset.first(n));
            assertThrows(IllegalArgumentException.class, () -> Subset.balanced(n, 1));
            assertThrows(IllegalArgumentException.class, () -> Subset.firstOfEachClass(n));
        }
    }

    @Test
    void anImageThatCannotBeUsedIsReplacedAndTheOthersStay() {
        for (Subset subset : new Subset[] {Subset.balanced(50, 7), Subset.firstOfEachClass(50), Subset.first(50)}) {
            int[] sample = subset.indices(SORTED, 3);
            int lost = sample[20];
            int[] other = subset.indices(SORTED, 3, i -> i != lost);
            assertEquals(50, other.length);
            assertEquals(
                    49,
                    Arrays.stream(other)
                            .filter(i -> Arrays.binarySearch(sample, i) >= 0)
                            .count());
            assertFalse(Arrays.stream(other).anyMatch(i -> i == lost));
            assertArrayEquals(counts(SORTED, 3, subset), countsOf(other));
        }
        assertArrayEquals(new int[] {0, 2}, Subset.range(0, 3).indices(SORTED, 3, i -> i != 1));
        assertEquals(299, Subset.ALL.indices(SORTED, 3, i -> i != 1).length);
        assertArrayEquals(new int[0], Subset.balanced(5, 1).indices(SORTED, 3, _ -> false));
    }

    private static int[] countsOf(int[] images) {
        int[] counts = new int[3];
        Arrays.stream(images).forEach(i -> counts[SORTED[i]]++);
        return counts;
    }

    @Test
    void aRangeEndsWithTheImages() {
        assertArrayEquals(new int[] {2, 3, 4}, Subset.range(2, 5).indices(SORTED, 3));
        assertArrayEquals(new int[] {299}, Subset.range(299, 1000).indices(SORTED, 3));
        assertArrayEquals(new int[0], Subset.range(300, 1000).indices(SORTED, 3));
        assertThrows(IllegalArgumentException.class, () -> Subset.range(-1, 5));
        assertThrows(IllegalArgumentException.class, () -> Subset.range(5, 5));
    }

    private static int[] counts(int[] labels, int classes, Subset subset) {
        int[] counts = new int[classes];
        for (int i : subset.indices(labels, classes)) {
            counts[labels[i]]++;
        }
        return counts;
    }
}
