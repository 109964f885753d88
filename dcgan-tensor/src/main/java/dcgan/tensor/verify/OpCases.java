package dcgan.tensor.verify;

import static dcgan.tensor.verify.Operand.input;
import static dcgan.tensor.verify.Operand.parameter;

import dcgan.tensor.Shape;
import dcgan.tensor.Value;
import dcgan.tensor.op.Adam;
import dcgan.tensor.op.Add;
import dcgan.tensor.op.BCELoss;
import dcgan.tensor.op.BCELossBackward;
import dcgan.tensor.op.BCEWithLogitsLoss;
import dcgan.tensor.op.BCEWithLogitsLossBackward;
import dcgan.tensor.op.BatchNorm2d;
import dcgan.tensor.op.BatchNorm2dEvalGradInput;
import dcgan.tensor.op.BatchNorm2dGradInput;
import dcgan.tensor.op.BatchNorm2dGradWeight;
import dcgan.tensor.op.ChannelMean;
import dcgan.tensor.op.ChannelSum;
import dcgan.tensor.op.ChannelVariance;
import dcgan.tensor.op.Copy;
import dcgan.tensor.op.Fill;
import dcgan.tensor.op.HingeLoss;
import dcgan.tensor.op.HingeLossBackward;
import dcgan.tensor.op.Increment;
import dcgan.tensor.op.LeakyReLU;
import dcgan.tensor.op.LeakyReLUBackward;
import dcgan.tensor.op.Lerp;
import dcgan.tensor.op.MSELoss;
import dcgan.tensor.op.MSELossBackward;
import dcgan.tensor.op.Mean;
import dcgan.tensor.op.Normal;
import dcgan.tensor.op.Op;
import dcgan.tensor.op.ReLU;
import dcgan.tensor.op.ReLUBackward;
import dcgan.tensor.op.Reduction;
import dcgan.tensor.op.RunningAverage;
import dcgan.tensor.op.Scale;
import dcgan.tensor.op.Sigmoid;
import dcgan.tensor.op.SigmoidBackward;
import dcgan.tensor.op.Subtract;
import dcgan.tensor.op.Tanh;
import dcgan.tensor.op.TanhBackward;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** The ops that are no convolutions. */
final class OpCases {

    /** Below, at and above the usual vector widths, one that several threads share, and a layer's activations. */
    private static final int[][] SHAPES = {
        {1}, {3}, {8}, {17}, {2, 31}, {16_387}, {1, 1, 1, 1}, {5, 3, 7, 9}, {2, 64, 16, 16}, {3, 100, 1, 1}
    };

    private static final int[][] IMAGES = {
        {1, 1, 1, 2},
        {2, 3, 5, 7},
        {3, 17, 4, 4},
        {16, 1, 3, 3},
        {1, 33, 9, 2},
        {4, 64, 16, 16},
        {2, 256, 8, 8},
        // More images, and more pixels, than are summed at once.
        {130, 5, 3, 3},
        {3, 2, 40, 41},
        // Rounding errors must not grow with the batch.
        {4096, 1, 3, 3}
    };

    /** Arguments at which an approximation overflows, loses its sign or drops a NaN. */
    private static final float[] SPECIAL = {
        0f,
        -0f,
        1e-30f,
        -1e-30f,
        1e-6f,
        -1e-6f,
        20,
        -20,
        88,
        -88,
        90,
        -90,
        105,
        -105,
        1e30f,
        -1e30f,
        Float.POSITIVE_INFINITY,
        Float.NEGATIVE_INFINITY,
        Float.NaN
    };

    private static final float EPS = 1e-5f;

    private OpCases() {}

    static List<Case> all() {
        List<Case> cases = new ArrayList<>();
        activations(cases);
        channels(cases);
        losses(cases);
        updates(cases);
        others(cases);
        cases.addAll(AugmentCases.all());
        cases.addAll(MatrixCases.all());
        return cases;
    }

    private static void activations(List<Case> cases) {
        for (int[] shape : SHAPES) {
            for (Operand x : List.of(input(shape).between(-8, 8), input(shape).of(SPECIAL))) {
                cases.add(unary(ReLU::new, x));
                cases.add(unary(v -> new LeakyReLU(v, 0.2f), x));
                cases.add(unary(Sigmoid::new, x));
                cases.add(unary(Tanh::new, x));
            }
            Operand dy = input(shape);
            cases.add(binary(ReLUBackward::new, dy, input(shape)));
            cases.add(binary(ReLUBackward::new, dy, input(shape).of(0f, 1f, -0f, 1e-30f)));
            cases.add(binary((d, y) -> new LeakyReLUBackward(d, y, 0.2f), dy, input(shape)));
            cases.add(binary(
                    (d, y) -> new LeakyReLUBackward(d, y, 0.01f),
                    dy,
                    input(shape).of(0f, 1f, -0f, -1e-30f)));
            cases.add(binary(SigmoidBackward::new, dy, input(shape).between(0, 1)));
            cases.add(binary(TanhBackward::new, dy, input(shape)));
        }
    }

