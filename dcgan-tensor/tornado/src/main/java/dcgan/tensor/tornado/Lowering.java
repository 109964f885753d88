package dcgan.tensor.tornado;

import dcgan.tensor.Graph;
import dcgan.tensor.Value;
import dcgan.tensor.op.Activation;
import dcgan.tensor.op.ActivationBackward;
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
import dcgan.tensor.op.MSELoss;
import dcgan.tensor.op.MSELossBackward;
import dcgan.tensor.op.MatrixVector;
import dcgan.tensor.op.MatrixVectorTransposed;
import dcgan.tensor.op.Mean;
import dcgan.tensor.op.Normal;
import dcgan.tensor.op.Normalize;
import dcgan.tensor.op.Op;
import dcgan.tensor.op.Scale;
import dcgan.tensor.op.SpectralNormBackward;
import dcgan.tensor.op.Subtract;
import dcgan.tensor.op.Translate;
import dcgan.tensor.op.TranslateBackward;
import dcgan.tensor.planning.ActivationFusion;
import dcgan.tensor.planning.ConvolutionChoice;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Turns the stages of a graph into launches of kernels, which others make for one kind of op each. */
final class Lowering {

    private final Placement placement;
    private final BufferArena arena;
    private final ConvolutionLaunches convolutions;
    private final ElementwiseLaunches elementwise;
    private final SumLaunches sums;
    private final NormalisationLaunches normalisations;
    private final LossLaunches losses;
    private final NormalLaunches normals;
    private final AugmentLaunches augmentations;
    private final MatrixLaunches matrices;
    private final UpdateLaunches updates;
    private final ActivationFusion fusion;

    /**
     * What runs a node of the graph.
     *
     * @param launches at least one
     */
    record Lowered(Graph.Node node, List<Launch> launches) {}

    Lowering(Graph graph, Placement placement, BufferArena arena, KernelFamily family, ConvolutionChoice choice) {
        PrecisionKernels precision = PrecisionKernels.of(family);
        this.placement = placement;
        this.arena = arena;
        this.convolutions = new ConvolutionLaunches(placement, arena, family, choice);
        this.elementwise = new ElementwiseLaunches(placement, arena, precision);
        this.sums = new SumLaunches(placement, arena);
        this.normalisations = new NormalisationLaunches(placement, arena);
        this.losses = new LossLaunches(placement, arena, precision, sums);
        this.normals = new NormalLaunches(placement, precision);
        this.augmentations = new AugmentLaunches(placement, arena);
        this.matrices = new MatrixLaunches(placement, arena);
        this.updates = new UpdateLaunches(placement, arena, precision);
        // Of the others' convolutions some write parts of sums.
        this.fusion = new ActivationFusion(graph, op -> family == KernelFamily.GPU && Epilogue.isFor(op));
    }

    /** What runs a stage, in the order of its nodes. What a convolution computes along with its own result is not there. */
    List<Lowered> stage(Graph.Stage stage) {
        List<Lowered> lowered = new ArrayList<>();
        updates.beginStage();
        for (Graph.Node node : stage.nodes()) {
            if (!fusion.isAbsorbed(node)) {
                lowered.add(new Lowered(node, launches(node)));
            }
            arena.endOp();
            placement.release(node);
        }
        return lowered;
    }

    private List<Launch> launches(Graph.Node node) {
        return switch (node.op()) {
            case Convolution op -> convolutions.of(op, op.roles(node.result()), fusion.follower(node));
            case Op.Pure op -> pure(op, node.result());
            case Op.InPlace op -> updates.of(op);
        };
    }

    private List<Launch> pure(Op.Pure operation, Optional<Value> result) {
        Buffer out = placement.of(result.orElseThrow());
        return switch (operation) {
            case Convolution op -> throw new AssertionError("lowered elsewhere: " + op.name());
            case Activation op -> List.of(elementwise.of(op, out));
            case ActivationBackward op -> List.of(elementwise.of(op, out));
            case Fill op -> List.of(elementwise.of(op, out));
            case Copy op -> List.of(elementwise.of(op, out));
            case Add op -> List.of(elementwise.of(op, out));
            case Subtract op -> List.of(elementwise.of(op, out));
            case Scale op -> List.of(elementwise.of(op, out));
            case ChannelMean op -> List.of(sums.of(op, out));
            case ChannelVariance op -> List.of(sums.of(op, out));
            case ChannelSum op -> List.of(sums.of(op, out));
            case BatchNorm2dGradWeight op -> List.of(sums.of(op, out));
            case Mean op -> List.of(sums.of(op, out));
            case BatchNorm2d op -> List.of(normalisations.of(op, out));
            case BatchNorm2dGradInput op -> List.of(normalisations.of(op, out));
            case BatchNorm2dEvalGradInput op -> List.of(normalisations.of(op, out));
            case BCELoss op -> losses.of(op, out);
            case BCEWithLogitsLoss op -> losses.of(op, out);
            case BCELossBackward op -> List.of(losses.of(op, out));
            case BCEWithLogitsLossBackward op -> List.of(losses.of(op, out));
            case HingeLoss op -> losses.of(op, out);
            case HingeLossBackward op -> List.of(losses.of(op, out));
            case MSELoss op -> losses.of(op, out);
            case MSELossBackward op -> List.of(losses.of(op, out));
            case Normal op -> List.of(normals.of(op, out));
            case ImageMean op -> List.of(sums.of(op, out));
            case ColorJitter op -> List.of(augmentations.of(op, out));
            case ColorJitterBackward op -> List.of(augmentations.of(op, out));
            case Translate op -> List.of(augmentations.of(op, out));
            case TranslateBackward op -> List.of(augmentations.of(op, out));
            case Cutout op -> List.of(augmentations.of(op, out));
            case MatrixVector op -> List.of(matrices.of(op, out));
            case MatrixVectorTransposed op -> List.of(matrices.of(op, out));
            case Normalize op -> matrices.of(op, out);
            case Dot op -> List.of(matrices.of(op, out));
            case Divide op -> List.of(matrices.of(op, out));
            case SpectralNormBackward op -> List.of(matrices.of(op, out));
        };
    }
}
