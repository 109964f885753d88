package dcgan.tensor.simd.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 1, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class WorkersTest {

    private static final int JOBS = 1_000;

    private record Jobs(int jobs, IntConsumer body) implements Step {
        @Override
        public void run(int job) {
            body.accept(job);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 8})
    void runsEachJobOnce(int threads) {
        AtomicInteger[] runs = new AtomicInteger[JOBS];
        for (int job = 0; job < JOBS; job++) {
            runs[job] = new AtomicInteger();
        }
        try (Workers workers = new Workers(threads)) {
            for (int round = 1; round <= 50; round++) {
                workers.run(new Jobs(JOBS, job -> runs[job].incrementAndGet()));
                for (AtomicInteger each : runs) {
                    assertEquals(round, each.get());
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 8})
    void throwsWhatAJobThrowsAndWorksOn(int threads) {
        try (Workers workers = new Workers(threads)) {
            for (Throwable thrown : new Throwable[] {
                new ArrayIndexOutOfBoundsException("index 7"),
                new OutOfMemoryError("Java heap scratch"),
                new StackOverflowError()
            }) {
                for (int failing : new int[] {0, JOBS / 2, JOBS - 1}) {
                    Step step = new Jobs(JOBS, job -> {
                        if (job == failing) {
                            sneak(thrown);
                        }
                    });
                    assertSame(thrown, assertThrows(Throwable.class, () -> workers.run(step)));
                }
            }
            AtomicInteger done = new AtomicInteger();
            workers.run(new Jobs(JOBS, _ -> done.incrementAndGet()));
            assertEquals(JOBS, done.get());
        }
    }

    private static void sneak(Throwable thrown) {
        if (thrown instanceof Error e) {
            throw e;
        }
        throw (RuntimeException) thrown;
    }
}
