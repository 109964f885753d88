package dcgan.tensor.op;

import dcgan.tensor.Shape;

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
}
