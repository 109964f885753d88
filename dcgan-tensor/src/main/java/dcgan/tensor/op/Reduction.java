package dcgan.tensor.op;

import dcgan.tensor.Shape;
import dcgan.tensor.Value;
import java.util.List;

/** How a loss is gathered from its elements, as PyTorch's {@code reduction}. */
public enum Reduction {
    /** Not at all: one loss an element. */
    NONE,
    /** The mean of all elements. */
    MEAN,
    /** The sum of all elements. */
    SUM;

    Shape outputShape(Shape elements) {
        return this == NONE ? elements : Shape.SCALAR;
    }

    /** The buffers of a loss that are combined element by element. */
    List<Value> sameLayout(Value argument, Value target, Value loss) {
        return this == NONE ? List.of(argument, target, loss) : List.of(argument, target);
    }
}
