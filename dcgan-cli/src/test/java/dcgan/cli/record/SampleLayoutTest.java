package dcgan.cli.record;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dcgan.data.ImageShape;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SampleLayoutTest {

    @ParameterizedTest
    @CsvSource(useHeadersInDisplayName = true, textBlock = """
        px,  row scale, grid scale, grid count, grid columns, chunk
        16,  8,         6,          64,         8,            64
        32,  4,         3,          64,         8,            64
        64,  2,         2,          64,         8,            64
        128, 1,         1,          64,         8,            16
        256, 1,         1,          16,         4,            4
        """)
    void largerImagesAreFewerAndLessEnlarged(int px, int row, int grid, int count, int columns, int chunk) {
        SampleLayout layout = new SampleLayout(ImageShape.square(3, px));
        assertEquals(row, layout.rowScale());
        assertEquals(grid, layout.gridScale());
        assertEquals(count, layout.gridCount());
        assertEquals(columns, layout.gridColumns());
        assertEquals(chunk, layout.chunk(1000));
        assertEquals(3, layout.chunk(3));
    }
}
