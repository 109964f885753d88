package dcgan.nn.gan;

/** Which stream of the random number generator serves what, so that no two uses of a seed share their numbers. */
final class Streams {

    static final int DISCRIMINATOR_LATENTS = 1;
    static final int GENERATOR_LATENTS = 2;
    static final int SAMPLE_LATENTS = 3;

    private static final int INITIALISATION = 0x10000;

    private Streams() {}

    static int initialisation(Network network, int parameter) {
        return INITIALISATION * (network.ordinal() + 1) + parameter;
    }
}
