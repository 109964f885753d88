package dcgan.tensor.tornado;

import dcgan.tensor.Shape;
import dcgan.tensor.tornado.kernels.VectorLanes;

/**
 * A part of the arena that holds a tensor.
 *
 * @param offset of the first number
 * @param shape of the tensor
 * @param layout how its numbers lie
 */
record Buffer(int offset, Shape shape, BufferLayout layout) {

    /** How many numbers it takes, lanes without an image included. */
    static long numbers(Shape shape, BufferLayout layout) {
        return layout == BufferLayout.ROW_MAJOR
                ? shape.size()
                : (long) shape.size()
                        / shape.dim(0)
                        * Math.ceilDiv(shape.dim(0), VectorLanes.COUNT)
                        * VectorLanes.COUNT;
    }

    int numbers() {
        return Math.toIntExact(numbers(shape, layout));
    }

    /** N, if the batch is innermost. */
    int images() {
        return layout == BufferLayout.ROW_MAJOR ? 1 : shape.dim(0);
    }

    /** How many numbers an image has; a row-major buffer counts as one image. */
    int perImage() {
        return shape.size() / images();
    }

    /** How far apart the same pixel of two images is. */
    int imageStride() {
        return layout == BufferLayout.ROW_MAJOR ? shape.size() : 1;
    }

    /** How far apart two numbers of an image are. */
    int elementStride() {
        return layout == BufferLayout.ROW_MAJOR ? 1 : numbers() / perImage();
    }

    /** The offset in the arena of an element, which is counted as the host does. */
    int offsetOf(int element) {
        int perImage = perImage();
        return offset + element / perImage * imageStride() + element % perImage * elementStride();
    }

    /** The runs of {@link #rowLength} numbers of which the first {@link #rowValid} are of the tensor. */
    int rows() {
        return layout == BufferLayout.ROW_MAJOR ? 1 : perImage();
    }

    int rowLength() {
        return numbers() / rows();
    }

    int rowValid() {
        return shape.size() / rows();
    }

    /** How many numbers a channel of an image takes. */
    int channelNumbers() {
        return numbers() / shape.dim(1);
    }
}
