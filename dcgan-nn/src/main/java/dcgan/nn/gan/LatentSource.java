package dcgan.nn.gan;

/** Gives the latents of a training, in place of the trainer's own random numbers. */
@FunctionalInterface
public interface LatentSource {

    /**
     * Fills in the latents of one draw.
     *
     * @param draw counted from 0: step {@code s}, counted from 0, uses draw {@code 2s} for the discriminator and
     *     {@code 2s + 1} for the generator
     * @param latents receives {@code [B, latent size, 1, 1]}, those of the whole batch
     */
    void draw(int draw, float[] latents);
}
