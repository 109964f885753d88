package dcgan.tensor.planning;

import static dcgan.tensor.op.Padding.padding;
import static dcgan.tensor.op.Stride.stride;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dcgan.tensor.Graph;
import dcgan.tensor.Shape;
import dcgan.tensor.Value;
import dcgan.tensor.op.Adam;
import dcgan.tensor.op.Add;
import dcgan.tensor.op.Conv2d;
import dcgan.tensor.op.Conv2dGradWeight;
import dcgan.tensor.op.Copy;
import dcgan.tensor.op.Mean;
import dcgan.tensor.op.ReLU;
import org.junit.jupiter.api.Test;

class LayoutGroupsTest {

    private final Graph.Builder g = Graph.builder();

    private void assertRole(boolean image, boolean weight, Value... values) {
        LayoutGroups groups = new LayoutGroups(g.build());
        for (Value value : values) {
            assertEquals(image, groups.isImage(value), value::toString);
            assertEquals(weight, groups.isWeight(value), value::toString);
        }
    }

    /** Through ops before and after the convolution, and through later stages. */
    @Test
    void whatIsCombinedWithAnImageIsOne() {
        Value x = g.input("x", Shape.of(2, 3, 4, 4));
        Value other = g.input("other", Shape.of(2, 3, 4, 4));
        Value w = g.parameter("w", Shape.of(5, 3, 4, 4));
        Value copy = g.add(new Copy(x));
        Value y = g.add(Conv2d.of(copy, w, stride(1), padding(0)));
        Value relu = g.add(new ReLU(y));
        Value mean = g.add(new Mean(relu));
        g.stage("second");
        Value sum = g.add(new Add(other, copy));
        assertRole(true, false, x, other, copy, y, relu, sum);
        assertRole(false, true, w);
        assertRole(false, false, mean);
    }

    @Test
    void whatUpdatesAWeightLiesLikeIt() {
        Shape shape = Shape.of(5, 3, 4, 4);
        Value w = g.parameter("w", shape);
        Value m = g.parameter("m", shape);
        Value v = g.parameter("v", shape);
        Value step = g.parameter("step", Shape.SCALAR);
        Value x = g.input("x", Shape.of(2, 3, 4, 4));
        Value dy = g.input("dy", Shape.of(2, 5, 1, 1));
        Value gradient = g.add(new Conv2dGradWeight(x, dy, shape, stride(1), padding(0)));
        g.update(new Adam(w, gradient, m, v, step, new Adam.Settings(1e-3, 0.9, 0.999, 1e-8, 0)));
        assertRole(false, true, w, gradient, m, v);
        assertRole(true, false, x, dy);
        assertRole(false, false, step);
    }

    @Test
    void aWeightCanBeAnImage() {
        Value x = g.input("x", Shape.of(2, 1, 3, 3));
        Value w = g.parameter("w", Shape.of(1, 1, 1, 1));
        Value image = g.add(Conv2d.of(x, w, stride(1), padding(0)));
        g.add(Conv2d.of(x, image, stride(1), padding(0)));
        assertRole(true, true, image);
    }
}
