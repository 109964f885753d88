package dcgan.tensor.verify;

import static dcgan.tensor.op.Padding.padding;
import static dcgan.tensor.op.Stride.stride;
import static dcgan.tensor.verify.Operand.input;
import static dcgan.tensor.verify.Operand.parameter;

import dcgan.tensor.Graph;
import dcgan.tensor.Shape;
import dcgan.tensor.Value;
import dcgan.tensor.op.Conv2d;
import dcgan.tensor.op.Conv2dGradInput;
import dcgan.tensor.op.Conv2dGradWeight;
import dcgan.tensor.op.Divide;
import dcgan.tensor.op.Dot;
import dcgan.tensor.op.MatrixVector;
import dcgan.tensor.op.MatrixVectorTransposed;
import dcgan.tensor.op.Normalize;
import dcgan.tensor.op.RunningAverage;
import dcgan.tensor.op.SpectralNormBackward;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Products of matrices and vectors: some shapes, those of weights among them, and some at random; and a whole normalised convolution. */
final class MatrixCases {

    private static final int[][] MATRICES = {{1, 1}, {17, 31}, {130, 1}, {5, 3, 4, 4}, {64, 33, 4, 4}, {1, 256, 4, 4}};

    /** Batch, channels of the input and of the output: thin and wide, and for either algorithm. */
    private static final int[][] CONVOLUTIONS = {{2, 3, 5}, {4, 17, 33}, {32, 8, 16}};

    private static final int RANDOM_SHAPES = 2;
    private static final float EPS = 1e-12f;

    private MatrixCases() {}

    static List<Case> all() {
        List<int[]> shapes = new ArrayList<>(List.of(MATRICES));
        Random random = new Random(1);
        for (int i = 0; i < RANDOM_SHAPES; i++) {
            shapes.add(
                    new int[] {random.nextInt(1, 90), random.nextInt(1, 90), random.nextInt(1, 6), random.nextInt(1, 6)
                    });
        }
        List<Case> cases = new ArrayList<>();
        shapes.forEach(shape -> add(cases, shape));
        for (int[] shape : CONVOLUTIONS) {
            cases.add(normalised(shape[0], shape[1], shape[2]));
        }
        return cases;
    }

    private static void add(List<Case> cases, int[] shape) {
        int rows = shape[0];
        int columns = Shape.of(shape).size() / rows;
        Operand matrix = parameter(shape).between(-1, 2);
        Operand one = input(1).between(0.5f, 3);
        cases.add(Case.of(
                v -> new MatrixVector(v.get(0), v.get(1)),
                matrix,
                input(columns).between(-1, 2)));
        cases.add(Case.of(
                v -> new MatrixVectorTransposed(v.get(0), v.get(1)),
                matrix,
                input(rows).between(-1, 2)));
        cases.add(Case.of(v -> new Normalize(v.getFirst(), EPS), input(columns)));
        cases.add(Case.of(v -> new Normalize(v.getFirst(), EPS), input(rows).of(0)));
        cases.add(Case.of(v -> new Dot(v.get(0), v.get(1)), matrix, input(shape).between(0, 1)));
        cases.add(Case.of(v -> new Divide(v.get(0), v.get(1)), matrix, one));
        cases.add(Case.of(
                v -> new SpectralNormBackward(v.get(0), v.get(1), v.get(2), v.get(3), v.get(4)),
                input(shape),
                input(1),
                input(rows),
                input(columns),
                one));
    }

    /** A convolution whose weight is normalised by its spectral norm, forward and backward, twice: with an update in between. */
    private static Case normalised(int n, int in, int out) {
        Graph.Builder g = Graph.builder();
        Value x = g.input("x", Shape.of(n, in, 8, 8));
        Value dy = g.input("dy", Shape.of(n, out, 4, 4));
        Value weight = g.parameter("weight", Shape.of(out, in, 4, 4));
        Value u = g.parameter("u", Shape.of(out));
        Value newV = g.add(new Normalize(g.add(new MatrixVectorTransposed(weight, u)), EPS));
        Value product = g.add(new MatrixVector(weight, newV));
        Value newU = g.add(new Normalize(product, EPS));
        g.update(new RunningAverage(u, newU, 1, 1));
        Value sigma = g.add(new Dot(newU, product));
        Value normalised = g.add(new Divide(weight, sigma));
        g.output("y", g.add(new Conv2d(x, normalised, null, stride(2), padding(1))));
        g.output("dx", g.add(new Conv2dGradInput(dy, normalised, x.shape(), stride(2), padding(1))));
        Value gradient = g.add(new Conv2dGradWeight(x, dy, weight.shape(), stride(2), padding(1)));
        Value dot = g.add(new Dot(gradient, normalised));
        Value toWeight = g.add(new SpectralNormBackward(gradient, dot, newU, newV, sigma));
        g.output("dw", toWeight);
        g.update(new RunningAverage(weight, toWeight, 0.1f, 0.01f));
        return Case.ofGraph("spectral norm", "of a weight " + weight.shape() + ", batch " + n, g, e -> {
            Case.drawAll(e);
            e.run();
            e.run();
        });
    }
}
