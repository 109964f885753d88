package dcgan.nn.gan;

import dcgan.tensor.Philox;

/** Latents for pictures to look at; none of them is used in training. */
public final class Latents {

    private Latents() {}

    /**
     * Latents from N(0, 1). The first of a larger draw are those of a smaller one.
     *
     * @param seed the same seed gives the same latents
     * @param count how many
     * @param latentSize the length of each
     * @return {@code [count, latentSize, 1, 1]}
     */
    public static float[] draw(long seed, int count, int latentSize) {
        float[] latents = new float[Math.multiplyExact(count, latentSize)];
        Philox.normal(seed, Streams.SAMPLE_LATENTS, 0, latents);
        return latents;
    }
}