    private static void channels(List<Case> cases) {
        for (int[] shape : IMAGES) {
            Operand x = input(shape).between(-1, 3);
            Operand dy = input(shape);
            Operand mean = input(shape[1]).between(0, 2);
            Operand variance = input(shape[1]).between(0.1f, 2);
            Operand weight = parameter(shape[1]).between(0.5f, 1.5f);
            Operand bias = parameter(shape[1]);
            cases.add(unary(ChannelMean::new, x));
            cases.add(unary(ChannelSum::new, x));
            cases.add(binary(ChannelVariance::new, x, mean));
            cases.add(Case.of(
                    v -> new BatchNorm2d(v.get(0), v.get(1), v.get(2), v.get(3), v.get(4), EPS),
                    x,
                    mean,
                    variance,
                    weight,
                    bias));
            cases.add(Case.of(
                    v -> new BatchNorm2dGradWeight(v.get(0), v.get(1), v.get(2), v.get(3), EPS),
                    dy,
                    x,
                    mean,
                    variance));
            cases.add(Case.of(
                    v -> new BatchNorm2dGradInput(
                            v.get(0), v.get(1), v.get(2), v.get(3), v.get(4), v.get(5), v.get(6), EPS),
                    dy,
                    x,
                    mean,
                    variance,
                    weight,
                    input(shape[1]).between(-9, 9),
                    input(shape[1]).between(-9, 9)));
            cases.add(Case.of(
                    v -> new BatchNorm2dEvalGradInput(v.get(0), v.get(1), v.get(2), EPS), dy, variance, weight));
        }
    }

    private static void losses(List<Case> cases) {
        for (Reduction reduction : Reduction.values()) {
            for (int[] shape : SHAPES) {
                Operand p = input(shape).between(0.01f, 0.99f);
                Operand x = input(shape).between(-8, 8);
                for (Operand t : List.of(
                        input(shape).of(1), input(shape).of(0), input(shape).between(0, 1))) {
                    cases.add(binary((a, b) -> new BCELoss(a, b, reduction), p, t));
                    cases.add(binary((a, b) -> new BCELossBackward(a, b, reduction), p, t));
                    cases.add(binary((a, b) -> new BCEWithLogitsLoss(a, b, reduction), x, t));
                    cases.add(binary((a, b) -> new BCEWithLogitsLossBackward(a, b, reduction), x, t));
                }
            }
            for (int[] shape : SHAPES) {
                Operand x = input(shape).between(-3, 3);
                Operand sides = input(shape).of(1, -1, -1);
                cases.add(binary((a, b) -> new HingeLoss(a, b, reduction), x, sides));
                cases.add(binary((a, b) -> new HingeLossBackward(a, b, reduction), x, sides));
                cases.add(binary((a, b) -> new MSELoss(a, b, reduction), x, input(shape)));
                cases.add(binary((a, b) -> new MSELossBackward(a, b, reduction), x, input(shape)));
            }
            // On both sides of the margin, on it, and far from it.
            Operand margin = input(8).of(1, -1, 0.9999999f, 1.0000001f, -0f, 1e30f, -1e30f, Float.POSITIVE_INFINITY);
            Operand sides = input(8).of(1, -1, 1, 1, 1, 1, 1, 1);
            cases.add(binary((a, b) -> new HingeLoss(a, b, reduction), margin, sides));
            cases.add(binary((a, b) -> new HingeLossBackward(a, b, reduction), margin, sides));
            Operand certain = input(8).of(0, 0, 1, 1, 1e-30f, 1e-7f, 0.9999999f, 0.5f);
            Operand target = input(8).of(0, 1, 0, 1, 1, 1, 0, 1);
            cases.add(binary((a, b) -> new BCELoss(a, b, reduction), certain, target));
            cases.add(binary((a, b) -> new BCELossBackward(a, b, reduction), certain, target));
            Operand large = input(8).of(-1000, 1000, -100, 100, -20, 20, -0f, 0.5f);
            cases.add(binary((a, b) -> new BCEWithLogitsLoss(a, b, reduction), large, target));
            cases.add(binary((a, b) -> new BCEWithLogitsLossBackward(a, b, reduction), large, target));
            Operand diverged = input(3).of(0.5f, Float.NaN, 0.25f);
            cases.add(binary((a, b) -> new BCELoss(a, b, reduction), diverged, input(3).of(1)));
            cases.add(binary((a, b) -> new BCEWithLogitsLoss(a, b, reduction), diverged, input(3).of(1)));
            cases.add(binary((a, b) -> new HingeLoss(a, b, reduction), diverged, input(3).of(1)));
            cases.add(binary((a, b) -> new MSELoss(a, b, reduction), diverged, input(3).of(1)));
        }
    }

