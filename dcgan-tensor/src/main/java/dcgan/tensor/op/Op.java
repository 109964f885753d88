package dcgan.tensor.op;

import dcgan.tensor.Shape;
import dcgan.tensor.Value;
import java.util.List;
import java.util.Optional;

/**
 * One operation on buffers. The set is closed: a backend that handles every record permitted here is complete. An op
 * validates its operands' shapes when it is constructed and throws {@link IllegalArgumentException} naming both shapes.
 *
 * <p>Tensors are float32; image tensors are {@code [N, C, H, W]}: batch, channels, height, width.
 */
public sealed interface Op {

    /** The buffers that are read, in the order of the record's components. */
    List<Value> inputs();

    /**
     * The buffers, among those read and yielded, that the op combines element by element: element k of one with element k of the
     * others. They have one shape and must have the same layout in memory. Empty if the op has no such buffers.
     *
     * @param result the buffer that the op yields, as in its {@link dcgan.tensor.Graph.Node}
     * @throws IllegalArgumentException if the op yields a buffer and the result is missing or has another shape
     */
    List<Value> sameLayout(Optional<Value> result);

    /**
     * The buffers {@code [N, C, H, W]}, among those read and yielded, whose axes the op tells apart: the images of a
     * convolution, and what is summed or normalised channel by channel. Empty for the others, which take any layout.
     *
     * @param result the buffer that the op yields, as in its {@link dcgan.tensor.Graph.Node}
     * @throws IllegalArgumentException if one of these is the buffer that the op yields, and the result is missing or has
     *     another shape
     */
    default List<Value> images(Optional<Value> result) {
        return List.of();
    }

    /** PyTorch's name of the op, for messages and tables. */
    default String name() {
        return getClass().getSimpleName();
    }

    /** An op that yields one new buffer and changes none. */
    sealed interface Pure extends Op
            permits Convolution,
                    Activation,
                    ActivationBackward,
                    ChannelMean,
                    ChannelVariance,
                    ChannelSum,
                    BatchNorm2d,
                    BatchNorm2dGradWeight,
                    BatchNorm2dGradInput,
                    BatchNorm2dEvalGradInput,
                    BCELoss,
                    BCELossBackward,
                    BCEWithLogitsLoss,
                    BCEWithLogitsLossBackward,
                    HingeLoss,
                    HingeLossBackward,
                    MSELoss,
                    MSELossBackward,
                    Fill,
                    Copy,
                    Add,
                    Subtract,
                    Scale,
                    Mean,
                    Normal,
                    ImageMean,
                    ColorJitter,
                    ColorJitterBackward,
                    Translate,
                    TranslateBackward,
                    Cutout,
                    MatrixVector,
                    MatrixVectorTransposed,
                    Normalize,
                    Dot,
                    Divide,
                    SpectralNormBackward {

        /** The shape of the buffer that is yielded. */
        Shape outputShape();
    }

    /** An op that changes buffers where they are and yields none. */
    sealed interface InPlace extends Op permits Adam, RunningAverage, Lerp, Increment {

        /** The buffers that are changed; each is also among {@link #inputs()}. */
        List<Value> updates();
    }
}
