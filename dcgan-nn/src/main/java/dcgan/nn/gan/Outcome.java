package dcgan.nn.gan;

import dcgan.tensor.Executable;

/** The numbers that the last step yielded. There is one for all steps, so that a step makes an object only for who asks. */
final class Outcome {

    private final Executable executable;
    private final float[] scalar = new float[1];
    private float lossDReal;
    private float lossDFake;
    private float lossG;
    private float dX;
    private float dGZ1;
    private float dGZ2;

    /** @param executable of a {@link GanGraph} */
    Outcome(Executable executable) {
        this.executable = executable;
    }

    /** Takes the numbers from the executable. */
    void read() {
        lossDReal = read(GanGraph.LOSS_D_REAL);
        lossDFake = read(GanGraph.LOSS_D_FAKE);
        lossG = read(GanGraph.LOSS_G);
        dX = read(GanGraph.D_X_MEAN);
        dGZ1 = read(GanGraph.D_G_Z1_MEAN);
        dGZ2 = read(GanGraph.D_G_Z2_MEAN);
    }

    private float read(String name) {
        executable.read(name, scalar);
        return scalar[0];
    }

    boolean isFinite() {
        return Float.isFinite(lossD()) && Float.isFinite(lossG);
    }

    float lossD() {
        return lossDReal + lossDFake;
    }

    float lossG() {
        return lossG;
    }

    float dX() {
        return dX;
    }

    float dGZ1() {
        return dGZ1;
    }

    float dGZ2() {
        return dGZ2;
    }

    /** What is reported of it. */
    Step step(int epoch, int batch) {
        return new Step(epoch, batch, lossD(), lossDReal, lossDFake, lossG, dX, dGZ1, dGZ2);
    }
}
