package dcgan.tensor.tornado;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class KernelArgumentsTest {

    @Test
    void ordersByIndex() {
        assertArrayEquals(
                new int[] {7, -1, 5},
                KernelArguments.of(1, -1).and(2, 5).and(0, 7).toArray());
    }

    @Test
    void leavesTheFirstOnesAsTheyAre() {
        KernelArguments first = KernelArguments.of(0, 1);
        first.and(1, 2);
        assertArrayEquals(new int[] {1}, first.toArray());
    }

    @Test
    void refusesAnIndexTwice() {
        KernelArguments first = KernelArguments.of(0, 1);
        String message = assertThrows(IllegalArgumentException.class, () -> first.and(0, 2))
                .getMessage();
        assertEquals("integer 0 of a kernel is set twice", message);
    }

    @Test
    void refusesAGap() {
        KernelArguments gap = KernelArguments.of(0, 1).and(2, 3);
        String message = assertThrows(IllegalStateException.class, gap::toArray).getMessage();
        assertEquals("integer 1 of a kernel is not set", message);
    }
}
