package dcgan.tensor.simd.memory;

import static dcgan.tensor.simd.memory.ChannelBlocks.NR;

import dcgan.tensor.simd.run.SingleStep;
import dcgan.tensor.simd.run.Step;

/** The transpose of a weight, renewed only when the weight has been written since. */
public final class TransposedWeight {

    /** What tables call the copy. */
    public static final String NAME = "weight transpose";

    private final Storage original;
    private final Storage copy;
    private final Step renew;
    private int renewed = -1;

    public TransposedWeight(Storage original) {
        this.original = original;
        WeightLayout source = (WeightLayout) original.layout;
        WeightLayout target = source.transposed();
        this.copy = new Storage(target);
        this.renew = source.k().size() % NR == 0 && target.k().size() % NR == 0
                ? new Transpose(source, original.data, target, copy.data)
                : Relayout.step(original, copy);
    }

    public Storage storage() {
        return copy;
    }

    /** The steps before each use. */
    public Step[] steps() {
        return new Step[] {new IfStale(renew), new IfStale(new SingleStep(() -> renewed = original.version()))};
    }

    /** A step that has nothing to do while the copy is up to date. */
    private final class IfStale implements Step {

        private final Step step;

        private IfStale(Step step) {
            this.step = step;
        }

        @Override
        public int jobs() {
            return renewed == original.version() ? 0 : step.jobs();
        }

        @Override
        public void run(int job) {
            step.run(job);
        }
    }

    /** Transposes tile by tile: NR rows of a panel become NR rows of another, both contiguous. */
    private record Transpose(WeightLayout source, float[] from, WeightLayout target, float[] to) implements Step {

        @Override
        public int jobs() {
            return source.taps() * source.k().count();
        }

        @Override
        public void run(int job) {
            int tap = job / source.k().count();
            int block = job % source.k().count();
            for (int panel = 0; panel < source.panels(); panel++) {
                int column = panel * NR;
                int targetBlock = column / target.k().size();
                for (int row = 0; row < source.k().panels(block) * NR; row += NR) {
                    int targetPanel = (block * source.k().size() + row) / NR;
                    tile(
                            source.offset(tap, block) + panel * source.panelLength() + row * NR,
                            target.offset(tap, targetBlock)
                                    + targetPanel * target.panelLength()
                                    + column % target.k().size() * NR);
                }
            }
        }

        private void tile(int a, int b) {
            for (int column = 0; column < NR; column++) {
                for (int row = 0; row < NR; row++) {
                    to[b + column * NR + row] = from[a + row * NR + column];
                }
            }
        }
    }
}
