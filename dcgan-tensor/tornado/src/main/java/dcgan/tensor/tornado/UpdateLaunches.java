package dcgan.tensor.tornado;

import dcgan.tensor.Value;
import dcgan.tensor.op.Adam;
import dcgan.tensor.op.Increment;
import dcgan.tensor.op.Lerp;
import dcgan.tensor.op.Op;
import dcgan.tensor.op.RunningAverage;
import dcgan.tensor.tornado.Launch.InGrid;
import dcgan.tensor.tornado.kernels.AdamKernels;
import dcgan.tensor.tornado.kernels.AdamKernels.CorrectionConstants;
import dcgan.tensor.tornado.kernels.AdamKernels.CorrectionResult;
import dcgan.tensor.tornado.kernels.AdamKernels.Step;
import dcgan.tensor.tornado.kernels.AdamKernels.StepConstants;
import dcgan.tensor.tornado.kernels.UpdateKernels;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The launches of {@link AdamKernels} and {@link UpdateKernels}, for the ops of one stage after another. */
final class UpdateLaunches {

    private final Placement placement;
    private final BufferArena arena;
    private final PrecisionKernels precision;

    /** The offsets of corrections that are on the device and hold until the counter changes. */
    private final Map<CorrectionKey, Integer> corrections = new HashMap<>();

    /** What parameters share that Adam updates in the same step. */
    private record CorrectionKey(Value step, Value lrFactor, Adam.Settings settings) {}

    UpdateLaunches(Placement placement, BufferArena arena, PrecisionKernels precision) {
        this.placement = placement;
        this.arena = arena;
        this.precision = precision;
    }

    /** Forgets the corrections of the stage before: each stage computes its own. */
    void beginStage() {
        corrections.clear();
    }

    List<Launch> of(Op.InPlace operation) {
        corrections
                .keySet()
                .removeIf(key -> operation.updates().stream()
                        .anyMatch(updated -> updated.equals(key.step()) || updated.equals(key.lrFactor())));
        return switch (operation) {
            case Adam op -> adam(op);
            case RunningAverage(Value running, Value batch, float momentum, float correction) ->
                List.of(InGrid.elementwise(
                        UpdateKernels::runningAverage,
                        placement.of(running).numbers(),
                        KernelArguments.of(UpdateKernels.RunningAverage.LENGTH)
                                .and(UpdateKernels.RunningAverage.RUNNING, at(running))
                                .and(UpdateKernels.RunningAverage.BATCH, at(batch))
                                .and(UpdateKernels.RunningAverage.KEEP, arena.constants(1 - momentum))
                                .and(UpdateKernels.RunningAverage.TAKE, arena.constants(momentum * correction))));
            case Lerp(Value average, Value value, Value weight) ->
                List.of(InGrid.elementwise(
                        UpdateKernels::lerp,
                        placement.of(average).numbers(),
                        KernelArguments.of(UpdateKernels.Lerp.LENGTH)
                                .and(UpdateKernels.Lerp.AVERAGE, at(average))
                                .and(UpdateKernels.Lerp.VALUE, at(value))
                                .and(UpdateKernels.Lerp.WEIGHT, at(weight))));
            case Increment(Value counter) ->
                List.of(InGrid.elementwise(
                        UpdateKernels::increment,
                        1,
                        KernelArguments.of(UpdateKernels.Increment.LENGTH)
                                .and(UpdateKernels.Increment.COUNTER, at(counter))));
        };
    }

    private List<Launch> adam(Adam op) {
        List<Launch> launches = new ArrayList<>();
        int ofStep = corrections.computeIfAbsent(new CorrectionKey(op.step(), op.lrFactor(), op.settings()), key -> {
            int offset = arena.allocate(CorrectionResult.LENGTH);
            launches.add(corrections(key, offset));
            return offset;
        });
        launches.add(InGrid.elementwise(
                AdamKernels::adam,
                placement.of(op.parameter()).numbers(),
                KernelArguments.of(Step.LENGTH)
                        .and(Step.PARAMETER, at(op.parameter()))
                        .and(Step.GRADIENT, at(op.gradient()))
                        .and(Step.EXP_AVG, at(op.expAvg()))
                        .and(Step.EXP_AVG_SQ, at(op.expAvgSq()))
                        .and(Step.CORRECTIONS, ofStep)
                        .and(Step.CONSTANTS, constants(op.settings()))));
        return launches;
    }

    private int constants(Adam.Settings s) {
        float[] constants = new float[StepConstants.LENGTH];
        constants[StepConstants.BETA1] = (float) s.beta1();
        constants[StepConstants.ONE_MINUS_BETA1] = (float) (1 - s.beta1());
        constants[StepConstants.BETA2] = (float) s.beta2();
        constants[StepConstants.ONE_MINUS_BETA2] = (float) (1 - s.beta2());
        constants[StepConstants.EPS] = (float) s.eps();
        constants[StepConstants.WEIGHT_DECAY] = (float) s.weightDecay();
        return arena.constants(constants);
    }

    private Launch corrections(CorrectionKey key, int out) {
        Adam.Settings s = key.settings();
        float[] constants = new float[CorrectionConstants.LENGTH];
        setExact(constants, CorrectionConstants.LR, s.lr());
        setExact(constants, CorrectionConstants.BETA1, s.beta1());
        setExact(constants, CorrectionConstants.BETA2, s.beta2());
        constants[CorrectionConstants.LOG_BETA1] = (float) Math.log(s.beta1());
        constants[CorrectionConstants.LOG_BETA2] = (float) Math.log(s.beta2());
        return InGrid.elementwise(
                precision.corrections(),
                1,
                KernelArguments.of(AdamKernels.Corrections.LENGTH)
                        .and(AdamKernels.Corrections.STEP, at(key.step()))
                        .and(
                                AdamKernels.Corrections.LR_FACTOR,
                                key.lrFactor() == null ? arena.constants(1) : at(key.lrFactor()))
                        .and(AdamKernels.Corrections.CONSTANTS, arena.constants(constants))
                        .and(AdamKernels.Corrections.OUT, out));
    }

    /** As the sum of two numbers: the second one holds the bits that are too many for the first. */
    private static void setExact(float[] constants, int index, double exact) {
        constants[index] = (float) exact;
        constants[index + 1] = (float) (exact - (float) exact);
    }

    private int at(Value value) {
        return placement.of(value).offset();
    }
}
