package example.deconvolution;

import static dcgan.tensor.op.Padding.padding;
import static dcgan.tensor.op.Stride.stride;

import dcgan.tensor.Backend;
import dcgan.tensor.Backends;
import dcgan.tensor.Executable;
import dcgan.tensor.Graph;
import dcgan.tensor.Shape;
import dcgan.tensor.Value;
import dcgan.tensor.op.ConvTranspose2d;
import dcgan.tensor.op.ConvTranspose2dGradInput;
import dcgan.tensor.op.ConvTranspose2dGradWeight;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/** Doubles the size of feature maps with a transposed convolution, and takes the gradients of L = ½ Σ y² through it. */
final class Main {
    private static final Shape X = Shape.of(8, 64, 16, 16);
    private static final Shape W = Shape.of(64, 32, 4, 4);

    private Main() {}

    /** Takes the name of a backend; without one, the fastest there is. */
    public static void main(String[] args) {
        try (Backend backend = Backends.open(args.length == 0 ? Backends.AUTO : args[0]);
                Executable deconvolution = backend.compile(graph())) {
            RandomGenerator random =
                    RandomGeneratorFactory.of("L64X128MixRandom").create(1);
            deconvolution.write("x", gaussian(random, X));
            deconvolution.write("w", gaussian(random, W));
            deconvolution.run();

            System.out.println(
                    "backend " + backend.name() + " on " + backend.device().name());
            System.out.println("y  " + deconvolution.graph().named("y").shape());
            System.out.println("dx " + deconvolution.graph().named("dx").shape());
            System.out.println("dw " + deconvolution.graph().named("dw").shape());

            // y is linear in x and in w, so both of Σ dx·x and Σ dw·w must be Σ dy·y, here Σ y².
            float[] y = deconvolution.read("y");
            double squares = dot(y, y);
            System.out.printf(
                    "sum(dx * x) / sum(y * y) = %.4f%n",
                    dot(deconvolution.read("dx"), deconvolution.read("x")) / squares);
            System.out.printf(
                    "sum(dw * w) / sum(y * y) = %.4f%n",
                    dot(deconvolution.read("dw"), deconvolution.read("w")) / squares);
        }
    }

    private static Graph graph() {
        Graph.Builder graph = Graph.builder();
        Value x = graph.input("x", X);
        Value w = graph.parameter("w", W);
        Value y = graph.output("y", graph.add(ConvTranspose2d.of(x, w, stride(2), padding(1))));
        // The gradient of ½ Σ y² to y is y itself.
        graph.output("dx", graph.add(new ConvTranspose2dGradInput(y, w, X, stride(2), padding(1))));
        graph.output("dw", graph.add(new ConvTranspose2dGradWeight(x, y, W, stride(2), padding(1))));
        return graph.build();
    }

    private static float[] gaussian(RandomGenerator random, Shape shape) {
        float[] values = new float[shape.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }

    private static double dot(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (double) a[i] * b[i];
        }
        return sum;
    }
}
