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
                KernelArguments.of(3).and(1, -1).and(2, 5).and(0, 7).toArray());
    }

    @Test
    void leavesTheFirstOnesAsTheyAre() {
        KernelArguments first = KernelArguments.of(2).and(0, 1);
        assertArrayEquals(new int[] {1, 2}, first.and(1, 2).toArray());
        assertArrayEquals(new int[] {1, 3}, first.and(1, 3).toArray());
    }

    @Test
    void refusesAnIndexTwice() {
        KernelArguments first = KernelArguments.of(2).and(0, 1);
        String message = assertThrows(IllegalArgumentException.class, () -> first.and(0, 2))
                .getMessage();
        assertEquals("integer 0 of a kernel is set twice", message);
    }

    @Test
    void refusesAnIndexThatIsNotRead() {
        KernelArguments all = KernelArguments.of(1).and(0, 1);
        String message = assertThrows(IllegalArgumentException.class, () -> all.and(1, 2))
                .getMessage();
        assertEquals("integer 1 is set, but the kernel reads 1", message);
    }

    @Test
    void refusesAGap() {
        KernelArguments gap = KernelArguments.of(3).and(0, 1).and(2, 3);
        String message = assertThrows(IllegalStateException.class, gap::toArray).getMessage();
        assertEquals("integer 1 of a kernel is not set", message);
    }

    /** The kernel would read past the end of the array. */
    @Test
    void refusesWithoutTheLast() {
        KernelArguments first = KernelArguments.of(3).and(0, 1).and(1, 2);
        String message =
                assertThrows(IllegalStateException.class, first::toArray).getMessage();
        assertEquals("integer 2 of a kernel is not set", message);
    }
}
