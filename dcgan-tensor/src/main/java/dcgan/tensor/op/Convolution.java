package dcgan.tensor.op;

import dcgan.tensor.Shape;
import dcgan.tensor.Value;
import java.util.List;
import java.util.Optional;

/**
 * The six ops of conv2d and conv_transpose2d. All of them are one of three {@linkplain Primitive primitives} between a
 * <em>large</em> image (the conv's input, the transposed conv's output) and a <em>small</em> one, because a transposed
 * convolution is the adjoint of a convolution with the same weight: conv2d forward and conv_transpose2d's gradient to
 * its input both reduce the large image to the small one, and so on. The weight is {@code [small C, large C, kH, kW]} for
 * both kinds, which is PyTorch's {@code [out, in, kH, kW]} for conv2d and {@code [in, out, kH, kW]} for conv_transpose2d.
 */
public sealed interface Convolution extends Op.Pure
        permits Conv2d,
                Conv2dGradInput,
                Conv2dGradWeight,
                ConvTranspose2d,
                ConvTranspose2dGradInput,
                ConvTranspose2dGradWeight {

    /** What a convolution op computes, seen from the two images. */
    enum Primitive {
        /** {@code small[n,s,y,x] = Σ large[n,l,y·sH−pH+i,x·sW−pW+j] · weight[s,l,i,j]}. */
        DOWN,
        /** {@code large[n,l,y·sH−pH+i,x·sW−pW+j] += small[n,s,y,x] · weight[s,l,i,j]}: the adjoint of {@link #DOWN}. */
        UP,
        /** {@code weight[s,l,i,j] = Σ large[n,l,y·sH−pH+i,x·sW−pW+j] · small[n,s,y,x]}. */
        WEIGHT
    }

    /** Which primitive this op is. */
    Primitive primitive();

    /** The extents of both images and of the kernel. */
    Geometry geometry();

    /**
     * The buffers of this op by their roles.
     *
     * @param result the buffer that the op yields, as in its {@link dcgan.tensor.Graph.Node}
     * @throws IllegalArgumentException if it is missing or has another shape than {@link #outputShape()}
     */
    Roles roles(Optional<Value> result);

    @Override
    default List<Value> sameLayout(Optional<Value> result) {
        return List.of();
    }

    @Override
    default List<Value> images(Optional<Value> result) {
        Roles roles = roles(result);
        return List.of(roles.large(), roles.small());
    }

    @Override
    default Shape outputShape() {
        return switch (primitive()) {
            case DOWN -> geometry().small();
            case UP -> geometry().large();
            case WEIGHT -> geometry().weight();
        };
    }

    /**
     * The buffers of a convolution op. Which of them it reads and which one it yields depends on its {@linkplain #primitive()
     * primitive}.
     *
     * @param large {@code [N, large C, H, W]}
     * @param small {@code [N, small C, h, w]}
     * @param weight {@code [small C, large C, kH, kW]}
     * @param bias a number for each channel of the result, or null for none
     */
    record Roles(Value large, Value small, Value weight, Value bias) {}

    /**
     * The extents of a convolution: {@code small} is what the convolution makes of {@code large}.
     *
     * @param large {@code [N, large C, H, W]}
     * @param small {@code [N, small C, h, w]}
     * @param weight {@code [small C, large C, kH, kW]}
     * @param stride the step between two windows
     * @param padding the zeros around the large image
     */
    record Geometry(Shape large, Shape small, Shape weight, Stride stride, Padding padding) {

        public Geometry {
            Shapes.requirePresent(
                    "a convolution", "large, small, weight, stride, padding", large, small, weight, stride, padding);
            Shapes.require(
                    large.rank() == 4 && small.rank() == 4 && weight.rank() == 4,
                    () -> "a convolution needs [N, C, H, W] images and a [C, C, kH, kW] weight, but got " + large + ", "
                            + small + " and weight " + weight);
            Shapes.require(large.dim(0) == small.dim(0), () -> "batch sizes differ: " + large + " and " + small);
            Shapes.require(
                    weight.dim(0) == small.dim(1) && weight.dim(1) == large.dim(1),
                    () -> "weight " + weight + " does not join " + large.dim(1) + " channels of " + large + " with "
                            + small.dim(1) + " channels of " + small);
            requireAxis(
                    "height", large.dim(2), small.dim(2), weight.dim(2), stride.h(), padding.h(), large, small, weight);
            requireAxis(
                    "width", large.dim(3), small.dim(3), weight.dim(3), stride.w(), padding.w(), large, small, weight);
        }

        private static void requireAxis(
                String axis, int large, int small, int kernel, int stride, int padding, Shape l, Shape s, Shape w) {
            int expected = reduced(large, kernel, stride, padding);
            Shapes.require(
                    expected == small,
                    () -> "a convolution of " + l + " with weight " + w + ", stride " + stride + " and padding "
                            + padding + " has " + axis + " " + expected + ", but the other image is " + s);
        }

        /** The extent that a convolution makes of {@code large}: {@code (large + 2p − k) / s + 1}, 0 if the kernel does not fit. */
        static int reduced(int large, int kernel, int stride, int padding) {
            long room = large + 2L * padding - kernel;
            long extent = room < 0 ? 0 : room / stride + 1;
            Shapes.requireSmall(
                    extent <= Integer.MAX_VALUE,
                    () -> "a convolution of extent " + large + " with kernel " + kernel + ", stride " + stride
                            + " and padding " + padding + " would be too large: " + extent);
            return (int) extent;
        }

        /** The batch size. */
        public int n() {
            return large.dim(0);
        }

        /** The multiply-adds, times two, of one pass, taps that fall on the padding not counted. */
        public long flops() {
            long taps = 1;
            for (int axis = 2; axis <= 3; axis++) {
                long ofAxis = 0;
                for (int tap = 0; tap < weight.dim(axis); tap++) {
                    ofAxis += joined(axis, tap);
                }
                taps *= ofAxis;
            }
            return 2 * taps * n() * weight.dim(0) * weight.dim(1);
        }

        /**
         * How many rows or columns of the small image a tap joins with the large one and not with its padding.
         *
         * @param axis 2 for rows, 3 for columns
         * @param tap the kernel's row or column, from 0 on
         * @throws IllegalArgumentException if it is another axis
         */
        public int joined(int axis, int tap) {
            Shapes.require(axis == 2 || axis == 3, () -> "axis must be 2 or 3, but is " + axis);
            int s = axis == 2 ? stride.h() : stride.w();
            int first = tap - (axis == 2 ? padding.h() : padding.w());
            int joined = 0;
            for (int k = 0; k < small.dim(axis); k++) {
                int index = first + k * s;
                if (index >= 0 && index < large.dim(axis)) {
                    joined++;
                }
            }
            return joined;
        }
    }
}
