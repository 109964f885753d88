package dcgan.tensor.simd;

import dcgan.tensor.Value;
import dcgan.tensor.op.Conv2d;
import dcgan.tensor.op.ConvTranspose2d;
import dcgan.tensor.op.ConvTranspose2dGradWeight;
import dcgan.tensor.op.Convolution;
import dcgan.tensor.op.Convolution.Geometry;
import dcgan.tensor.simd.Layout.Blocks;
import dcgan.tensor.simd.Layout.Image;
import dcgan.tensor.simd.Layout.Weight;
import dcgan.tensor.spi.ConvolutionChoice;
import java.util.List;

/**
 * Compiles convolutions: one way for each {@linkplain Convolution.Primitive primitive}, which differs where
 *
 * <ul>
 *   <li>{@link ConvolutionChoice} takes Winograd's algorithm,
 *   <li>the large image is thin, so that the weight is {@linkplain Weight folded}: the convolution is then one of 1×1 between
 *       the image's {@link Columns} and the small image,
 *   <li>the small image is thin, which is narrower than what the micro-kernels yield.
 * </ul>
 */
final class ConvolutionCompiler {

    private final ConvolutionChoice choice;
    private final WinogradSpaces spaces;
    private final int threads;
    private final Operands operands;
    private final GatheredColumns columns;
    private final Scratch sums;
    private final Draft draft;

    /**
     * @param spaces for the jobs of Winograd's algorithm
     * @param threads that will run the steps
     * @param sums for {@link GradientStep}
     */
    ConvolutionCompiler(
            ConvolutionChoice choice,
            WinogradSpaces spaces,
            int threads,
            Operands operands,
            GatheredColumns columns,
            Scratch sums,
            Draft draft) {
        this.choice = choice;
        this.spaces = spaces;
        this.threads = threads;
        this.operands = operands;
        this.columns = columns;
        this.sums = sums;
        this.draft = draft;
    }

    /**
     * @param target receives the result
     * @param next what the convolution is fused with
     */
    void compile(Convolution op, Storage target, Epilogue.Maker next) {
        switch (op.primitive()) {
            case DOWN -> down(op, target, next);
            case UP -> up(op, target, next);
            case WEIGHT -> weight(op, target);
        }
    }

    /** From the large image {@code [N, L, H, W]} to the small one {@code [N, S, h, w]}. */
    private void down(Convolution op, Storage target, Epilogue.Maker next) {
        Geometry g = op.geometry();
        Value large = op.inputs().get(0);
        Storage source = isFolded(g) ? columns.of(large, g) : operands.image(large);
        Storage weight = operands.weight(op.inputs().get(1), true);
        operands.writeImage(target, small -> {
            if (g.small().dim(1) > Blocks.THIN) {
                down(g, source, weight, small, epilogue(op, small, next));
            } else {
                thinDown(op, source, weight, small, next);
            }
        });
    }

    /**
     * @param small in blocks at least as wide as the micro-kernel's columns
     */
    private void down(Geometry g, Storage source, Storage weight, Storage small, Epilogue epilogue) {
        if (choice.isWinograd(g)) {
            winograd(List.of(WinogradPhase.down(g)), source, weight, small, epilogue);
        } else {
            draft.add(new ForwardStep(pairs(g), true, source, weight, small, epilogue));
        }
    }

    /** A thin result is narrower than the micro-kernel's columns. It is computed padded, then copied. */
    private void thinDown(Convolution op, Storage source, Storage weight, Storage small, Epilogue.Maker next) {
        Image layout = (Image) small.layout;
        Storage padded = draft.room(Image.padded(layout.shape()));
        down(op.geometry(), source, weight, padded, Epilogue.NONE);
        draft.add(Relayout.step(padded, small));
        Epilogue epilogue = epilogue(op, small, next);
        draft.add(new RangeStep(layout.pixels() * layout.blocks().count(), (from, to) -> {
            for (int block = from; block < to; block++) {
                epilogue.apply(layout.offset(0, block), layout.offset(0, block + 1));
            }
        }));
    }

    /** From the small image to the large one. */
    private void up(Convolution op, Storage target, Epilogue.Maker next) {
        Geometry g = op.geometry();
        Storage source = operands.padded(operands.image(op.inputs().get(0)));
        Storage weight = operands.weight(op.inputs().get(1), false);
        operands.writeImage(target, large -> {
            if (choice.isWinograd(g)) {
                winograd(
                        WinogradPhase.up(g).stream().map(List::of).toList(),
                        source,
                        weight,
                        large,
                        epilogue(op, large, next));
            } else if (isFolded(g)) {
                Storage product = draft.room(GatheredColumns.layout(g));
                draft.add(new ForwardStep(pairs(g), false, source, weight, product, Epilogue.NONE));
                draft.add(new Columns(g, (Image) large.layout, (Image) product.layout)
                        .scatter(product.data, large.data, epilogue(op, large, next)));
            } else {
                draft.add(new ForwardStep(pairs(g), false, source, weight, large, epilogue(op, large, next)));
            }
        });
    }

    /** From both images to the gradient of the weight {@code [S, L, kH, kW]}. */
    private void weight(Convolution op, Storage target) {
        Geometry g = op.geometry();
        boolean transposed = op instanceof ConvTranspose2dGradWeight;
        Value large = op.inputs().get(transposed ? 1 : 0);
        Value small = op.inputs().get(transposed ? 0 : 1);
        Storage largeImage = isFolded(g) ? columns.of(large, g) : operands.padded(operands.image(large));
        Storage smallImage = operands.padded(operands.image(small));
        operands.write(target, new Weight(g.weight()), gradient -> {
            if (choice.isWinograd(g)) {
                draft.add(new WinogradGradient(WinogradPhase.down(g), largeImage, smallImage, gradient, spaces));
            } else {
                draft.add(GradientStep.steps(pairs(g), largeImage, smallImage, gradient, sums));
            }
        });
    }

    private void winograd(
            List<List<WinogradPhase>> phases, Storage source, Storage weight, Storage target, Epilogue epilogue) {
        draft.add(new WinogradForward(phases, source, weight, target, epilogue, spaces, threads));
    }

    private static boolean isFolded(Geometry g) {
        return Weight.folded(g.weight());
    }

    /** The pixels that are multiplied directly: those of the small image and of the large one or its columns. */
    private static PixelPairs pairs(Geometry g) {
        return isFolded(g) ? PixelPairs.same(g.small().dim(2) * g.small().dim(3)) : PixelPairs.of(g);
    }

    /** The bias, then what the convolution is fused with. */
    private Epilogue epilogue(Convolution op, Storage target, Epilogue.Maker next) {
        Value bias = switch (op) {
            case Conv2d c -> c.bias();
            case ConvTranspose2d c -> c.bias();
            default -> null;
        };
        Epilogue second = next.on(target);
        if (bias == null) {
            return second;
        }
        Epilogue first = new Bias(target, operands.data(bias));
        return (from, to) -> {
            first.apply(from, to);
            second.apply(from, to);
        };
    }
}
