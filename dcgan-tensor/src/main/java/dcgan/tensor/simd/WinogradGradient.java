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
                multiply(rowBlock, columnBlock, images, space, accumulate);
                accumulate = true;
            }
        }
        transformTaps(phase.taps(), rowBlock, columnBlock, space);
    }

    private void transformRows(int[] pixels, int block, int image, WinogradSpace space) {
        int blockLength = WeightPass.rowBlockLength(rowLayout);
        int start = block * blockLength + image * rowLayout.blocks().size();
        transform(
                pixels,
                rows.data(),
                rowLayout.blocks().count() * blockLength,
                start,
                rowLayout.blocks().size() * DEPTH,
                space,
                true);
    }

    private void transformColumns(int[] pixels, int block, int image, int images, WinogradSpace space) {
        int size = columnLayout.blocks().size();
        int start = block * columnLayout.blockLength() + image * size;
        transform(
                pixels,
                columns.data(),
                columnLayout.blocks().count() * columnLayout.blockLength(),
                start,
                images * size,
                space,
                false);
    }

    private void transform(
            int[] pixels, float[] image, int distance, int start, int length, WinogradSpace space, boolean isRows) {
        boolean isLarge = isRows == weightLayout.sumsLarge();
        Planes planes = isLarge ? space.window : space.tile;
        for (int i = 0; i < pixels.length; i++) {
            planes.set(i, pixels[i] < 0 ? -1 : pixels[i] * distance + start);
        }
        planes.in(image);
        Winograd matrix = isLarge ? Winograd.INPUT : Winograd.OUTPUT_GRADIENT;
        matrix.toFactors(planes, isRows ? space.rows : space.columns, WinogradSpace.DISTANCE, length, space.work);
    }

    private void multiply(int rowBlock, int columnBlock, int images, WinogradSpace space, boolean accumulate) {
        int panels = columnLayout.blocks().panels(columnBlock);
        for (int plane = 0; plane < Winograd.FACTORS; plane++) {
            int start = plane * WinogradSpace.DISTANCE;
            for (int panel = 0; panel < panels; panel++) {
                RowKernel.multiply(
                        rowLayout.blocks().used(rowBlock),
                        images,
                        space.rows,
                        start,
                        space.columns,
                        start + panel * images * NR,
                        space.products,
                        start + panel * weightLayout.panelLength(),
                        NR,
                        accumulate);
            }
        }
    }

    private void transformTaps(int[] taps, int rowBlock, int columnBlock, WinogradSpace space) {
        int start = columnBlock * columnLayout.blocks().size() / NR * weightLayout.panelLength();
        for (int i = 0; i < taps.length; i++) {
            space.taps.set(i, weightLayout.offset(taps[i], rowBlock) + start);
        }
        int length = columnLayout.blocks().panels(columnBlock) * weightLayout.panelLength();
        space.taps.in(target);
        Winograd.FILTER_GRADIENT.fromFactors(space.products, WinogradSpace.DISTANCE, space.taps, length, space.work);
    }
}
