package dcgan.tensor.simd.convolution;

import dcgan.tensor.Graph;
import dcgan.tensor.op.Convolution;
import dcgan.tensor.op.Convolution.Geometry;
import dcgan.tensor.op.Convolution.Roles;
import dcgan.tensor.planning.ConvolutionAlgorithm;
import dcgan.tensor.planning.ConvolutionChoice;
import dcgan.tensor.simd.compile.Draft;
import dcgan.tensor.simd.compile.Operands;
import dcgan.tensor.simd.convolution.direct.ForwardStep;
import dcgan.tensor.simd.convolution.direct.GradientStep;
import dcgan.tensor.simd.convolution.direct.Im2col;
import dcgan.tensor.simd.convolution.direct.Im2colCache;
import dcgan.tensor.simd.convolution.direct.PixelPairs;
import dcgan.tensor.simd.convolution.winograd.WinogradForward;
import dcgan.tensor.simd.convolution.winograd.WinogradGradient;
import dcgan.tensor.simd.convolution.winograd.WinogradPhase;
import dcgan.tensor.simd.convolution.winograd.WinogradScratchPool;
import dcgan.tensor.simd.memory.ChannelBlocks;
import dcgan.tensor.simd.memory.Epilogue;
import dcgan.tensor.simd.memory.ImageLayout;
import dcgan.tensor.simd.memory.Pool;
import dcgan.tensor.simd.memory.SharedScratch;
import dcgan.tensor.simd.memory.Storage;
import dcgan.tensor.simd.memory.WeightLayout;
import java.util.List;

/**
 * Compiles convolutions: one way for each {@linkplain Convolution.Primitive primitive}, which differs where
 *
 * <ul>
 *   <li>{@link ConvolutionAlgorithm} is Winograd's algorithm,
 *   <li>the large image is thin, so that the weight is {@linkplain WeightLayout folded}: the convolution is then one of 1×1 between
 *       the image's {@link Im2col columns} and the small image,
 *   <li>the small image is thin, which is narrower than what the micro-kernels yield.
 * </ul>
 */
public final class ConvolutionCompiler {

    private final ConvolutionChoice choice;
    private final WinogradScratchPool scratchPool;
    private final int threads;
    private final Operands operands;
    private final Draft draft;
    private final Im2colCache columns;

    /** For {@link GradientStep}. */
    private final SharedScratch sums = new SharedScratch();

    /**
     * @param scratchPool for the jobs of Winograd's algorithm
     * @param threads that will run the steps
     */
    public ConvolutionCompiler(
            Graph graph,
            ConvolutionChoice choice,
            WinogradScratchPool scratchPool,
            int threads,
            Pool pool,
            Operands operands,
            Draft draft) {
        this.choice = choice;
        this.scratchPool = scratchPool;
        this.threads = threads;
        this.operands = operands;
        this.draft = draft;
        this.columns = new Im2colCache(graph, pool, operands, draft);
    }

    /**
     * @param roles of the op's buffers
     * @param target receives the result
     * @param next what the convolution is fused with
     */
    public void compile(Convolution op, Roles roles, Storage target, Epilogue.Maker next) {
        Geometry g = op.geometry();
        switch (op.primitive()) {
            case DOWN -> down(g, roles, target, next);
            case UP -> up(g, roles, target, next);
            case WEIGHT -> weight(g, roles, target);
        }
    }

    /** Ends a stage: its columns are not kept. */
    public void endStage() {
        columns.endStage();
    }

    /** Allocates the memory that the convolutions share. Called once all are compiled. */
    public void allocate() {
        sums.allocate();
    }

    /** From the large image {@code [N, L, H, W]} to the small one {@code [N, S, h, w]}. */
    private void down(Geometry g, Roles roles, Storage target, Epilogue.Maker next) {
        Storage source = isFolded(g) ? columns.of(roles.large(), g) : operands.image(roles.large());
        Storage weight = operands.weight(roles.weight(), true);
        operands.writeImage(target, small -> {
            if (g.small().dim(1) > ChannelBlocks.THIN) {
                down(g, source, weight, small, epilogue(roles, small, next));
            } else {
                thinDown(g, roles, source, weight, small, next);
            }
        });
    }

