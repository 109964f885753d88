package dcgan.nn.gan;

/**
 * The means over the batches of one epoch.
 *
 * @param epoch counted from 1
 * @param batches how many there were
 * @param lossD of {@link Step#lossD}
 * @param lossG of {@link Step#lossG}
 * @param dX of {@link Step#dX}
 * @param dGZ1 of {@link Step#dGZ1}
 * @param dGZ2 of {@link Step#dGZ2}
 */
public record EpochMeans(int epoch, int batches, double lossD, double lossG, double dX, double dGZ1, double dGZ2) {}
