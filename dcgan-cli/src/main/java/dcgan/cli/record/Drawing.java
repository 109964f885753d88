package dcgan.cli.record;

import dcgan.cli.io.RunException;
import dcgan.nn.gan.ImageSampler;
import java.util.Arrays;

/** Pictures that a generator draws, of which only a few are in memory at a time. They are asked for in their order. */
public final class Drawing {
    private final ImageSampler sampler;
    private final int chunk;
    private final int count;
    private final Part latents;
    private final int imageSize;
    private float[] images;
    private int first;

    /** Gives latents, {@code [count, latent size, 1, 1]}, from one on. */
    @FunctionalInterface
    public interface Part {
        /** {@code count} of them from the {@code from}-th on. */
        float[] latents(int from, int count);
    }

    /**
     * Draws nothing yet.
     *
     * @param sampler draws them; stays open
     * @param chunk how many are drawn at once
     * @param count how many there are
     * @param latents what they are drawn from
     */
    public Drawing(ImageSampler sampler, int chunk, int count, Part latents) {
        this.sampler = sampler;
        this.chunk = chunk;
        this.count = count;
        this.latents = latents;
        this.imageSize = sampler.imageShape().size();
    }

    /**
     * A picture, {@code [C, H, W]}. All of them may be asked for again, from the first on.
     *
     * @throws RunException if this thread was interrupted
     */
    public float[] image(int i) {
        if (i % chunk == 0) {
            if (Thread.currentThread().isInterrupted()) {
                throw new RunException("drawing was interrupted");
            }
            images = sampler.sample(latents.latents(i, Math.min(chunk, count - i)));
            first = i;
        }
        int from = (i - first) * imageSize;
        return Arrays.copyOfRange(images, from, from + imageSize);
    }
}
