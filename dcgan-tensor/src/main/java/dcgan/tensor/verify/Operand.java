package dcgan.tensor.verify;

import dcgan.tensor.Graph;
import dcgan.tensor.Philox;
import dcgan.tensor.Shape;
import dcgan.tensor.Value;

/**
 * What an op of a case reads: how it is declared and what is in it.
 *
 * @param parameter whether it is a parameter of the graph, else an input
 * @param shape its shape
 * @param contents its numbers
 */
record Operand(boolean parameter, Shape shape, Contents contents) {

    /** Gives an operand its numbers; {@code stream} tells the operands of a case apart. */
    interface Contents {
        float[] draw(Shape shape, int stream);
    }

    /** An input with numbers from [-1, 1). */
    static Operand input(int... shape) {
        return new Operand(false, Shape.of(shape), uniform(-1, 1));
    }

    /** A parameter with numbers from [-1, 1). */
    static Operand parameter(int... shape) {
        return new Operand(true, Shape.of(shape), uniform(-1, 1));
    }

    /** The same with numbers from [low, high). */
    Operand between(float low, float high) {
        return new Operand(parameter, shape, uniform(low, high));
    }

    /** The same with these numbers, over and over. */
    Operand of(float... values) {
        return new Operand(parameter, shape, (s, _) -> {
            float[] out = new float[s.size()];
            for (int k = 0; k < out.length; k++) {
                out[k] = values[k % values.length];
            }
            return out;
        });
    }

    Value declare(Graph.Builder graph, String name) {
        return parameter ? graph.parameter(name, shape) : graph.input(name, shape);
    }

    float[] draw(int stream) {
        return contents.draw(shape, stream);
    }

    private static Contents uniform(float low, float high) {
        return (shape, stream) -> uniform(shape, stream, low, high);
    }

    /** Numbers that depend on the stream alone. */
    static float[] uniform(Shape shape, int stream, float low, float high) {
        float[] out = new float[shape.size()];
        Philox.uniform(0, stream, 0, low, high, out);
        return out;
    }
}
