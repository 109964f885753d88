package dcgan.data;

import static dcgan.data.Sentences.complaint;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dcgan.data.random.Permutation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class BatchesTest {
    /** Grey images of one pixel, each of which is its own number. */
    private static Images numbered(int size) {
        List<byte[]> images =
                IntStream.range(0, size).mapToObj(i -> new byte[] {(byte) i}).toList();
        int[] labels = IntStream.range(0, size).toArray();
        List<String> names =
                IntStream.range(0, size).mapToObj(Integer::toString).toList();
        return Images.of(new ImageShape(1, 1, 1), images, labels, names);
    }

    private static List<Integer> labels(Iterable<Batch> batches) {
        List<Integer> labels = new ArrayList<>();
        for (Batch batch : batches) {
            for (int k = 0; k < batch.size(); k++) {
                int label = batch.labels()[k];
                assertEquals((label / 255f - 0.5f) / 0.5f, batch.images()[k], "the image belongs to its label");
                labels.add(label);
            }
        }
        return labels;
    }

    /** Shuffled and flipped as the whole batches are. */
    @Test
    void slicesTogetherAreTheBatches() {
        List<byte[]> pixels = IntStream.range(0, 50)
                .mapToObj(i -> new byte[] {(byte) i, (byte) (100 + i)})
                .toList();
        Images images = Images.of(new ImageShape(1, 1, 2), pixels, new int[50], List.of("all"));
        Batches whole = images.batches(6).shuffled(3).flipped(4);
        List<Batches> slices =
                IntStream.range(0, 3).mapToObj(i -> whole.slice(i, 3)).toList();
        assertEquals(2, slices.getFirst().batchSize());
        assertEquals(whole.count(), slices.getFirst().count());
        List<BatchIterator> parts =
                slices.stream().map(slice -> slice.epoch(2).from(1).iterator()).toList();
        for (Batch batch : whole.epoch(2).from(1)) {
            for (int i = 0; i < parts.size(); i++) {
                assertArrayEquals(
                        Arrays.copyOfRange(batch.images(), 4 * i, 4 * (i + 1)),
                        parts.get(i).next().images());
            }
        }
        parts.forEach(part -> assertFalse(part.hasNext()));
    }

    @Test
    void slicesThatAreNotEqualAreRefused() {
        Batches batches = numbered(10).batches(4);
        assertThrows(IllegalArgumentException.class, () -> batches.slice(0, 3));
        assertThrows(IndexOutOfBoundsException.class, () -> batches.slice(2, 2));
    }

    @Test
    void inOrderWithoutShuffling() {
        assertEquals(
                IntStream.range(0, 9).boxed().toList(),
                labels(numbered(10).batches(3).epoch(1)));
    }

    @Test
    void dropsTheIncompleteBatch() {
        Batches batches = numbered(10).batches(4);
        assertEquals(2, batches.count());
        assertEquals(8, labels(batches.shuffled(5).epoch(3)).size());
    }

    @Test
    void anEpochIsAPermutation() {
        for (int size : new int[] {1, 2, 3, 64, 200}) {
            List<Integer> labels = labels(numbered(size).batches(1).shuffled(42).epoch(7));
            assertEquals(
                    IntStream.range(0, size).boxed().toList(),
                    labels.stream().sorted().toList());
        }
    }

    /** Two rows of three pixels and three channels, of which none is that of another image. */
    private static Images asymmetric(int size) {
        List<byte[]> images = IntStream.range(0, size)
                .mapToObj(i -> {
                    byte[] pixels = new byte[18];
                    for (int k = 0; k < pixels.length; k++) {
                        pixels[k] = (byte) (18 * i + k);
                    }
                    return pixels;
                })
                .toList();
        return Images.of(new ImageShape(3, 2, 3), images, new int[size], List.of("one"));
    }

    private static List<List<Float>> pixels(Iterable<Batch> batches) {
        List<List<Float>> images = new ArrayList<>();
        for (Batch batch : batches) {
            int length = batch.images().length / batch.size();
            for (int k = 0; k < batch.size(); k++) {
                int from = k * length;
                images.add(IntStream.range(from, from + length)
                        .mapToObj(i -> batch.images()[i])
                        .toList());
            }
        }
        return images;
    }

    private static List<Float> flipped(List<Float> image) {
        return IntStream.range(0, image.size())
                .mapToObj(i -> image.get(i / 3 * 3 + 2 - i % 3))
                .toList();
    }

    @Test
    void everyOtherImageIsFlippedAtRandom() {
        Images images = asymmetric(20);
        Batches plain = images.batches(4).shuffled(3);
        Batches flipped = plain.flipped(3);
        Set<Integer> patterns = new HashSet<>();
        int flips = 0;
        for (int epoch = 1; epoch <= 50; epoch++) {
            List<List<Float>> before = pixels(plain.epoch(epoch));
            List<List<Float>> after = pixels(flipped.epoch(epoch));
            int pattern = 0;
            for (int k = 0; k < 20; k++) {
                if (!after.get(k).equals(before.get(k))) {
                    assertEquals(flipped(before.get(k)), after.get(k));
                    pattern |= 1 << k;
                }
            }
            flips += Integer.bitCount(pattern);
            patterns.add(pattern);
        }
        // Of 1,000 by a fair coin, within six standard deviations.
        assertTrue(Math.abs(flips - 500) < 96, "flips: " + flips);
        assertEquals(50, patterns.size(), "each epoch has flips of its own");
    }

    @Test
    void flipsDependOnSeedEpochAndPositionAlone() {
        Images images = asymmetric(24);
        List<List<Float>> whole =
                pixels(images.batches(4).shuffled(3).flipped(5).epoch(2));
        assertEquals(whole, pixels(images.batches(6).flipped(5).shuffled(3).epoch(2)));
        assertEquals(
                whole.subList(8, 24),
                pixels(images.batches(4).shuffled(3).flipped(5).epoch(2).from(2)));
        assertNotEquals(whole, pixels(images.batches(4).shuffled(3).flipped(6).epoch(2)));
    }

    @Test
    void orderDependsOnSeedAndEpochAlone() {
        Batches batches = numbered(100).batches(10).shuffled(1);
        List<Integer> third = labels(batches.epoch(3));
        assertNotEquals(labels(batches.epoch(1)), third);
        assertNotEquals(labels(numbered(100).batches(10).shuffled(2).epoch(3)), third);
        assertEquals(third, labels(batches.epoch(3)));
        assertEquals(third, labels(numbered(100).batches(10).shuffled(1).epoch(3)));
        assertEquals(third, labels(numbered(100).batches(5).shuffled(1).epoch(3)), "whatever the batch size");
    }

    @Test
    void theOrderIsFixedForever() {
        // A stopped run must go on after an update of this module as well.
        assertArrayEquals(new int[] {1, 7, 5, 4, 6, 0, 9, 2, 8, 3}, Permutation.of(10, 1, 1));
    }

    @Test
    void shufflingIsFair() {
        // Where image 0 lands in 4,000 epochs: 400 times at each of ten places, give or take five times sigma, 19.
        int[] counts = new int[10];
        for (int epoch = 0; epoch < 4000; epoch++) {
            int[] order = Permutation.of(10, 99, epoch);
            counts[IntStream.range(0, 10).filter(i -> order[i] == 0).findFirst().orElseThrow()]++;
        }
        for (int count : counts) {
            assertEquals(400, count, 95);
        }
    }

    @Test
    void goesOnFromAnyBatch() {
        Batches.Epoch epoch = numbered(50).batches(7).shuffled(3).epoch(2);
        List<Integer> all = labels(epoch);
        for (int batch = 0; batch <= 7; batch++) {
            assertEquals(7 - batch, epoch.from(batch).count());
            assertEquals(all.subList(7 * batch, all.size()), labels(epoch.from(batch)));
        }
        assertThrows(IndexOutOfBoundsException.class, () -> epoch.from(8));
        assertThrows(IndexOutOfBoundsException.class, () -> epoch.from(-1));
        try (BatchIterator batches = epoch.from(5).iterator()) {
            assertEquals(5, batches.next().index());
            assertEquals(6, batches.next().index());
            assertFalse(batches.hasNext());
            assertThrows(NoSuchElementException.class, batches::next);
        }
    }

    @Test
    void aStreamGivesTheSameBatches() {
        Batches.Epoch epoch = numbered(50).batches(7).shuffled(3).epoch(2).from(5);
        for (int pass = 1; pass <= 2; pass++) {
            List<Integer> labels = new ArrayList<>();
            try (Stream<Batch> batches = epoch.stream()) {
                batches.forEach(batch -> IntStream.of(batch.labels()).forEach(labels::add));
            }
            assertEquals(labels(epoch), labels, "pass " + pass);
        }
    }

    @Test
    void closingAStreamEndsTheEpoch() {
        Iterator<Batch> batches;
        try (Stream<Batch> stream = numbered(50).batches(2).epoch(1).stream()) {
            batches = stream.iterator();
            assertEquals(0, batches.next().index());
        }
        assertFalse(batches.hasNext());
    }

    @Test
    void epochsLeftEarlyLeaveNoThreads() throws InterruptedException {
        Batches batches = numbered(200).batches(2);
        for (int number = 1; number <= 20; number++) {
            for (Batch batch : batches.epoch(number)) {
                assertEquals(0, batch.index());
                break;
            }
            batches.epoch(number).iterator();
            assertThrows(IllegalStateException.class, () -> {
                for (Batch batch : batches.epoch(1)) {
                    throw new IllegalStateException("batch " + batch.index());
                }
            });
            try (Stream<Batch> stream = batches.epoch(number).stream()) {
                assertEquals(0, stream.findFirst().orElseThrow().index());
            }
        }
        // Some may still be at their last batch; one that waits for a consumer would never end.
        for (Thread thread : preparing()) {
            thread.join();
        }
        assertEquals(List.of(), preparing());
    }

    private static List<Thread> preparing() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("dcgan-batches"))
                .toList();
    }

    @Test
    void usesItsArraysAgain() {
        Set<float[]> arrays = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Batch batch : numbered(200).batches(2).epoch(1)) {
            arrays.add(batch.images());
        }
        assertTrue(arrays.size() <= 3, arrays.size() + " arrays for 100 batches");
    }

    @Test
    void refusesImpossibleSizes() {
        assertThrows(IllegalArgumentException.class, () -> numbered(10).batches(0));
        assertThrows(IllegalArgumentException.class, () -> numbered(10).batches(-1));
        complaint(() -> numbered(10).batches(11), "batch size 11", "10 images");
        complaint(() -> numbered(10).batches(1_000_000), "batch size 1000000", "10 images");
        Images large = Images.of(
                new ImageShape(1, 1 << 14, 1 << 13),
                Collections.nCopies(16, new byte[1 << 27]),
                new int[16],
                List.of("a"));
        complaint(() -> large.batches(16), "at most 15");
    }

    @Test
    void preparesAheadButNotWithoutEnd() throws InterruptedException {
        AtomicInteger filled = new AtomicInteger();
        CountDownLatch three = new CountDownLatch(3);
        try (BatchIterator batches = iterator(
                (_, _) -> {
                    filled.incrementAndGet();
                    three.countDown();
                },
                100)) {
            three.await();
            // The thread has no array left for a fourth batch until this one is given back.
            batches.next();
            assertEquals(3, filled.get());
        }
    }

    @Test
    void closingEarlyEndsTheThread() throws InterruptedException {
        AtomicReference<Thread> thread = new AtomicReference<>();
        BatchIterator batches = iterator((_, _) -> thread.set(Thread.currentThread()), 100);
        batches.next();
        batches.close();
        thread.get().join();
        assertTrue(thread.get().isDaemon());
        assertFalse(batches.hasNext());
        assertThrows(NoSuchElementException.class, batches::next);
        batches.close();
    }

    @Test
    void aPauseOfTheConsumerEndsTheThreadAndTheNextBatchStartsAnother() throws InterruptedException {
        Set<Thread> threads = ConcurrentHashMap.newKeySet();
        try (BatchIterator batches = iterator((_, _) -> threads.add(Thread.currentThread()), 100)) {
            for (int index = 0; index < 100; index++) {
                batches.next();
                for (Thread thread : threads) {
                    thread.join();
                }
            }
            assertFalse(batches.hasNext());
        }
        assertTrue(threads.size() > 1, threads.toString());
    }

    @Test
    void aFailureReachesTheConsumerAfterTheBatchesBefore() {
        RuntimeException failure = new RuntimeException("no such image");
        BatchIterator batches = iterator(
                (_, index) -> {
                    if (index == 2) {
                        throw failure;
                    }
                },
                100);
        assertEquals(2, batches.next().size());
        batches.next();
        IllegalStateException e = assertThrows(IllegalStateException.class, batches::next);
        assertSame(failure, e.getCause());
        assertFalse(batches.hasNext());
    }

    @Test
    void anInterruptEndsTheWait() {
        CountDownLatch never = new CountDownLatch(1);
        try (BatchIterator batches = iterator(
                (_, _) -> {
                    try {
                        never.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                100)) {
            Thread.currentThread().interrupt();
            IllegalStateException e = assertThrows(IllegalStateException.class, batches::next);
            assertInstanceOf(InterruptedException.class, e.getCause());
            assertTrue(Thread.interrupted());
        }
    }

    private static BatchIterator iterator(BatchIterator.Filler filler, int end) {
        return new BatchIterator(() -> new Batch(2, 1), filler, 0, end);
    }
}
