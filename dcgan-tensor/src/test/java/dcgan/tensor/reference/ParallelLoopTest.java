package dcgan.tensor.reference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ParallelLoopTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5})
    void throwsWhatATurnThrowsAndWorksOn(int threads) {
        try (ParallelLoop loop = new ParallelLoop(threads)) {
            for (Throwable thrown :
                    new Throwable[] {new IllegalArgumentException("turn 700"), new OutOfMemoryError("Java heap space")
                    }) {
                assertSame(
                        thrown,
                        assertThrows(
                                Throwable.class,
                                () -> loop.run(1_000, turn -> {
                                    if (turn == 700) {
                                        if (thrown instanceof Error e) {
                                            throw e;
                                        }
                                        throw (RuntimeException) thrown;
                                    }
                                })));
            }
            AtomicInteger turns = new AtomicInteger();
            loop.run(1_000, _ -> turns.incrementAndGet());
            assertEquals(1_000, turns.get());
        }
    }
}
