package dcgan.tensor.simd.memory;

import dcgan.tensor.Graph;
import dcgan.tensor.Value;
import dcgan.tensor.planning.LayoutGroups;
import dcgan.tensor.simd.memory.Layout.Flat;
import dcgan.tensor.simd.memory.Layout.Image;
import dcgan.tensor.simd.memory.Layout.Weight;

/**
 * The layout of each value: an image lies as an {@link Image}, the weight of a convolution as a {@link Weight}, all others flat.
 * A value that is both lies flat, and the ops that want it otherwise copy it.
 */
final class LayoutPlan {

    private final LayoutGroups groups;

    LayoutPlan(Graph graph) {
        this.groups = new LayoutGroups(graph);
    }

    Layout of(Value value) {
        boolean image = groups.isImage(value);
        boolean weight = groups.isWeight(value);
        if (image == weight) {
            return new Flat(value.shape());
        }
        return image ? new Image(value.shape()) : new Weight(value.shape());
    }
}
