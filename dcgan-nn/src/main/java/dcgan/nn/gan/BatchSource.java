package dcgan.nn.gan;

import dcgan.tensor.Shape;
import java.util.stream.Stream;

/** Where the trainer takes real pictures from. */
public interface BatchSource {

    /** The shape of one picture, {@code [C, H, W]}. */
    Shape imageShape();

    /**
     * The batches of an epoch. For the same arguments they must be the same, or a resumed training will differ from an
     * uninterrupted one.
     *
     * @param epoch counted from 1
     * @param fromBatch how many batches to leave out at the beginning, because they were trained on before
     * @return taken one at a time, and closed by the trainer however the epoch ends; the arrays of a batch may be reused as soon as
     *     the next one is asked for, by {@code hasNext()} of the stream's iterator too
     */
    Stream<ImageBatch> epoch(int epoch, int fromBatch);

    /**
     * A source of pictures of one shape.
     *
     * @param imageShape {@code [C, H, W]}
     * @param epochs gives the batches
     * @throws IllegalArgumentException if the shape has another number of axes
     */
    static BatchSource of(Shape imageShape, Epochs epochs) {
        if (imageShape == null || epochs == null) {
            throw new IllegalArgumentException(
                    "the " + (imageShape == null ? "shape of the pictures" : "source of epochs") + " is null");
        }
        if (imageShape.rank() != 3) {
            throw new IllegalArgumentException("the shape of a picture is [C, H, W], but this is " + imageShape);
        }
        return new BatchSource() {
            @Override
            public Shape imageShape() {
                return imageShape;
            }

            @Override
            public Stream<ImageBatch> epoch(int epoch, int fromBatch) {
                return epochs.epoch(epoch, fromBatch);
            }
        };
    }

    /** The batches of each epoch. */
    @FunctionalInterface
    interface Epochs {

        /** What {@link BatchSource#epoch} gives. */
        Stream<ImageBatch> epoch(int epoch, int fromBatch);
    }
}
