package dcgan.nn.gan;

/**
 * Learning rates that fall in equal steps, from one epoch to the next, to zero after the last one: epoch {@code e}, counted from
 * 1, has {@code (epochs + 1 − e) / (epochs + 2 − fromEpoch)} of the full rate, as CycleGAN's linear schedule.
 *
 * @param fromEpoch the first epoch with a lower rate, from 1 to {@code epochs}
 * @param epochs the last epoch
 */
public record LinearDecay(int fromEpoch, int epochs) {

    /**
     * Checks the components.
     *
     * @throws IllegalArgumentException if the first epoch is below 1 or after the last one
     */
    public LinearDecay {
        if (fromEpoch < 1 || fromEpoch > epochs) {
            throw new IllegalArgumentException("learning rates cannot decay from epoch " + fromEpoch
                    + " on in a training of " + epochs + " epochs");
        }
    }

    /**
     * What the learning rates are multiplied with.
     *
     * @param epoch counted from 1
     */
    public double factor(int epoch) {
        return epoch < fromEpoch ? 1 : Math.max(0, (epochs + 1.0 - epoch) / (epochs + 2.0 - fromEpoch));
    }
}
