package dcgan.nn.gan;

import dcgan.tensor.Philox;

/**
 * The latents of one slice of each batch, drawn by the host: the same numbers that the whole batch has at the slice's indices. Allocates
 * nothing after its construction.
 */
final class SlicedLatents {

    /** The numbers of a block of {@link Philox}. */
    private static final int BLOCK = 4;

    private final LatentSource source;
    private final long seed;
    private final long first;

    /** Where the slice begins in {@link #drawn}. */
    private final int offset;

    private final float[] drawn;
    private final float[] latents;

    /** @param source of the whole batch's latents; null for those of the seed */
    SlicedLatents(GanGraph.Settings settings, LatentSource source) {
        this.source = source;
        this.seed = settings.config().seed();
        this.latents = new float[settings.latents().size()];
        long begin = Math.multiplyFull(settings.slice().index(), latents.length);
        if (source == null) {
            this.offset = (int) (begin % BLOCK);
            this.first = begin - offset;
            this.drawn = offset == 0 ? latents : new float[offset + latents.length];
        } else {
            this.offset = Math.toIntExact(begin);
            this.first = 0;
            this.drawn = settings.slice().isWhole()
                    ? latents
                    : new float[Math.multiplyExact(settings.slice().count(), latents.length)];
        }
    }

    /**
     * Draws the latents of a network's step.
     *
     * @param steps before it in the training
     * @param draw the number of the draw for a {@link LatentSource}
     * @return {@code [B, latent size, 1, 1]}, until the next draw
     */
    float[] draw(Network network, int steps, int draw) {
        if (source == null) {
            Philox.normal(seed, Streams.latents(network), steps, first, drawn);
        } else {
            source.draw(draw, drawn);
        }
        if (drawn != latents) {
            System.arraycopy(drawn, offset, latents, 0, latents.length);
        }
        return latents;
    }
}
