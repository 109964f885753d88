package dcgan.nn.gan;

/** Which stream of the random number generator serves what, so that no two uses of a seed share their numbers. */
final class Streams {

    static final int DISCRIMINATOR_LATENTS = 1;
    static final int GENERATOR_LATENTS = 2;
    static final int SAMPLE_LATENTS = 3;
    static final int STATISTICS_LATENTS = 4;

    private static final int AUGMENTATION = 0x100;
    private static final int INITIALISATION = 0x10000;

    private Streams() {}

    /** The stream of the latents of a network's step. */
    static int latents(Network step) {
        return step == Network.DISCRIMINATOR ? DISCRIMINATOR_LATENTS : GENERATOR_LATENTS;
    }

    /**
     * The stream of one pass through the discriminator: of the parameters that augment its pictures.
     *
     * @param step whose step the pass is in
     * @param real whether the pictures are real
     */
    static int augmentation(Network step, boolean real) {
        return AUGMENTATION + 2 * step.ordinal() + (real ? 0 : 1);
    }

    static int initialisation(Network network, int parameter) {
        return INITIALISATION * (network.ordinal() + 1) + parameter;
    }
}
