package dcgan.tensor.simd.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PartsTest {

    @ParameterizedTest
    @CsvSource({"1, 1", "7, 3", "64, 64", "2000000, 32768", "2147483647, 65536"})
    void coverAllItems(int items, int parts) {
        assertEquals(0, Parts.begin(items, 0, parts));
        assertEquals(items, Parts.begin(items, parts, parts));
        for (int part = 0; part < parts; part++) {
            assertTrue(Parts.begin(items, part, parts) < Parts.begin(items, part + 1, parts));
        }
    }
}
