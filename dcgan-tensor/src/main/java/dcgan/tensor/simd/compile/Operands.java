package dcgan.tensor.simd.compile;

import dcgan.tensor.Value;
import dcgan.tensor.simd.memory.ImageLayout;
import dcgan.tensor.simd.memory.Layout;
import dcgan.tensor.simd.memory.Memory;
import dcgan.tensor.simd.memory.Relayout;
import dcgan.tensor.simd.memory.Storage;
import dcgan.tensor.simd.memory.TransposedWeight;
import dcgan.tensor.simd.memory.WeightLayout;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Operands and results of the op that is being compiled, in the layouts that its kernels want. Where a value lies otherwise,
 * a step before the op, or after it, copies it.
 */
public final class Operands {

    private final Memory memory;
    private final Draft draft;

    /** By the weight. */
    private final Map<Value, TransposedWeight> transposed = new HashMap<>();

    public Operands(Memory memory, Draft draft) {
        this.memory = memory;
        this.draft = draft;
    }

    /** A value as it lies. */
    public Storage storage(Value value) {
        return memory.of(value);
    }

    /** The array of a value as it lies. */
    public float[] data(Value value) {
        return storage(value).data;
    }

    /** A value {@code [N, C, H, W]} as an {@link ImageLayout}. */
    public Storage image(Value value) {
        return as(value, new ImageLayout(value.shape()));
    }

    /** An image in blocks as wide as the micro-kernel expects them. */
    public Storage padded(Storage image) {
        return as(image, ImageLayout.padded(image.layout.shape()));
    }

    /**
     * A convolution's weight {@code [S, L, kH, kW]}.
     *
     * @param sumsLarge the way in which it shall lie, see {@link WeightLayout#sumsLarge()}
     */
    public Storage weight(Value value, boolean sumsLarge) {
        WeightLayout natural = new WeightLayout(value.shape());
        Storage own = as(value, natural);
        if (natural.sumsLarge() == sumsLarge) {
            return own;
        }
        if (own != storage(value)) {
            Storage copy = draft.scratch(natural.transposed());
            draft.addCopy(TransposedWeight.NAME, value.shape(), Relayout.step(own, copy));
            return copy;
        }
        TransposedWeight copy = transposed.computeIfAbsent(value, v -> new TransposedWeight(own));
        draft.addCopy(TransposedWeight.NAME, value.shape(), copy.steps());
        return copy.storage();
    }

    /** Lets an op write an image {@code [N, C, H, W]}. */
    public void writeImage(Storage target, Consumer<Storage> op) {
        write(target, new ImageLayout(target.layout.shape()), op);
    }

    /** Lets an op write a result in a layout. */
    public void write(Storage target, Layout layout, Consumer<Storage> op) {
        if (target.layout.equals(layout)) {
            op.accept(target);
            return;
        }
        Storage wanted = draft.scratch(layout);
        op.accept(wanted);
        relayout(wanted, target);
    }

    /** A value in a layout. */
    public Storage as(Value value, Layout layout) {
        return as(storage(value), layout);
    }

    private Storage as(Storage original, Layout layout) {
        return original.layout.equals(layout) ? original : copy(original, layout);
    }

    private Storage copy(Storage original, Layout layout) {
        Storage copy = draft.scratch(layout);
        relayout(original, copy);
        return copy;
    }

    /** Copies a value from one layout to another. */
    public void relayout(Storage from, Storage to) {
        draft.addCopy("relayout", to.layout.shape(), Relayout.step(from, to));
    }
}
