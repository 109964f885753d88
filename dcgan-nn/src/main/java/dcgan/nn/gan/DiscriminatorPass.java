package dcgan.nn.gan;

import dcgan.tensor.Value;

/** A batch of pictures that passes through the discriminator, in the graph of a training step. */
public interface DiscriminatorPass {

    /**
     * The discriminator's output, {@code [B, 1, 1, 1]} for a DCGAN. The pass is appended to the graph when it is first asked
     * for, so that an objective that has no use for it costs nothing.
     */
    Value output();

    /** Whether the output is a probability, because the discriminator ends in a {@link dcgan.nn.Sigmoid}; else it is a logit. */
    boolean isProbability();
}
