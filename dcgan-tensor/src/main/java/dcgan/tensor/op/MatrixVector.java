package dcgan.tensor.op;

import dcgan.tensor.Shape;
import dcgan.tensor.Value;
import java.util.List;
import java.util.Optional;

/**
 * A matrix times a vector, {@code torch.mv}: {@code y[s] = Σ_j A[s,j] x[j]}. A weight {@code [S, L, kH, kW]} is a matrix of S rows.
 *
 * @param matrix {@code [S, …]}, with J numbers a row
 * @param vector {@code [J]}
 */
public record MatrixVector(Value matrix, Value vector) implements Op.Pure {

    public MatrixVector {
        Shapes.requirePresent("MatrixVector", "matrix, vector", matrix, vector);
        Shapes.requireVector(
                "MatrixVector", matrix, matrix.shape().size() / matrix.shape().dim(0), vector);
    }

    @Override
    public List<Value> inputs() {
        return List.of(matrix, vector);
    }

    @Override
    public Shape outputShape() {
        return Shape.of(matrix.shape().dim(0));
    }

    @Override
    public List<Value> sameLayout(Optional<Value> result) {
        return List.of();
    }
}
