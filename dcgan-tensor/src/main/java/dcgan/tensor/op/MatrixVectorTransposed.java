package dcgan.tensor.op;

import dcgan.tensor.Shape;
import dcgan.tensor.Value;
import java.util.List;
import java.util.Optional;

/**
 * A transposed matrix times a vector: {@code y[j] = Σ_s A[s,j] x[s]}. A weight {@code [S, L, kH, kW]} is a matrix of S rows.
 *
 * @param matrix {@code [S, …]}, with J numbers a row
 * @param vector {@code [S]}
 */
public record MatrixVectorTransposed(Value matrix, Value vector) implements Op.Pure {

    public MatrixVectorTransposed {
        Shapes.requirePresent("MatrixVectorTransposed", "matrix, vector", matrix, vector);
        Shapes.requireVector("MatrixVectorTransposed", matrix, matrix.shape().dim(0), vector);
    }

    @Override
    public List<Value> inputs() {
        return List.of(matrix, vector);
    }

    @Override
    public Shape outputShape() {
        return Shape.of(matrix.shape().size() / matrix.shape().dim(0));
    }

    @Override
    public List<Value> sameLayout(Optional<Value> result) {
        return List.of();
    }
}