    private static void updates(List<Case> cases) {
        // A learning rate at which a wrong step is as large as the parameters.
        List<Adam.Settings> settings = List.of(
                new Adam.Settings(0.5, 0.5, 0.999, 1e-8, 0),
                new Adam.Settings(0.1, 0.9, 0.99, 1e-3, 0.01),
                new Adam.Settings(0.1, 0, 0, 1e-8, 0));
        for (int[] shape : SHAPES) {
            for (Adam.Settings each : settings) {
                for (float step : new float[] {1, 2, 1000}) {
                    cases.add(Case.of(
                            v -> new Adam(v.get(0), v.get(1), v.get(2), v.get(3), v.get(4), each),
                            parameter(shape),
                            input(shape).between(-0.1f, 0.1f),
                            parameter(shape).between(-0.1f, 0.1f),
                            parameter(shape).between(1e-4f, 1e-2f),
                            parameter(1).of(step)));
                }
            }
            for (float factor : new float[] {0.3f, 0}) {
                cases.add(Case.of(
                        v -> new Adam(v.get(0), v.get(1), v.get(2), v.get(3), v.get(4), v.get(5), settings.getFirst()),
                        parameter(shape),
                        input(shape).between(-0.1f, 0.1f),
                        parameter(shape).between(-0.1f, 0.1f),
                        parameter(shape).between(1e-4f, 1e-2f),
                        parameter(1).of(2),
                        input(1).of(factor)));
            }
            for (float weight : new float[] {0, 1e-4f, 0.5f, 1}) {
                cases.add(Case.of(
                        v -> new Lerp(v.get(0), v.get(1), v.get(2)),
                        parameter(shape),
                        input(shape),
                        input(1).of(weight)));
            }
            cases.add(
                    Case.of(v -> new RunningAverage(v.get(0), v.get(1), 0.1f, 1.25f), parameter(shape), input(shape)));
            cases.add(Case.of(v -> new RunningAverage(v.get(0), v.get(1), 1, 1), parameter(shape), input(shape)));
        }
        for (float counter : new float[] {0, 41, 0x1p24f - 2}) {
            cases.add(Case.of(v -> new Increment(v.get(0)), parameter(1).of(counter)));
        }
    }

    private static void others(List<Case> cases) {
        for (int[] shape : SHAPES) {
            cases.add(Case.of(_ -> new Fill(Shape.of(shape), 0)));
            cases.add(Case.of(_ -> new Fill(Shape.of(shape), -1.5f)));
            cases.add(unary(Copy::new, input(shape)));
            cases.add(binary(Add::new, input(shape), input(shape)));
            cases.add(unary(x -> new Add(x, x), input(shape)));
            cases.add(binary(Subtract::new, input(shape), input(shape)));
            cases.add(unary(x -> new Subtract(x, x), input(shape)));
            cases.add(unary(x -> new Scale(x, -0.3f), input(shape)));
            cases.add(unary(x -> new Scale(x, -1), input(shape).of(SPECIAL)));
            cases.add(unary(Mean::new, input(shape).between(-1, 3)));
            cases.add(normal(0, 1, 0, shape));
            cases.add(normal(1 << 24, -1, -7, shape));
        }
        cases.add(normal(77, 0x123456789abcdefL, 5, 64, 100, 1, 1));
    }

    private static Case normal(float counter, long seed, int stream, int... shape) {
        return Case.of(
                v -> new Normal(v.get(0), seed, stream, Shape.of(shape)),
                parameter(1).of(counter));
    }

    private static Case unary(Function<Value, Op> op, Operand operand) {
        return Case.of(v -> op.apply(v.get(0)), operand);
    }

    private interface Binary {
        Op of(Value first, Value second);
    }

    private static Case binary(Binary op, Operand first, Operand second) {
        return Case.of(v -> op.of(v.get(0), v.get(1)), first, second);
    }
}
