package dcgan.tensor.simd;

import dcgan.tensor.Graph;
import dcgan.tensor.Graph.Node;
import dcgan.tensor.Value;
import dcgan.tensor.op.Activation;
import dcgan.tensor.op.ActivationBackward;
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
import dcgan.tensor.op.ColorJitter;
import dcgan.tensor.op.ColorJitterBackward;
import dcgan.tensor.op.Convolution;
import dcgan.tensor.op.Copy;
import dcgan.tensor.op.Cutout;
import dcgan.tensor.op.Divide;
import dcgan.tensor.op.Dot;
import dcgan.tensor.op.Fill;
import dcgan.tensor.op.HingeLoss;
import dcgan.tensor.op.HingeLossBackward;
import dcgan.tensor.op.ImageMean;
import dcgan.tensor.op.Increment;
import dcgan.tensor.op.Lerp;
import dcgan.tensor.op.MSELoss;
import dcgan.tensor.op.MSELossBackward;
import dcgan.tensor.op.MatrixVector;
import dcgan.tensor.op.MatrixVectorTransposed;
import dcgan.tensor.op.Mean;
import dcgan.tensor.op.Normal;
import dcgan.tensor.op.Normalize;
import dcgan.tensor.op.Op;
import dcgan.tensor.op.RunningAverage;
import dcgan.tensor.op.Scale;
import dcgan.tensor.op.SpectralNormBackward;
import dcgan.tensor.op.Subtract;
import dcgan.tensor.op.Translate;
import dcgan.tensor.op.TranslateBackward;
import dcgan.tensor.planning.ConvolutionChoice;
import dcgan.tensor.simd.augment.AugmentCompiler;
import dcgan.tensor.simd.channel.ChannelCompiler;
import dcgan.tensor.simd.compile.Draft;
import dcgan.tensor.simd.compile.Operands;
import dcgan.tensor.simd.convolution.ConvolutionCompiler;
import dcgan.tensor.simd.convolution.winograd.WinogradScratchPool;
import dcgan.tensor.simd.elementwise.ElementwiseCompiler;
import dcgan.tensor.simd.matrix.MatrixCompiler;
import dcgan.tensor.simd.memory.Epilogue;
import dcgan.tensor.simd.memory.Memory;
import dcgan.tensor.simd.memory.Pool;
import dcgan.tensor.simd.memory.Storage;
import dcgan.tensor.simd.run.SingleStep;
import dcgan.tensor.simd.run.Step;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Turns a graph into tasks over storages, op by op in the order in which they run: finds the storage of the result, has the
 * op's steps compiled, and hands on the memory of what is not read any more. An op that {@link Fusion} has put into the
 * one before it yields no task.
 */
final class SimdCompiler {

    private final Pool pool = new Pool();
    private final Draft draft = new Draft(pool);
    private final Fusion fusion;
    private final Memory memory;
    private final Operands operands;
    private final ConvolutionCompiler convolutions;
    private final ChannelCompiler channels;
    private final ElementwiseCompiler elementwise;
    private final AugmentCompiler augmentations;
    private final MatrixCompiler matrices;
    private final Map<String, OpTask[]> stages = new LinkedHashMap<>();

    SimdCompiler(Graph graph, ConvolutionChoice choice, WinogradScratchPool scratchPool, int threads) {
        this.fusion = new Fusion(graph);
        this.memory = new Memory(graph, pool);
        this.operands = new Operands(memory, draft);
        this.convolutions = new ConvolutionCompiler(graph, choice, scratchPool, threads, pool, operands, draft);
        this.channels = new ChannelCompiler(operands, draft);
        this.elementwise = new ElementwiseCompiler(operands, draft);
        this.augmentations = new AugmentCompiler(operands, draft);
        this.matrices = new MatrixCompiler(operands, draft);
        for (Graph.Stage stage : graph.stages()) {
            stages.put(stage.name(), compile(stage));
        }
        convolutions.allocate();
    }

    /** The tasks of each stage. */
    Map<String, OpTask[]> stages() {
        return stages;
    }

    /** The memory of a value. */
    Storage storage(Value value) {
        return memory.of(value);
    }

    private OpTask[] compile(Graph.Stage stage) {
        List<OpTask> tasks = new ArrayList<>();
        for (Node node : stage.nodes()) {
            if (!fusion.isAbsorbed(node)) {
                tasks.add(compile(node));
            }
            memory.release(node);
        }
        convolutions.endStage();
        return tasks.toArray(OpTask[]::new);
    }

