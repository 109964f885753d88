package dcgan.nn.evaluation;

/** Random features and pictures. */
final class Features {

    private Features() {}

    /** The features of {@code golden/scores.py}, {@code [count, size]}. */
    static float[] random(int count, int size, int seed) {
        float[] features = new float[count * size];
        double[] row = new double[size];
        long state = seed;
        for (int i = 0; i < count; i++) {
            for (int j = 0; j < size; j++) {
                state = (state * 1103515245 + 12345) % (1L << 31);
                row[j] = (state >> 7) / 0x1p24;
            }
            for (int j = 0; j < size; j++) {
                features[i * size + j] = (float) ((row[j] + row[(j + 1) % size] / 2) * (1 + j % 4));
            }
        }
        return features;
    }

    /** The same, each number times a factor and with a summand. */
    static float[] scaled(float[] features, float factor, float summand) {
        float[] scaled = new float[features.length];
        for (int i = 0; i < features.length; i++) {
            scaled[i] = factor * features[i] + summand;
        }
        return scaled;
    }
}
