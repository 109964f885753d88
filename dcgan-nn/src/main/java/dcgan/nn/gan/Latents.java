package dcgan.nn.gan;

import dcgan.nn.Sequential;
import dcgan.tensor.Philox;
import java.util.Arrays;
import java.util.Objects;

/** Latents for pictures to look at; none of them is used in training. */
public final class Latents {

    /** The numbers of a block of {@link Philox}. */
    private static final int BLOCK = 4;

    private static final double NEARLY_PARALLEL = 1e-6;

    private Latents() {}

    /**
     * The number of channels of a latent that a generator takes.
     *
     * @throws IllegalArgumentException if no layer tells
     */
    static int size(Sequential generator) {
        return generator
                .inputChannels()
                .orElseThrow(() -> new IllegalArgumentException(
                        "the generator has no layer that tells the latent size, such as a ConvTranspose2d"));
    }

    /**
     * Latents from N(0, 1). The first of a larger draw are those of a smaller one.
     *
     * @param seed the same seed gives the same latents
     * @param count how many
     * @param latentSize the length of each
     * @return {@code [count, latentSize, 1, 1]}
     */
    public static float[] draw(long seed, int count, int latentSize) {
        return draw(seed, 0, count, latentSize);
    }

    /**
     * Some of the latents of {@link #draw(long, int, int)}, for what does not fit into memory at once.
     *
     * @param from the first of them
     * @param count how many
     * @return {@code [count, latentSize, 1, 1]}
     */
    public static float[] draw(long seed, int from, int count, int latentSize) {
        long first = Math.multiplyFull(from, latentSize);
        int before = (int) (first % BLOCK);
        float[] latents = new float[Math.addExact(before, Math.multiplyExact(count, latentSize))];
        Philox.normal(seed, Streams.SAMPLE_LATENTS, 0, first - before, latents);
        return before == 0 ? latents : Arrays.copyOfRange(latents, before, latents.length);
    }

    /**
     * A walk: at equal steps from the first latent of {@link #draw} to the second, and so on.
     *
     * @param seed the same seed gives the same walk
     * @param count how many latents it has
     * @param steps how many steps there are from one drawn latent to the next, at least 1
     * @param latentSize the length of each
     * @return {@code [count, latentSize, 1, 1]}
     * @throws IllegalArgumentException if there are no steps
     */
    public static float[] walk(long seed, int count, int steps, int latentSize) {
        return walk(seed, 0, count, steps, latentSize);
    }

    /**
     * Some of the latents of {@link #walk(long, int, int, int)}, for what does not fit into memory at once.
     *
     * @param from the first of them
     * @param count how many
     * @return {@code [count, latentSize, 1, 1]}
     * @throws IllegalArgumentException if there are no steps
     */
    public static float[] walk(long seed, int from, int count, int steps, int latentSize) {
        if (steps < 1) {
            throw new IllegalArgumentException("a walk needs at least 1 step to the next latent, not " + steps);
        }
        int firstStation = from / steps;
        float[] stations = draw(seed, firstStation, (from + count - 1) / steps + 2 - firstStation, latentSize);
        float[] walk = new float[Math.multiplyExact(count, latentSize)];
        for (int i = 0; i < count; i++) {
            int station = (from + i) / steps - firstStation;
            interpolate(
                    stations,
                    station * latentSize,
                    (station + 1) * latentSize,
                    (double) ((from + i) % steps) / steps,
                    walk,
                    i * latentSize,
                    latentSize);
        }
        return walk;
    }

    /**
     * Some of the latents of a walk that ends where it began: from the first latent of {@link #draw} to the second, and so on, and
     * from the last of them back to the first.
     *
     * @param seed the same seed gives the same walk
     * @param loop how many latents the whole walk has
     * @param from the first of them
     * @param count how many
     * @param steps how many steps there are from one drawn latent to the next, at least 1; on the way back only as many as are left
     * @param latentSize the length of each
     * @return {@code [count, latentSize, 1, 1]}
     * @throws IllegalArgumentException if there are no steps
     * @throws IndexOutOfBoundsException if the walk is shorter
     */
    public static float[] loop(long seed, int loop, int from, int count, int steps, int latentSize) {
        if (steps < 1) {
            throw new IllegalArgumentException("a walk needs at least 1 step to the next latent, not " + steps);
        }
        Objects.checkFromIndexSize(from, count, loop);
        int drawn = Math.ceilDiv(loop, steps);
        float[] stations = draw(seed, drawn, latentSize);
        float[] walk = new float[Math.multiplyExact(count, latentSize)];
        for (int i = 0; i < count; i++) {
            int station = (from + i) / steps;
            int length = Math.min(steps, loop - station * steps);
            interpolate(
                    stations,
                    station * latentSize,
                    (station + 1) % drawn * latentSize,
                    (double) ((from + i) % steps) / length,
                    walk,
                    i * latentSize,
                    latentSize);
        }
        return walk;
    }

    /**
     * Spherical interpolation (Shoemake, "Animating rotation with quaternion curves", SIGGRAPH 1985): sin((1 − t)·θ)/sin θ · a
     * + sin(t·θ)/sin θ · b, with the angle θ between a and b. A straight line would lead through the middle, where a normal
     * distribution in many dimensions has next to nothing.
     */
    private static void interpolate(float[] stations, int a, int b, double t, float[] walk, int at, int length) {
        double dot = 0;
        double normA = 0;
        double normB = 0;
        for (int k = 0; k < length; k++) {
            dot += (double) stations[a + k] * stations[b + k];
            normA += (double) stations[a + k] * stations[a + k];
            normB += (double) stations[b + k] * stations[b + k];
        }
        double angle = Math.acos(Math.clamp(dot / Math.sqrt(normA * normB), -1, 1));
        boolean parallel = Math.sin(angle) < NEARLY_PARALLEL;
        double weightA = parallel ? 1 - t : Math.sin((1 - t) * angle) / Math.sin(angle);
        double weightB = parallel ? t : Math.sin(t * angle) / Math.sin(angle);
        for (int k = 0; k < length; k++) {
            walk[at + k] = (float) (weightA * stations[a + k] + weightB * stations[b + k]);
        }
    }
}
