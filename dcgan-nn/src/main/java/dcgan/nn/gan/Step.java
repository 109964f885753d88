package dcgan.nn.gan;

/**
 * What one training step reports.
 *
 * @param epoch counted from 1
 * @param batch within the epoch, counted from 1
 * @param lossD the discriminator's loss, {@code lossDReal + lossDFake}
 * @param lossDReal its loss on real pictures
 * @param lossDFake its loss on made ones
 * @param lossG the generator's loss
 * @param dX the mean of D(x) over the batch
 * @param dGZ1 the mean of D(G(z)) in the discriminator's step
 * @param dGZ2 the mean of D(G(z)) in the generator's step, after the discriminator's update
 */
public record Step(
        int epoch,
        int batch,
        float lossD,
        float lossDReal,
        float lossDFake,
        float lossG,
        float dX,
        float dGZ1,
        float dGZ2) {}
