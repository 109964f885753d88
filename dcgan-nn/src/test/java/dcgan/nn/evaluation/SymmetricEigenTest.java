package dcgan.nn.evaluation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SymmetricEigenTest {

    @Test
    void vectorsTimesValuesMakeTheMatrixAgain() {
        int size = 40;
        double[][] matrix =
                FeatureStatistics.of(Features.random(20, size, 7), size).covariance();
        SymmetricEigen eigen = new SymmetricEigen(matrix);

        for (int i = 0; i < size; i++) {
            for (int j = 0; j < size; j++) {
                double element = 0;
                double product = 0;
                for (int k = 0; k < size; k++) {
                    element += eigen.value(k) * eigen.vector(k)[i] * eigen.vector(k)[j];
                    product += eigen.vector(i)[k] * eigen.vector(j)[k];
                }
                assertEquals(matrix[i][j], element, 1e-12);
                assertEquals(i == j ? 1 : 0, product, 1e-12);
            }
        }
    }

    @Test
    void knownValuesAreFoundAndTheMatrixIsNotChanged() {
        double[][] matrix = {{2, 1, 0}, {1, 2, 0}, {0, 0, -5}};
        SymmetricEigen eigen = new SymmetricEigen(matrix);
        double[] values = {eigen.value(0), eigen.value(1), eigen.value(2)};
        Arrays.sort(values);

        assertArrayEquals(new double[] {-5, 1, 3}, values, 1e-14);
        assertArrayEquals(new double[] {2, 1, 0}, matrix[0]);
    }

    @Test
    void zerosHaveZerosForValues() {
        SymmetricEigen eigen = new SymmetricEigen(new double[2][2]);

        assertEquals(0, eigen.value(0));
        assertEquals(0, eigen.value(1));
    }
}
