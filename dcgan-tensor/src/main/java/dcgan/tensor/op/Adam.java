package dcgan.tensor.op;

import dcgan.tensor.Value;
import java.util.List;
import java.util.Optional;

/**
 * One step of Adam (Kingma and Ba 2015, algorithm 1, with the bias corrections folded in as {@code torch.optim.Adam}
 * does). With {@code t} the counter, {@code g = grad + weightDecay · param}:
 * {@code m ← β₁m + (1 − β₁)g}, {@code v ← β₂v + (1 − β₂)g²},
 * {@code param ← param − f · lr / (1 − β₁ᵗ) · m / (√v / √(1 − β₂ᵗ) + eps)}.
 *
 * @param parameter of any shape, updated
 * @param gradient of the same shape
 * @param expAvg m, of the same shape, updated; zeros before the first step
 * @param expAvgSq v, of the same shape, updated; zeros before the first step
 * @param step {@code [1]}, t: 1 in the first step, so {@link Increment} it before
 * @param lrFactor {@code [1]}, f, for a learning rate that changes; null for 1
 * @param settings learning rate and decay rates
 */
public record Adam(
        Value parameter, Value gradient, Value expAvg, Value expAvgSq, Value step, Value lrFactor, Settings settings)
        implements Op.InPlace {

    public Adam {
        Shapes.requirePresent(
                "Adam",
                "parameter, gradient, expAvg, expAvgSq, step, settings",
                parameter,
                gradient,
                expAvg,
                expAvgSq,
                step,
                settings);
        Shapes.requireSame("Adam", parameter, gradient);
        Shapes.requireSame("Adam", parameter, expAvg);
        Shapes.requireSame("Adam", parameter, expAvgSq);
        Shapes.requireScalar("Adam", "the step", step);
        if (lrFactor != null) {
            Shapes.requireScalar("Adam", "the factor of the learning rate", lrFactor);
        }
    }

    /** With a learning rate that does not change. */
    public Adam(Value parameter, Value gradient, Value expAvg, Value expAvgSq, Value step, Settings settings) {
        this(parameter, gradient, expAvg, expAvgSq, step, null, settings);
    }

    @Override
    public List<Value> inputs() {
        return lrFactor == null
                ? List.of(parameter, gradient, expAvg, expAvgSq, step)
                : List.of(parameter, gradient, expAvg, expAvgSq, step, lrFactor);
    }

    @Override
    public List<Value> updates() {
        return List.of(parameter, expAvg, expAvgSq);
    }

    @Override
    public List<Value> sameLayout(Optional<Value> result) {
        return List.of(parameter, gradient, expAvg, expAvgSq);
    }

    /**
     * The constants of Adam, doubles as they are in PyTorch: {@code 1 − β₂} of a β₂ that went through float32 would be off by
     * 1e-5 of itself.
     *
     * @param lr the learning rate, above 0
     * @param beta1 the decay of the first moment, in [0, 1)
     * @param beta2 the decay of the second moment, in [0, 1)
     * @param eps keeps the quotient finite, at least 0
     * @param weightDecay an L2 penalty, at least 0
     */
    public record Settings(double lr, double beta1, double beta2, double eps, double weightDecay) {

        public Settings {
            Shapes.require(
                    lr > 0 && Double.isFinite(lr), () -> "Adam: lr must be a finite number above 0, but is " + lr);
            Shapes.require(beta1 >= 0 && beta1 < 1, () -> "Adam: beta1 must be in [0, 1), but is " + beta1);
            Shapes.require(beta2 >= 0 && beta2 < 1, () -> "Adam: beta2 must be in [0, 1), but is " + beta2);
            Shapes.require(
                    eps >= 0 && Double.isFinite(eps),
                    () -> "Adam: eps must be a finite number of at least 0, but is " + eps);
            Shapes.require(
                    weightDecay >= 0 && Double.isFinite(weightDecay),
                    () -> "Adam: weightDecay must be a finite number of at least 0, but is " + weightDecay);
        }
    }
}
