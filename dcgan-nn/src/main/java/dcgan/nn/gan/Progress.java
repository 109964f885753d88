package dcgan.nn.gan;

/** Where the training stands: all of its state that is not in a tensor. */
final class Progress {

    private int epochs;
    private int batches;
    private int steps;
    private double lossD;
    private double lossG;
    private double dX;
    private double dGZ1;
    private double dGZ2;

    int epochs() {
        return epochs;
    }

    int batches() {
        return batches;
    }

    int steps() {
        return steps;
    }

    void add(Outcome step) {
        batches++;
        steps++;
        lossD += step.lossD();
        lossG += step.lossG();
        dX += step.dX();
        dGZ1 += step.dGZ1();
        dGZ2 += step.dGZ2();
    }

    EpochMeans endEpoch() {
        EpochMeans means = new EpochMeans(
                epochs + 1, batches, lossD / batches, lossG / batches, dX / batches, dGZ1 / batches, dGZ2 / batches);
        set(epochs + 1, 0, steps, new double[5]);
        return means;
    }

    /** The running sums of the epoch, from which the means will be made. */
    double[] sums() {
        return new double[] {lossD, lossG, dX, dGZ1, dGZ2};
    }

    void set(int epochs, int batches, int steps, double[] sums) {
        this.epochs = epochs;
        this.batches = batches;
        this.steps = steps;
        lossD = sums[0];
        lossG = sums[1];
        dX = sums[2];
        dGZ1 = sums[3];
        dGZ2 = sums[4];
    }
}
