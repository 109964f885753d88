package dcgan.tensor.simd.elementwise;

import dcgan.tensor.Philox;
import dcgan.tensor.op.Activation;
import dcgan.tensor.op.ActivationBackward;
import dcgan.tensor.op.Adam;
import dcgan.tensor.op.Add;
import dcgan.tensor.op.BCELoss;
import dcgan.tensor.op.BCELossBackward;
import dcgan.tensor.op.BCEWithLogitsLoss;
import dcgan.tensor.op.BCEWithLogitsLossBackward;
import dcgan.tensor.op.Copy;
import dcgan.tensor.op.Fill;
import dcgan.tensor.op.HingeLoss;
import dcgan.tensor.op.HingeLossBackward;
import dcgan.tensor.op.Increment;
import dcgan.tensor.op.Lerp;
import dcgan.tensor.op.MSELoss;
import dcgan.tensor.op.MSELossBackward;
import dcgan.tensor.op.Mean;
import dcgan.tensor.op.Normal;
import dcgan.tensor.op.RunningAverage;
import dcgan.tensor.op.Scale;
import dcgan.tensor.op.Subtract;
import dcgan.tensor.simd.compile.Draft;
import dcgan.tensor.simd.compile.Operands;
import dcgan.tensor.simd.memory.Storage;
import dcgan.tensor.simd.run.RangeStep;
import dcgan.tensor.simd.run.SingleStep;
import dcgan.tensor.simd.vector.VectorSum;
import java.util.Arrays;

/** Compiles what works element by element, on values of one layout. */
public final class ElementwiseCompiler {

    private final Operands operands;
    private final Draft draft;

    public ElementwiseCompiler(Operands operands, Draft draft) {
        this.operands = operands;
        this.draft = draft;
    }

    public void activation(Activation op, float[] y) {
        draft.add(new RangeStep(y.length, Activations.forward(op, operands.data(op.input()), y)));
    }

    public void activationBackward(ActivationBackward op, float[] dx) {
        float[] dy = operands.data(op.gradOutput());
        draft.add(new RangeStep(dx.length, Activations.backward(op, dy, operands.data(op.output()), dx)));
    }

    public void fill(Fill op, float[] y) {
        draft.add(new RangeStep(y.length, (from, to) -> Arrays.fill(y, from, to, op.value())));
    }

    public void copy(Copy op, float[] y) {
        float[] x = operands.data(op.input());
        draft.add(new RangeStep(y.length, (from, to) -> System.arraycopy(x, from, y, from, to - from)));
    }

    public void sum(Add op, float[] y) {
        float[] a = operands.data(op.a());
        float[] b = operands.data(op.b());
        draft.add(new RangeStep(y.length, (from, to) -> VectorSum.add(a, b, 0, y, from, to)));
    }

    public void difference(Subtract op, float[] y) {
        float[] a = operands.data(op.a());
        float[] b = operands.data(op.b());
        draft.add(new RangeStep(y.length, (from, to) -> Pointwise.subtract(a, b, y, from, to)));
    }

    public void scale(Scale op, float[] y) {
        float[] x = operands.data(op.input());
        draft.add(new RangeStep(y.length, (from, to) -> Pointwise.scale(x, op.factor(), y, from, to)));
    }

    /** Draws in row-major order, and puts each number where it belongs. */
    public void normal(Normal op, Storage result) {
        float[] counter = operands.data(op.counter());
        float[] numbers = new float[op.outputShape().size()];
        int[] indices = result.layout.indices();
        draft.add(new RangeStep(numbers.length, (from, to) -> {
            Philox.normal(op.seed(), op.stream(), (int) counter[0], numbers, from, to);
            for (int i = from; i < to; i++) {
                result.data[indices[i]] = numbers[i];
            }
        }));
    }

    public void loss(BCELoss op, float[] y) {
        draft.add(LossSteps.value(
                LossSteps::bce, operands.storage(op.prediction()), operands.storage(op.target()), op.reduction(), y));
    }

    public void lossBackward(BCELossBackward op, float[] dx) {
        draft.add(LossSteps.gradient(
                LossSteps::bceGradient,
                operands.storage(op.prediction()),
                operands.storage(op.target()),
                op.reduction(),
                dx));
    }

    public void loss(BCEWithLogitsLoss op, float[] y) {
        draft.add(LossSteps.value(
                LossSteps::bceWithLogits,
                operands.storage(op.logit()),
                operands.storage(op.target()),
                op.reduction(),
                y));
    }

    public void lossBackward(BCEWithLogitsLossBackward op, float[] dx) {
        draft.add(LossSteps.gradient(
                LossSteps::bceWithLogitsGradient,
                operands.storage(op.logit()),
                operands.storage(op.target()),
                op.reduction(),
                dx));
    }

    public void loss(HingeLoss op, float[] y) {
        draft.add(LossSteps.value(
                LossSteps::hinge, operands.storage(op.prediction()), operands.storage(op.target()), op.reduction(), y));
    }

    public void lossBackward(HingeLossBackward op, float[] dx) {
        draft.add(LossSteps.gradient(
                LossSteps::hingeGradient,
                operands.storage(op.prediction()),
                operands.storage(op.target()),
                op.reduction(),
                dx));
    }

    public void loss(MSELoss op, float[] y) {
        draft.add(LossSteps.value(
                LossSteps::squaredError,
                operands.storage(op.prediction()),
                operands.storage(op.target()),
                op.reduction(),
                y));
    }

    public void lossBackward(MSELossBackward op, float[] dx) {
        draft.add(LossSteps.gradient(
                LossSteps::squaredErrorGradient,
                operands.storage(op.prediction()),
                operands.storage(op.target()),
                op.reduction(),
                dx));
    }

    public void mean(Mean op, float[] y) {
        draft.add(LossSteps.mean(operands.storage(op.input()), y));
    }

    public void adam(Adam op) {
        float[] parameter = operands.data(op.parameter());
        float[] gradient = operands.data(op.gradient());
        float[] m = operands.data(op.expAvg());
        float[] v = operands.data(op.expAvgSq());
        float[] step = operands.data(op.step());
        float[] factor = op.lrFactor() == null ? new float[] {1} : operands.data(op.lrFactor());
        draft.add(new RangeStep(
                parameter.length,
                (from, to) -> Pointwise.adam(parameter, gradient, m, v, step[0], factor[0], op.settings(), from, to)));
    }

    public void runningAverage(RunningAverage op) {
        float[] running = operands.data(op.running());
        float[] batch = operands.data(op.batch());
        draft.add(new RangeStep(
                running.length,
                (from, to) -> Pointwise.runningAverage(running, batch, op.momentum(), op.correction(), from, to)));
    }

    public void lerp(Lerp op) {
        float[] average = operands.data(op.average());
        float[] value = operands.data(op.value());
        float[] weight = operands.data(op.weight());
        draft.add(new RangeStep(average.length, (from, to) -> Pointwise.lerp(average, value, weight[0], from, to)));
    }

    public void increment(Increment op) {
        float[] counter = operands.data(op.counter());
        draft.add(new SingleStep(() -> counter[0]++));
    }
}
