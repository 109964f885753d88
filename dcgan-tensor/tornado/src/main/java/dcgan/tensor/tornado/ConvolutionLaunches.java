package dcgan.tensor.tornado;

import dcgan.tensor.Graph;
import dcgan.tensor.Value;
import dcgan.tensor.op.Convolution;
import dcgan.tensor.planning.ConvolutionAlgorithm;
import dcgan.tensor.planning.ConvolutionChoice;
import dcgan.tensor.tornado.Launch.InGrid;
import dcgan.tensor.tornado.Launch.OfCopy;
import dcgan.tensor.tornado.kernels.Transfers;
import dcgan.tensor.tornado.kernels.Transfers.Convert;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The launches of convolutions: finds the operands and leaves the rest to the family of kernels. */
final class ConvolutionLaunches {

    private final Placement placement;
    private final BufferArena arena;
    private final KernelFamily family;
    private final ConvolutionChoice choice;

    /**
     * @param choice of the algorithm, where the kernels have more than one
     */
    ConvolutionLaunches(Placement placement, BufferArena arena, KernelFamily family, ConvolutionChoice choice) {
        this.placement = placement;
        this.arena = arena;
        this.family = family;
        this.choice = choice;
    }

    /**
     * @param roles the op's
     * @param follower what is applied to the result and written in its place
     */
    List<Launch> of(Convolution op, Convolution.Roles roles, Optional<Graph.Node> follower) {
        Value large = roles.large();
        Value small = roles.small();
        Epilogue epilogue = Epilogue.NONE;
        if (follower.isPresent()) {
            Value result = follower.get().result().orElseThrow();
            if (op.primitive() == Convolution.Primitive.UP) {
                large = result;
            } else {
                small = result;
            }
            epilogue = Epilogue.of(follower.get().op(), placement.of(result), placement, arena);
        }
        List<Launch> launches = new ArrayList<>();
        boolean yieldsWeight = op.primitive() == Convolution.Primitive.WEIGHT;
        Buffer weight = placement.of(roles.weight());
        Buffer rowMajor = weight;
        if (weight.layout() != BufferLayout.ROW_MAJOR) {
            // The weight is an image elsewhere.
            rowMajor = new Buffer(arena.scratch(weight.shape().size()), weight.shape(), BufferLayout.ROW_MAJOR);
            if (!yieldsWeight) {
                launches.add(convert(weight, rowMajor));
            }
        }
        launches.addAll(launches(
                op.primitive(),
                new ConvolutionOperands(
                        op.geometry(),
                        placement.of(large).offset(),
                        placement.of(small).offset(),
                        rowMajor.offset(),
                        roles.bias() == null
                                ? ConvolutionOperands.NO_BIAS
                                : placement.of(roles.bias()).offset(),
                        epilogue)));
        if (yieldsWeight && rowMajor != weight) {
            launches.add(convert(rowMajor, weight));
        }
        return launches;
    }

    private List<Launch> launches(Convolution.Primitive primitive, ConvolutionOperands operands) {
        return switch (family) {
            case CPU ->
                switch (ConvolutionAlgorithm.of(choice, operands.geometry())) {
                    case WINOGRAD -> WinogradLaunches.of(primitive, operands, arena);
                    case DIRECT -> VectorLaunches.of(primitive, operands, arena);
                };
            case GPU -> TiledLaunches.of(primitive, operands, arena);
            case NAIVE -> List.of(NaiveLaunches.of(primitive, operands));
        };
    }

    private static Launch convert(Buffer from, Buffer to) {
        int images = from.shape().dim(0);
        int perImage = from.shape().size() / images;
        return new OfCopy(
                "relayout",
                from.shape(),
                InGrid.elementwise(
                        Transfers::convert,
                        from.shape().size(),
                        KernelArguments.of(Convert.LENGTH)
                                .and(Convert.PER_IMAGE, perImage)
                                .and(Convert.FROM, from.offset())
                                .and(
                                        Convert.FROM_IMAGE_STRIDE,
                                        from.layout() == BufferLayout.ROW_MAJOR ? perImage : from.imageStride())
                                .and(Convert.FROM_ELEMENT_STRIDE, from.elementStride())
                                .and(Convert.TO, to.offset())
                                .and(
                                        Convert.TO_IMAGE_STRIDE,
                                        to.layout() == BufferLayout.ROW_MAJOR ? perImage : to.imageStride())
                                .and(Convert.TO_ELEMENT_STRIDE, to.elementStride())));
    }
}
