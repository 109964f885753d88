package dcgan.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ShapeTest {

    @Test
    void printsAsPyTorchDoes() {
        assertEquals("[64, 3, 32, 32]", Shape.of(64, 3, 32, 32).toString());
        assertEquals("[1]", Shape.SCALAR.toString());
    }

    @Test
    void knowsItsExtents() {
        Shape shape = Shape.of(2, 3, 5);
        assertEquals(3, shape.rank());
        assertEquals(5, shape.dim(2));
        assertEquals(30, shape.size());
        assertThrows(IndexOutOfBoundsException.class, () -> shape.dim(3));
    }

    @Test
    void cannotBeChangedThroughAnArray() {
        int[] extents = {2, 3};
        Shape shape = Shape.of(extents);
        extents[0] = 9;
        shape.toArray()[1] = 9;
        assertArrayEquals(new int[] {2, 3}, shape.toArray());
    }

    @Test
    void isEqualByExtents() {
        assertEquals(Shape.of(2, 3), Shape.of(2, 3));
        assertEquals(Shape.of(2, 3).hashCode(), Shape.of(2, 3).hashCode());
        assertNotEquals(Shape.of(2, 3), Shape.of(3, 2));
        assertNotEquals(Shape.of(6), Shape.of(6, 1));
    }

    @Test
    void refusesWhatIsNoShape() {
        assertThrows(IllegalArgumentException.class, Shape::of);
        assertTrue(assertThrows(IllegalArgumentException.class, () -> Shape.of(3, 0))
                .getMessage()
                .contains("[3, 0]"));
        assertThrows(IllegalArgumentException.class, () -> Shape.of(-1));
        // 2^16 · 2^16 is 0 in int arithmetic.
        assertThrows(IllegalArgumentException.class, () -> Shape.of(65_536, 65_536));
        assertEquals(Integer.MAX_VALUE, Shape.of(Integer.MAX_VALUE).size());
    }

    @Test
    void aTensorNeedsAsManyNumbersAsItsShapeHolds() {
        String message = assertThrows(IllegalArgumentException.class, () -> new Tensor(Shape.of(2, 3), new float[5]))
                .getMessage();
        assertTrue(message.contains("[2, 3]") && message.contains("6") && message.contains("5"), message);
        assertEquals(6, Tensor.zeros(Shape.of(2, 3)).data().length);
    }
}