    /**
     * @param small in blocks at least as wide as the micro-kernel's columns
     */
    private void down(Geometry g, Storage source, Storage weight, Storage small, Epilogue epilogue) {
        if (isWinograd(g)) {
            winograd(List.of(WinogradPhase.down(g)), source, weight, small, epilogue);
        } else {
            draft.add(new ForwardStep(pairs(g), true, source, weight, small, epilogue));
        }
    }

    /** A thin result is narrower than the micro-kernel's columns. It is computed padded, then copied. */
    private void thinDown(Geometry g, Roles roles, Storage source, Storage weight, Storage small, Epilogue.Maker next) {
        Storage padded = draft.scratch(ImageLayout.padded(small.layout.shape()));
        down(g, source, weight, padded, Epilogue.NONE);
        operands.relayout(padded, small);
        draft.add(epilogue(roles, small, next).over(small));
    }

    /** From the small image to the large one. */
    private void up(Geometry g, Roles roles, Storage target, Epilogue.Maker next) {
        Storage source = operands.padded(operands.image(roles.small()));
        Storage weight = operands.weight(roles.weight(), false);
        operands.writeImage(target, large -> {
            if (isWinograd(g)) {
                winograd(
                        WinogradPhase.up(g).stream().map(List::of).toList(),
                        source,
                        weight,
                        large,
                        epilogue(roles, large, next));
            } else if (isFolded(g)) {
                Storage product = draft.scratch(Im2colCache.layout(g));
                draft.add(new ForwardStep(pairs(g), false, source, weight, product, Epilogue.NONE));
                draft.add(new Im2col(g, (ImageLayout) large.layout, (ImageLayout) product.layout)
                        .scatter(product.data, large.data, epilogue(roles, large, next)));
            } else {
                draft.add(new ForwardStep(pairs(g), false, source, weight, large, epilogue(roles, large, next)));
            }
        });
    }

    /** From both images to the gradient of the weight {@code [S, L, kH, kW]}. */
    private void weight(Geometry g, Roles roles, Storage target) {
        Storage large = isFolded(g) ? columns.of(roles.large(), g) : operands.padded(operands.image(roles.large()));
        Storage small = operands.padded(operands.image(roles.small()));
        operands.write(target, new WeightLayout(g.weight()), gradient -> {
            if (isWinograd(g)) {
                draft.add(new WinogradGradient(WinogradPhase.down(g), large, small, gradient, scratchPool, threads));
            } else {
                draft.add(GradientStep.steps(g, pairs(g), large, small, gradient, sums));
            }
        });
    }

    private void winograd(
            List<List<WinogradPhase>> phases, Storage source, Storage weight, Storage target, Epilogue epilogue) {
        draft.add(new WinogradForward(phases, source, weight, target, epilogue, scratchPool, threads));
    }

    private boolean isWinograd(Geometry g) {
        return ConvolutionAlgorithm.of(choice, g) == ConvolutionAlgorithm.WINOGRAD;
    }

    private static boolean isFolded(Geometry g) {
        return WeightLayout.folded(g.weight());
    }

    /** The pixels that are multiplied directly: those of the small image and of the large one or its columns. */
    private static PixelPairs pairs(Geometry g) {
        return isFolded(g) ? PixelPairs.same(g.small().dim(2) * g.small().dim(3)) : PixelPairs.of(g);
    }

    /** The bias, then what the convolution is fused with. */
    private Epilogue epilogue(Roles roles, Storage target, Epilogue.Maker next) {
        Epilogue second = next.on(target);
        if (roles.bias() == null) {
            return second;
        }
        Epilogue first = new Bias(target, operands.data(roles.bias()));
        return (from, to) -> {
            first.apply(from, to);
            second.apply(from, to);
        };
    }
}
