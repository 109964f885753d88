package dcgan.tensor.simd.convolution.winograd;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dcgan.tensor.planning.WinogradTile;
import dcgan.tensor.planning.WinogradTile.Matrix;
import dcgan.tensor.simd.vector.FloatSpecies;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class WinogradTransformTest {

    private static final float TOLERANCE = 1e-6f;

    /** A transform of planes of which only one is not zero gives a product of two coefficients in each plane. */
    @ParameterizedTest
    @EnumSource
    void multipliesByItsMatrixAlongBothAxes(WinogradTransform transform) {
        Matrix matrix = Matrix.valueOf(transform.name());
        int in = matrix.columns();
        int out = matrix.rows();
        for (int one = 0; one < in * in; one++) {
            Planes from = planes(in * in);
            Planes to = planes(out * out);
            from.array(one)[from.start(one)] = 1;
            transform.apply(
                    from, 0, to, 0, FloatSpecies.V, new Planes(WinogradTile.FACTORS, WinogradTransform.CHUNK + 16));
            for (int plane = 0; plane < out * out; plane++) {
                assertEquals(
                        matrix.at(plane / out, one / in) * matrix.at(plane % out, one % in),
                        to.array(plane)[to.start(plane)],
                        TOLERANCE);
            }
        }
    }

    private static Planes planes(int count) {
        return new Planes(count, FloatSpecies.V);
    }
}
