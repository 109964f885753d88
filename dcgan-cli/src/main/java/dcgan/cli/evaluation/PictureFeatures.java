package dcgan.cli.evaluation;

import dcgan.data.Images;
import dcgan.nn.evaluation.FeatureExtractor;
import dcgan.nn.gan.ImageSampler;
import dcgan.tensor.Backend;
import dcgan.tensor.Shape;
import java.util.Arrays;
import java.util.function.IntConsumer;

/** Computes the features of real and of generated pictures, a few pictures at a time. */
public final class PictureFeatures implements AutoCloseable {
    private static final int MOST_PICTURES = 64;

    /** About as many as one chunk may have: the feature maps take some 150 bytes for each. */
    private static final int PIXELS = MOST_PICTURES * 64 * 64;

    private final FeatureExtractor extractor;
    private final IntConsumer progress;
    private final int imageSize;
    private final int chunk;

    /**
     * @param image the shape of a picture, {@code [C, H, W]}
     * @param chunk how many are worked on at a time; see {@link #chunk(Shape, int)}
     * @param backend stays open
     * @param progress is told how many pictures were done since it was told last
     */
    public PictureFeatures(Shape image, int chunk, Backend backend, IntConsumer progress) {
        this.progress = progress;
        this.imageSize = image.size();
        this.chunk = chunk;
        this.extractor = new FeatureExtractor(image, chunk, backend);
    }

    /** How many of some pictures of a shape are worked on at a time. */
    public static int chunk(Shape image, int count) {
        return Math.min(count, Math.clamp(PIXELS / (image.dim(1) * image.dim(2)), 1, MOST_PICTURES));
    }

    /** The features of a sample, {@code [n, D]}. */
    public float[] of(RealPictures.Sample sample) {
        return of(sample.images(), sample.indices());
    }

    /** The features of some images, {@code [n, D]}. */
    public float[] of(Images images, int[] indices) {
        return inChunks(indices.length, (from, to) -> {
            float[] pictures = new float[(to - from) * imageSize];
            for (int i = from; i < to; i++) {
                images.copyFloats(indices[i], pictures, (i - from) * imageSize);
            }
            return pictures;
        });
    }

    /**
     * The features of what a generator makes of latents, {@code [n, D]}.
     *
     * @param latents {@code [n, latent size, 1, 1]}
     */
    public float[] of(ImageSampler sampler, float[] latents) {
        int size = sampler.latentSize();
        return inChunks(
                latents.length / size,
                (from, to) -> sampler.sample(Arrays.copyOfRange(latents, from * size, to * size)));
    }

    private float[] inChunks(int count, Pictures pictures) {
        float[] features = new float[Math.multiplyExact(count, FeatureExtractor.SIZE)];
        for (int from = 0; from < count; from += chunk) {
            int to = Math.min(from + chunk, count);
            float[] part = extractor.features(pictures.of(from, to));
            System.arraycopy(part, 0, features, from * FeatureExtractor.SIZE, part.length);
            progress.accept(to - from);
        }
        return features;
    }

    @Override
    public void close() {
        extractor.close();
    }

    /** Gives the pictures {@code from} to {@code to - 1}, {@code [n, C, H, W]}. */
    @FunctionalInterface
    private interface Pictures {
        float[] of(int from, int to);
    }
}
