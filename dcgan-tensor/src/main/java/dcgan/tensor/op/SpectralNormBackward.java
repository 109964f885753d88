package dcgan.tensor.op;

import dcgan.tensor.Shape;
import dcgan.tensor.Value;
import java.util.List;
import java.util.Optional;

/**
 * The gradient to a weight W through its spectral normalisation {@code W / σ} with {@code σ = uᵀ W v}, in which u and v count as
 * constants (Miyato et al. 2018, equation 12): {@code dW = (dy − (Σ dy · W / σ) · u vᵀ) / σ}.
 *
 * @param gradOutput the gradient dy to {@code W / σ}, {@code [S, …]} with J numbers a row
 * @param dot {@code [1]}, the {@link Dot} of {@code gradOutput} and {@code W / σ}
 * @param u {@code [S]}
 * @param v {@code [J]}
 * @param sigma {@code [1]}
 */
public record SpectralNormBackward(Value gradOutput, Value dot, Value u, Value v, Value sigma) implements Op.Pure {

    public SpectralNormBackward {
        Shapes.requirePresent("SpectralNormBackward", "gradOutput, dot, u, v, sigma", gradOutput, dot, u, v, sigma);
        int rows = gradOutput.shape().dim(0);
        Shapes.requireVector("SpectralNormBackward", gradOutput, rows, u);
        Shapes.requireVector(
                "SpectralNormBackward", gradOutput, gradOutput.shape().size() / rows, v);
        Shapes.requireScalar("SpectralNormBackward", "the product", dot);
        Shapes.requireScalar("SpectralNormBackward", "sigma", sigma);
    }

    @Override
    public List<Value> inputs() {
        return List.of(gradOutput, dot, u, v, sigma);
    }

    @Override
    public Shape outputShape() {
        return gradOutput.shape();
    }

    @Override
    public List<Value> sameLayout(Optional<Value> result) {
        return List.of(gradOutput, Shapes.result(this, result));
    }
}
