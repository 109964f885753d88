package dcgan.tensor.planning;

import static dcgan.tensor.op.Padding.padding;
import static dcgan.tensor.op.Stride.stride;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dcgan.tensor.Shape;
import dcgan.tensor.op.Convolution.Geometry;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConvolutionAlgorithmTest {

    /** Of a convolution of stride 2 with a 4×4 kernel that halves an image. */
    @ParameterizedTest
    @CsvSource({
        "AUTO, 64, 64, 16, WINOGRAD",
        "AUTO, 7, 64, 16, DIRECT",
        "AUTO, 8, 64, 16, WINOGRAD",
        "AUTO, 31, 64, 8, DIRECT",
        "AUTO, 32, 64, 8, WINOGRAD",
        "AUTO, 1, 64, 64, WINOGRAD",
        "AUTO, 64, 4, 16, DIRECT",
        "AUTO, 64, 5, 16, WINOGRAD",
        "AUTO, 64, 64, 130, DIRECT",
        "AUTO, 64, 64, 2, DIRECT",
        "DIRECT, 64, 64, 16, DIRECT",
        "WINOGRAD, 1, 64, 16, WINOGRAD",
        "WINOGRAD, 1, 4, 16, DIRECT"
    })
    void isChosenByTheShapes(ConvolutionChoice choice, int n, int channels, int height, ConvolutionAlgorithm expected) {
        Geometry geometry = new Geometry(
                Shape.of(n, channels, height, height),
                Shape.of(n, 8, height / 2, height / 2),
                Shape.of(8, channels, 4, 4),
                stride(2),
                padding(1));
        assertEquals(expected, ConvolutionAlgorithm.of(choice, geometry));
    }

    @ParameterizedTest
    @CsvSource({"3, 2", "4, 1"})
    void isDirectForOtherKernelsAndStrides(int kernel, int step) {
        int small = (16 - kernel) / step + 1;
        Geometry geometry = new Geometry(
                Shape.of(64, 64, 16, 16),
                Shape.of(64, 8, small, small),
                Shape.of(8, 64, kernel, kernel),
                stride(step),
                padding(0));
        assertEquals(ConvolutionAlgorithm.DIRECT, ConvolutionAlgorithm.of(ConvolutionChoice.WINOGRAD, geometry));
    }
}
