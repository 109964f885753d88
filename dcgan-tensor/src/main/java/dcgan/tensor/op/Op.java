package dcgan.tensor.op;

import dcgan.tensor.Shape;
import dcgan.tensor.Value;
import java.util.List;

/**
 * One operation on buffers. The set is closed: a backend that handles every record permitted here is complete. An op
 * validates its operands' shapes when it is constructed and throws {@link IllegalArgumentException} naming both shapes.
 *
 * <p>Tensors are float32; image tensors are {@code [N, C, H, W]}: batch, channels, height, width.
 */
public sealed interface Op {

    /** The buffers that are read, in the order of the record's components. */
    List<Value> inputs();

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
                    Fill,
                    Copy,
                    Add,
                    Mean,
                    Normal {

        /** The shape of the buffer that is yielded. */
        Shape outputShape();
    }

    /** An op that changes buffers where they are and yields none. */
    sealed interface InPlace extends Op permits Adam, RunningAverage, Increment {

        /** The buffers that are changed; each is also among {@link #inputs()}. */
        List<Value> updates();
    }
}
