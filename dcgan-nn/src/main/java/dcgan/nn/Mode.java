package dcgan.nn;

/** How layers behave that differ between training and use, as {@code torch.nn.Module.train()} and {@code eval()}. */
public enum Mode {
    /** BatchNorm normalises with the batch's statistics and updates its running ones. */
    TRAINING,
    /** BatchNorm normalises with its running statistics. */
    EVALUATION,
    /**
     * BatchNorm normalises with the batch's statistics and replaces its running ones by them. It does not count the batch. The caller
     * averages them over batches, as {@code torch.optim.swa_utils.update_bn} does.
     */
    STATISTICS
}
