package dcgan.tensor.simd.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RangeStepTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 8_191, 8_192, 8_193, Integer.MAX_VALUE - 8_191, Integer.MAX_VALUE - 1, Integer.MAX_VALUE})
    void rangesFollowEachOtherToTheEnd(int length) {
        int[] end = {0};
        RangeStep step = new RangeStep(length, (from, to) -> {
            assertEquals(end[0], from);
            end[0] = to;
        });
        for (int job = 0; job < step.jobs(); job++) {
            step.run(job);
        }
        assertEquals(length, end[0]);
    }
}
