package dcgan.tensor.verify;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dcgan.tensor.Backend;
import dcgan.tensor.BackendsUnderTest;
import dcgan.tensor.op.OutputPadding;
import dcgan.tensor.op.Padding;
import dcgan.tensor.op.Stride;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Convolutions of shapes that nobody thought of, the same ones each time, on every backend against the reference. */
class RandomShapesTest {

    private static final int SHAPES = 150;

    @ParameterizedTest
    @MethodSource("dcgan.tensor.BackendsUnderTest#namesButReference")
    void agreesWithTheReference(String name) {
        try (Backend reference = BackendsUnderTest.open("reference");
                Backend backend = BackendsUnderTest.open(name)) {
            Random random = new Random(20_261_124);
            for (Case each : cases(random)) {
                Difference difference = each.compare(reference, backend);
                assertTrue(
                        difference.relative() <= Verification.TOLERANCE, () -> each.description() + ": " + difference);
            }
        }
    }

    private static List<Case> cases(Random random) {
        List<Case> cases = new ArrayList<>();
        for (int k = 0; k < SHAPES; k++) {
            int kH = random.nextInt(1, 6);
            int kW = random.nextInt(1, 6);
            Stride stride = new Stride(random.nextInt(1, 4), random.nextInt(1, 4));
            Padding padding = new Padding(random.nextInt(3), random.nextInt(3));
            ConvolutionCases.Shapes shapes = new ConvolutionCases.Shapes(
                    random.nextInt(1, 5),
                    random.nextInt(1, 40),
                    random.nextInt(1, 40),
                    random.nextInt(5, 14),
                    random.nextInt(5, 14),
                    kH,
                    kW,
                    stride,
                    padding,
                    new OutputPadding(random.nextInt(stride.h()), random.nextInt(stride.w())),
                    random.nextBoolean());
            cases.addAll(random.nextBoolean() ? shapes.conv2d() : shapes.convTranspose2d());
        }
        return cases;
    }
}
