package dcgan.cli;

import dcgan.nn.gan.Latents;

/** A walk through latents. */
final class Walk {
    private static final double NEARLY_PARALLEL = 1e-6;

    private Walk() {}

    /**
     * Latents at equal steps from one random latent to the next, and so on.
     *
     * @param seed what the random latents come from; the first is the first of those that {@link Latents#draw} gives
     * @param count how many latents the walk has
     * @param steps how many steps there are from one random latent to the next
     * @return {@code [count, latentSize, 1, 1]}
     */
    static float[] through(long seed, int count, int steps, int latentSize) {
        float[] stations = Latents.draw(seed, (count - 1) / steps + 2, latentSize);
        float[] walk = new float[Math.multiplyExact(count, latentSize)];
        for (int i = 0; i < count; i++) {
            interpolate(
                    stations, i / steps * latentSize, (double) (i % steps) / steps, walk, i * latentSize, latentSize);
        }
        return walk;
    }

    /**
     * Spherical interpolation (Shoemake, "Animating rotation with quaternion curves", SIGGRAPH 1985): sin((1 − t)·θ)/sin θ · a
     * + sin(t·θ)/sin θ · b, with the angle θ between a and b. A straight line would lead through the middle, where a normal
     * distribution in many dimensions has next to nothing.
     */
    private static void interpolate(float[] stations, int a, double t, float[] walk, int at, int length) {
        int b = a + length;
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
