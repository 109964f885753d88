package dcgan.cli.evaluation;

import dcgan.data.ImageShape;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;

/** What can be wrong with pictures, each in three levels. */
enum Worsening {
    NOISE {
        @Override
        void apply(float[] picture, ImageShape shape, int level, Random random) {
            double deviation = new double[] {0.1, 0.25, 0.6}[level];
            for (int i = 0; i < picture.length; i++) {
                picture[i] = (float) Math.clamp(picture[i] + deviation * random.nextGaussian(), -1, 1);
            }
        }
    },
    BLUR {
        @Override
        void apply(float[] picture, ImageShape shape, int level, Random random) {
            int times = new int[] {1, 3, 9}[level];
            for (int i = 0; i < times; i++) {
                for (int channel = 0; channel < shape.channels(); channel++) {
                    blur(picture, channel * shape.pixels(), shape.height(), shape.width());
                }
            }
        }
    },
    LOST_SATURATION {
        @Override
        void apply(float[] picture, ImageShape shape, int level, Random random) {
            float kept = new float[] {0.6f, 0.3f, 0}[level];
            int plane = shape.pixels();
            for (int i = 0; i < plane; i++) {
                float grey = 0.299f * picture[i] + 0.587f * picture[plane + i] + 0.114f * picture[2 * plane + i];
                for (int channel = 0; channel < 3; channel++) {
                    picture[channel * plane + i] = grey + kept * (picture[channel * plane + i] - grey);
                }
            }
        }
    },
    MISSING_CLASSES {
        @Override
        int[] choose(int[] indices, int[] labels, int level) {
            int missing = new int[] {2, 5, 8}[level];
            return IntStream.of(indices).filter(i -> labels[i] >= missing).toArray();
        }
    },
    /** Only many repetitions: C-KD, which is unbiased, hardly notices few. */
    REPEATED_PICTURES {
        @Override
        int[] choose(int[] indices, int[] labels, int level) {
            return Arrays.copyOf(indices, indices.length / new int[] {40, 150, 400}[level]);
        }
    };

    /** How many levels there are. */
    static final int LEVELS = 3;

    /** Which of some pictures are left; they are repeated until there are as many as before. */
    int[] choose(int[] indices, int[] labels, int level) {
        return indices;
    }

    /** Changes a picture {@code [C, H, W]}. */
    void apply(float[] picture, ImageShape shape, int level, Random random) {}

    /** The binomial filter 1 2 1 both ways; pixels from outside repeat those of the border. */
    private static void blur(float[] picture, int offset, int height, int width) {
        float[] source = Arrays.copyOfRange(picture, offset, offset + height * width);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                float sum = 0;
                for (int dy = -1; dy <= 1; dy++) {
                    for (int dx = -1; dx <= 1; dx++) {
                        int row = Math.clamp(y + dy, 0, height - 1);
                        int column = Math.clamp(x + dx, 0, width - 1);
                        sum += source[row * width + column] * (2 - Math.abs(dy)) * (2 - Math.abs(dx)) / 16;
                    }
                }
                picture[offset + y * width + x] = sum;
            }
        }
    }
}
