package example.backend;

import dcgan.tensor.Graph;
import dcgan.tensor.Shape;
import dcgan.tensor.Value;
import dcgan.tensor.op.ConvTranspose2d;
import dcgan.tensor.op.ReLU;
import dcgan.tensor.op.Tanh;
import dcgan.tensor.spi.AbstractExecutable;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/** One array a buffer, one loop an op. */
final class PlainExecutable extends AbstractExecutable {
    private float[][] buffers;

    PlainExecutable(Graph graph) {
        super(graph);
        this.buffers = graph.values().stream()
                .map(value -> new float[value.shape().size()])
                .toArray(float[][]::new);
    }

    @Override
    protected void doWrite(String name, Value value, float[] values) {
        float[] buffer = of(value);
        System.arraycopy(values, 0, buffer, 0, buffer.length);
    }

    @Override
    protected void doRead(String name, Value value, float[] into) {
        float[] buffer = of(value);
        System.arraycopy(buffer, 0, into, 0, buffer.length);
    }

    @Override
    protected void doRun(Graph.Stage stage) {
        for (Graph.Node node : stage.nodes()) {
            float[] out = of(node.result().orElseThrow());
            switch (node.op()) {
                case ConvTranspose2d op -> deconvolve(op, out);
                case ReLU(Value x) -> map(x, out, value -> Math.max(value, 0));
                case Tanh(Value x) -> map(x, out, Math::tanh);
                default -> throw new IllegalStateException("the backend should have refused " + node.op());
            }
        }
    }

    /** y[n,o,i·sH−pH+a,j·sW−pW+b] += x[n,c,i,j] · weight[c,o,a,b]. */
    private void deconvolve(ConvTranspose2d op, float[] y) {
        float[] x = of(op.input());
        float[] weight = of(op.weight());
        Shape in = op.input().shape();
        Shape kernel = op.weight().shape();
        Shape out = op.outputShape();
        Arrays.fill(y, 0);
        for (int n = 0; n < in.dim(0); n++) {
            for (int c = 0; c < in.dim(1); c++) {
                for (int i = 0; i < in.dim(2); i++) {
                    for (int j = 0; j < in.dim(3); j++) {
                        float factor = x[index(in, n, c, i, j)];
                        for (int o = 0; o < kernel.dim(1); o++) {
                            for (int a = 0; a < kernel.dim(2); a++) {
                                for (int b = 0; b < kernel.dim(3); b++) {
                                    int row = i * op.stride().h() - op.padding().h() + a;
                                    int column =
                                            j * op.stride().w() - op.padding().w() + b;
                                    if (row >= 0 && row < out.dim(2) && column >= 0 && column < out.dim(3)) {
                                        y[index(out, n, o, row, column)] += factor * weight[index(kernel, c, o, a, b)];
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
    }

    private static int index(Shape shape, int a, int b, int c, int d) {
        return ((a * shape.dim(1) + b) * shape.dim(2) + c) * shape.dim(3) + d;
    }

    private void map(Value x, float[] out, DoubleUnaryOperator function) {
        float[] in = of(x);
        for (int i = 0; i < out.length; i++) {
            out[i] = (float) function.applyAsDouble(in[i]);
        }
    }

    private float[] of(Value value) {
        return buffers[value.id()];
    }

    @Override
    protected void release() {
        buffers = null;
    }
}
