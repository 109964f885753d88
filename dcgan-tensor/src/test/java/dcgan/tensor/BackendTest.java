package dcgan.tensor;

import static dcgan.tensor.op.Padding.padding;
import static dcgan.tensor.op.Stride.stride;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dcgan.tensor.op.Conv2d;
import org.junit.jupiter.api.Test;

class BackendTest {

    @Test
    void runsOneOp() {
        try (Backend backend = Backends.open("reference")) {
            Tensor image = new Tensor(Shape.of(1, 1, 3, 3), new float[] {1, 2, 3, 4, 5, 6, 7, 8, 9});
            Tensor weight = new Tensor(Shape.of(1, 1, 2, 2), new float[] {1, 10, 100, 1000});
            Tensor result = backend.run(v -> Conv2d.of(v.get(0), v.get(1), stride(2), padding(1)), image, weight);
            assertArrayEquals(new float[] {1000, 3200, 7040, 9865}, result.data());
        }
    }
}
