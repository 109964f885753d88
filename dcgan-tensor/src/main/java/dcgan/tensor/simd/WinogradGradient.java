package dcgan.tensor.simd;

import static dcgan.tensor.simd.Lanes.DEPTH;
import static dcgan.tensor.simd.Lanes.NR;

import dcgan.tensor.simd.Layout.Image;
import dcgan.tensor.simd.Layout.Weight;
import java.util.List;

/**
 * The products of a {@link WeightPass}, by {@link Winograd}, from the images as that has rearranged them. A job is one phase of
 * one block of rows by one block of columns: tile by tile it transforms both images and adds up their 25 matrix products,
 * and in the end transforms these to the gradient to four taps.
 */
final class WinogradGradient implements Step {

    private final WinogradPhase[] phases;
    private final Scratch rows;
    private final Scratch columns;
    private final float[] target;
    private final Image rowLayout;
    private final Image columnLayout;
    private final Weight weightLayout;

    /**
     * @param phases those of the pass from the large image to the small one
     * @param rows the row image, transposed
     * @param columns the column image, in panels
     */
    WinogradGradient(
            List<WinogradPhase> phases,
            Image rowLayout,
            Scratch rows,
            Image columnLayout,
            Scratch columns,
            Storage target) {
        this.phases = phases.toArray(WinogradPhase[]::new);
        this.rows = rows;
        this.columns = columns;
        this.target = target.data;
        this.rowLayout = rowLayout;
        this.columnLayout = columnLayout;
        this.weightLayout = (Weight) target.layout;
    }

    @Override
    public int jobs() {
        return phases.length
                * rowLayout.blocks().count()
                * columnLayout.blocks().count();
    }

    @Override
    public void run(int job) {
        int columnBlock = job % columnLayout.blocks().count();
        int rest = job / columnLayout.blocks().count();
        int rowBlock = rest % rowLayout.blocks().count();
        WinogradPhase phase = phases[rest / rowLayout.blocks().count()];
        WinogradSpace space = WinogradSpace.own();
        boolean accumulate = false;
        for (int tile = 0; tile < phase.windows().length; tile++) {
            int[] rowPixels = weightLayout.sumsLarge() ? phase.windows()[tile] : phase.outputs()[tile];
            int[] columnPixels = weightLayout.sumsLarge() ? phase.outputs()[tile] : phase.windows()[tile];
            for (int image = 0; image < rowLayout.n(); image += DEPTH) {
                int images = Math.min(DEPTH, rowLayout.n() - image);
                transformRows(rowPixels, rowBlock, image, space);
                transformColumns(columnPixels, columnBlock, image, images, space);
                space.multiply(
                        rowLayout.blocks().used(rowBlock),
                        images,
                        columnLayout.blocks().panels(columnBlock),
                        images * NR,
                        weightLayout.panelLength(),
                        NR,
                        accumulate);
                accumulate = true;
            }
        }
        transformTaps(phase.taps(), rowBlock, columnBlock, space);
    }

    private void transformRows(int[] pixels, int block, int image, WinogradSpace space) {
        int blockLength = WeightPass.rowBlockLength(rowLayout);
        int distance = rowLayout.blocks().count() * blockLength;
        int size = rowLayout.blocks().size();
        Planes planes = planes(weightLayout.sumsLarge(), space);
        place(planes, pixels, rows.data(), distance, Layout.START + block * blockLength + image * size);
        matrix(weightLayout.sumsLarge()).apply(planes, space.rows, size * DEPTH, space.between);
    }

    private void transformColumns(int[] pixels, int block, int image, int images, WinogradSpace space) {
        int distance = columnLayout.blocks().count() * columnLayout.blockLength();
        int size = columnLayout.blocks().size();
        Planes planes = planes(!weightLayout.sumsLarge(), space);
        place(planes, pixels, columns.data(), distance, columnLayout.offset(0, block) + image * size);
        matrix(!weightLayout.sumsLarge()).apply(planes, space.columns, images * size, space.between);
    }

    /** The large image gives windows, the small one the gradients to the outputs. */
    private static Winograd matrix(boolean large) {
        return large ? Winograd.INPUT : Winograd.OUTPUT_GRADIENT;
    }

    private static Planes planes(boolean large, WinogradSpace space) {
        return large ? space.window : space.tileGradient;
    }

    private static void place(Planes planes, int[] pixels, float[] image, int distance, int start) {
        for (int i = 0; i < pixels.length; i++) {
            if (pixels[i] < 0) {
                planes.miss(i);
            } else {
                planes.set(i, image, pixels[i] * distance + start);
            }
        }
    }

    private void transformTaps(int[] taps, int rowBlock, int columnBlock, WinogradSpace space) {
        int start = columnBlock * columnLayout.blocks().size() / NR * weightLayout.panelLength();
        for (int i = 0; i < taps.length; i++) {
            space.taps.set(i, target, weightLayout.offset(taps[i], rowBlock) + start);
        }
        int length = columnLayout.blocks().panels(columnBlock) * weightLayout.panelLength();
        Winograd.FILTER_GRADIENT.apply(space.products, space.taps, length, space.between);
    }
}