    private OpTask compile(Node node) {
        draft.begin(node.op().name());
        List<Storage> written = switch (node.op()) {
            case Op.Pure op -> {
                Storage result = memory.of(fusion.result(node));
                Optional<Storage> second = fusion.secondResult(node).map(memory::of);
                compute(node, op, result, target -> fusion.epilogue(node, target, operands), second);
                yield Stream.concat(Stream.of(result), second.stream()).toList();
            }
            case Op.InPlace op -> {
                update(op);
                yield op.updates().stream().map(memory::of).toList();
            }
        };
        draft.add(written(written));
        return new OpTask(node.op(), draft.finish());
    }

    /** Counts a write to storages. */
    private static Step written(List<Storage> storages) {
        Storage[] all = storages.toArray(Storage[]::new);
        return new SingleStep(() -> {
            for (Storage storage : all) {
                storage.written();
            }
        });
    }

    /**
     * @param operation the node's
     * @param result receives the result, together with what the op is fused with
     * @param next what the op is fused with
     * @param second receives the result of the op that is computed in the same pass, if there is one
     */
    private void compute(Node node, Op.Pure operation, Storage result, Epilogue.Maker next, Optional<Storage> second) {
        float[] y = result.data;
        switch (operation) {
            case Convolution op -> convolutions.compile(op, op.roles(node.result()), result, next);

            case ChannelMean op when second.isPresent() -> channels.moments(op, y, second.get().data);
            case ChannelMean op -> channels.mean(op, y);
            case ChannelVariance op -> channels.variance(op, y);
            case ChannelSum op -> channels.sum(op, y);
            case BatchNorm2d op -> channels.batchNorm(op, result, next);
            case BatchNorm2dGradWeight op when second.isPresent() -> channels.gradients(op, y, second.get().data);
            case BatchNorm2dGradWeight op -> channels.gradWeight(op, y);
            case BatchNorm2dGradInput op -> channels.gradInput(op, result);
            case BatchNorm2dEvalGradInput op -> channels.evalGradInput(op, result);

            case Activation op -> elementwise.activation(op, y);
            case ActivationBackward op -> elementwise.activationBackward(op, y);
            case Fill op -> elementwise.fill(op, y);
            case Copy op -> elementwise.copy(op, y);
            case Add op -> elementwise.sum(op, y);
            case Subtract op -> elementwise.difference(op, y);
            case Scale op -> elementwise.scale(op, y);
            case Normal op -> elementwise.normal(op, result);

            case BCELoss op -> elementwise.loss(op, y);
            case BCELossBackward op -> elementwise.lossBackward(op, y);
            case BCEWithLogitsLoss op -> elementwise.loss(op, y);
            case BCEWithLogitsLossBackward op -> elementwise.lossBackward(op, y);
            case HingeLoss op -> elementwise.loss(op, y);
            case HingeLossBackward op -> elementwise.lossBackward(op, y);
            case MSELoss op -> elementwise.loss(op, y);
            case MSELossBackward op -> elementwise.lossBackward(op, y);
            case Mean op -> elementwise.mean(op, y);

            case ImageMean op -> augmentations.mean(op, y);
            case ColorJitter op -> augmentations.colorJitter(op, result);
            case ColorJitterBackward op -> augmentations.colorJitterBackward(op, result);
            case Translate op -> augmentations.translate(op, result);
            case TranslateBackward op -> augmentations.translateBackward(op, result);
            case Cutout op -> augmentations.cutout(op, result);

            case MatrixVector op -> matrices.vector(op, result);
            case MatrixVectorTransposed op -> matrices.vectorTransposed(op, result);
            case Normalize op -> matrices.normalize(op, y);
            case Dot op -> matrices.dot(op, y);
            case Divide op -> matrices.divide(op, y);
            case SpectralNormBackward op -> matrices.spectralNormBackward(op, y);
        }
    }

    private void update(Op.InPlace operation) {
        switch (operation) {
            case Adam op -> elementwise.adam(op);
            case RunningAverage op -> elementwise.runningAverage(op);
            case Lerp op -> elementwise.lerp(op);
            case Increment op -> elementwise.increment(op);
        }
    }
}
