package dcgan.tensor.op;

import dcgan.tensor.Shape;
import dcgan.tensor.TooLargeException;
import dcgan.tensor.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The checks that the ops' constructors share. */
final class Shapes {

    private Shapes() {}

    static void require(boolean holds, Supplier<String> message) {
        if (!holds) {
            throw new IllegalArgumentException(message.get());
        }
    }

    /** Checks that an extent, or two, is not too large for a shape. */
    static void requireSmall(boolean holds, Supplier<String> message) {
        if (!holds) {
            throw new TooLargeException(message.get());
        }
    }

    /**
     * Checks that no operand is null.
     *
     * @param names of the operands, separated by commas
     */
    static void requirePresent(String op, String names, Object... operands) {
        for (int i = 0; i < operands.length; i++) {
            if (operands[i] == null) {
                throw new IllegalArgumentException(op + ": " + names.split(", ")[i] + " is null");
            }
        }
    }

    /** Checks what is added to a variance: 0 divides by zero where a channel is constant, but PyTorch allows it, too. */
    static void requireEps(String op, float eps) {
        require(
                eps >= 0 && Float.isFinite(eps),
                () -> op + ": eps must be a finite number of at least 0, but is " + eps);
    }

    static void requireImage(String op, Value x) {
        require(x.shape().rank() == 4, () -> op + " needs an image [N, C, H, W], but got " + x.shape());
    }

    static void requireSame(String op, Value a, Value b) {
        require(
                a.shape().equals(b.shape()),
                () -> op + " needs equal shapes, but got " + a.shape() + " and " + b.shape());
    }

    static void requireScalar(String op, String what, Value x) {
        require(x.shape().equals(Shape.SCALAR), () -> op + ": " + what + " must be of shape [1], but is " + x.shape());
    }

    static void requireVector(String op, Value matrix, int length, Value vector) {
        require(
                vector.shape().equals(Shape.of(length)),
                () -> op + " of " + matrix.shape() + " needs a vector [" + length + "], but got " + vector.shape());
    }

    static void requirePerChannel(String op, Value image, Value... perChannel) {
        requireImage(op, image);
        Shape expected = Shape.of(image.shape().dim(1));
        for (Value value : perChannel) {
            require(
                    value.shape().equals(expected),
                    () -> op + " of " + image.shape() + " needs per-channel values " + expected + ", but got "
                            + value.shape());
        }
    }

    /** The values without the absent ones: an optional operand is null in a record and missing here. */
    static List<Value> present(Value... values) {
        List<Value> present = new ArrayList<>(values.length);
        for (Value value : values) {
            if (value != null) {
                present.add(value);
            }
        }
        return List.copyOf(present);
    }

    /**
     * The buffer that an op yields, after a check of its shape.
     *
     * @throws IllegalArgumentException if there is none or it has another shape
     */
    static Value result(Op.Pure op, Optional<Value> result) {
        require(
                result.map(Value::shape).filter(op.outputShape()::equals).isPresent(),
                () -> op.name() + " yields a buffer " + op.outputShape() + ", but the result is "
                        + result.map(value -> value.shape().toString()).orElse("missing"));
        return result.get();
    }
}
