package dcgan.tensor.tornado;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dcgan.tensor.Shape;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;

class ArenaCopiesTest {

    /** More numbers an image than are copied at once, and images that do not fill the lanes. */
    @ParameterizedTest
    @EnumSource
    void eachNumberIsWhereTheBufferHasIt(BufferLayout layout) {
        Buffer buffer = new Buffer(16, Shape.of(5, 3, 7, 9), layout);
        FloatArray arena = new FloatArray(buffer.offset() + buffer.numbers() + 16);
        arena.init(-1);
        float[] values = new float[buffer.shape().size()];
        for (int k = 0; k < values.length; k++) {
            values[k] = k;
        }
        ArenaCopies.write(values, arena, buffer);
        for (int k = 0; k < values.length; k++) {
            assertEquals(k, arena.get(buffer.offsetOf(k)));
        }
        assertEquals(-1, arena.get(buffer.offset() - 1));
        assertEquals(-1, arena.get(buffer.offset() + buffer.numbers()));
        float[] read = new float[values.length];
        ArenaCopies.read(arena, buffer, read);
        assertArrayEquals(values, read);
    }
}
