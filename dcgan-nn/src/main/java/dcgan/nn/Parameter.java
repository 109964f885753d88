package dcgan.nn;

import dcgan.tensor.Shape;

/**
 * What a layer keeps from run to run: a parameter or a buffer in PyTorch's terms.
 *
 * @param name PyTorch's, such as {@code weight}; within a {@link Sequential} with the layer's index, such as
 *     {@code 0.weight}
 * @param shape its shape
 * @param trained whether an optimiser updates it; if not it is a buffer, such as {@code running_mean}
 * @param byDefault what it starts from with {@link Init#DEFAULT}
 * @param byPaper what it starts from with {@link Init#DCGAN}
 */
public record Parameter(String name, Shape shape, boolean trained, Distribution byDefault, Distribution byPaper) {

    static Parameter trained(String name, Shape shape, Distribution byDefault, Distribution byPaper) {
        return new Parameter(name, shape, true, byDefault, byPaper);
    }

    static Parameter buffer(String name, Shape shape, float start) {
        Distribution constant = new Distribution.Constant(start);
        return new Parameter(name, shape, false, constant, constant);
    }

    static Parameter buffer(String name, Shape shape, Distribution start) {
        return new Parameter(name, shape, false, start, start);
    }

    /** The same with {@code prefix.} before its name. */
    public Parameter in(String prefix) {
        return new Parameter(prefix + "." + name, shape, trained, byDefault, byPaper);
    }
}
