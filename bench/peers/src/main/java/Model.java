import java.util.List;
import java.util.stream.IntStream;

/**
 * The networks that are measured, with 64 feature maps.
 *
 * @param batchNorm whether they are the {@code batchnorm} model's, else the {@code simple} model's
 * @param imageSize pixels across: 32 or 64
 */
record Model(boolean batchNorm, int imageSize) {
    private static final int FEATURE_MAPS = 64;

    /** The generator's first layer makes 4 × 4 pixels, and the discriminator's last one reads as many. */
    private static final int SMALLEST = 4;

    /** How often the discriminator halves the images. */
    int levels() {
        return Integer.numberOfTrailingZeros(imageSize / SMALLEST);
    }

    /** Channels after each of the discriminator's layers but the last. */
    List<Integer> discriminatorChannels() {
        return IntStream.range(0, levels()).map(i -> FEATURE_MAPS << i).boxed().toList();
    }

    /** Channels after each of the generator's layers but the last. */
    List<Integer> generatorChannels() {
        return IntStream.range(0, levels())
                .map(i -> 8 * FEATURE_MAPS >> i)
                .boxed()
                .toList();
    }

    /** Whether there is a normalisation after that layer of the discriminator. */
    boolean normalisedInDiscriminator(int layer) {
        return batchNorm && layer > 0 && layer < levels();
    }

    /** Whether there is a normalisation after that layer of the generator. */
    boolean normalisedInGenerator(int layer) {
        return batchNorm && layer < levels();
    }
}
