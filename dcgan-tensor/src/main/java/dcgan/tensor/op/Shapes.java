package dcgan.tensor.op;

import dcgan.tensor.Shape;
import dcgan.tensor.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** The checks that the ops' constructors share. */
final class Shapes {

    private Shapes() {}

    static void require(boolean holds, Supplier<String> message) {
        if (!holds) {
            throw new IllegalArgumentException(message.get());
        }
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
}
