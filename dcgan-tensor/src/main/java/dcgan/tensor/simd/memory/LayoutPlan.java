package dcgan.tensor.simd.memory;

import dcgan.tensor.Graph;
import dcgan.tensor.Value;
import dcgan.tensor.planning.LayoutGroups;

/**
 * The layout of each value: an image lies as an {@link ImageLayout}, the weight of a convolution as a {@link WeightLayout}, all others flat.
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
            return new FlatLayout(value.shape());
        }
        return image ? new ImageLayout(value.shape()) : new WeightLayout(value.shape());
    }
}
