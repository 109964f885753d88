package dcgan.nn.evaluation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class EnlargementTest {

    /** {@code torch.nn.functional.interpolate(…, size=…, mode="bilinear", align_corners=False)} gives these. */
    @Test
    void isThatOfPyTorch() {
        assertArrayEquals(
                new float[] {
                    0, 0.25f, 0.75f, 1, //
                    0.5f, 0.75f, 1.25f, 1.5f, //
                    1.5f, 1.75f, 2.25f, 2.5f, //
                    2, 2.25f, 2.75f, 3
                },
                apply(new Enlargement(2, 2, 4, 4), 0, 1, 2, 3));
        assertArrayEquals(new float[] {0, 0.5f, 1, 0, 0.5f, 1}, apply(new Enlargement(1, 2, 2, 3), 0, 1));
    }

    @Test
    void enlargesOnlyTheSidesThatAreTooSmall() {
        assertEquals(new Enlargement(16, 16, 32, 32), Enlargement.of(16, 16, 32));
        assertEquals(new Enlargement(64, 16, 64, 32), Enlargement.of(64, 16, 32));
        assertArrayEquals(new float[] {1, 2}, apply(Enlargement.of(1, 2, 1), 1, 2));
    }

    private static float[] apply(Enlargement enlargement, float... source) {
        float[] padded = new float[source.length + 1];
        System.arraycopy(source, 0, padded, 1, source.length);
        float[] target = new float[enlargement.height() * enlargement.width()];
        enlargement.apply(padded, 1, target, 0);
        return target;
    }
}
