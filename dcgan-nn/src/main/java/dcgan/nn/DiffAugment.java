package dcgan.nn;

import dcgan.nn.Pass.Gradients;
import dcgan.tensor.Graph;
import dcgan.tensor.Philox;
import dcgan.tensor.Value;
import dcgan.tensor.op.AugmentParameters;
import dcgan.tensor.op.ColorJitter;
import dcgan.tensor.op.ColorJitterBackward;
import dcgan.tensor.op.Cutout;
import dcgan.tensor.op.ImageMean;
import dcgan.tensor.op.Translate;
import dcgan.tensor.op.TranslateBackward;
import java.util.Map;
import java.util.Optional;

/**
 * Differentiable augmentation of pictures on their way into a discriminator (Zhao, Liu, Lin, Zhu and Han 2020), as
 * {@code DiffAugment_pytorch.py} of its authors does it, in the order of the components. Each picture of a batch has random
 * parameters of its own.
 *
 * @param color brightness ±0.5, then saturation × 0 to 2, then contrast × 0.5 to 1.5
 * @param translate by up to an eighth of the size in both directions; zeros come in
 * @param cutout clears a rectangle of half the size, whose centre is anywhere in the picture
 */
public record DiffAugment(boolean color, boolean translate, boolean cutout) {

    private static final double SHIFT = 0.125;
    private static final double CUTOUT = 0.5;

    /** Whether it leaves all pictures as they are. */
    public boolean isEmpty() {
        return !color && !translate && !cutout;
    }

    /**
     * Appends the ops that augment a batch.
     *
     * @param graph receives the ops
     * @param images {@code [N, C, H, W]}
     * @param parameters {@code [N, 7]}, see {@link #draw}
     * @return the augmented images, and how to append the ops of the gradient to the images
     */
    public Pass forward(Graph.Builder graph, Value images, Value parameters) {
        int rows = length(images.shape().dim(2), CUTOUT);
        int columns = length(images.shape().dim(3), CUTOUT);
        Value y = images;
        if (color) {
            y = graph.add(new ColorJitter(y, graph.add(new ImageMean(y)), parameters));
        }
        if (translate) {
            y = graph.add(new Translate(y, parameters));
        }
        if (cutout) {
            y = graph.add(new Cutout(y, parameters, rows, columns));
        }
        return new Pass(y, (gradOutput, wanted) -> {
            if (!wanted.input()) {
                return new Gradients(Optional.empty(), Map.of());
            }
            Value dy = gradOutput;
            if (cutout) {
                dy = graph.add(new Cutout(dy, parameters, rows, columns));
            }
            if (translate) {
                dy = graph.add(new TranslateBackward(dy, parameters));
            }
            if (color) {
                dy = graph.add(new ColorJitterBackward(dy, graph.add(new ImageMean(dy)), parameters));
            }
            return new Gradients(Optional.of(dy), Map.of());
        });
    }

    /**
     * Draws the parameters of a batch. Those of a picture depend on its index in the batch and the other arguments alone: not on the
     * number of pictures, nor on what is done with them.
     *
     * @param seed the key of {@link Philox}
     * @param stream tells draws with the same seed and counter apart
     * @param counter the number of the draw
     * @param height of the pictures
     * @param width of the pictures
     * @param parameters receives the parameters {@code [N, 7]}, see {@link AugmentParameters}
     */
    public static void draw(long seed, int stream, int counter, int height, int width, float[] parameters) {
        Philox.uniform(seed, stream, counter, 0, 1, parameters);
        for (int row = 0; row < parameters.length; row += AugmentParameters.COUNT) {
            parameters[row + AugmentParameters.BRIGHTNESS] -= 0.5f;
            parameters[row + AugmentParameters.SATURATION] *= 2;
            parameters[row + AugmentParameters.CONTRAST] += 0.5f;
            shift(parameters, row + AugmentParameters.SHIFT_Y, height);
            shift(parameters, row + AugmentParameters.SHIFT_X, width);
            cutout(parameters, row + AugmentParameters.CUTOUT_Y, height);
            cutout(parameters, row + AugmentParameters.CUTOUT_X, width);
        }
    }

    /** A number from [0, 1) becomes one of the whole numbers from −n to n. */
    private static void shift(float[] parameters, int index, int size) {
        int most = length(size, SHIFT);
        parameters[index] = below(parameters[index], 2 * most + 1) - most;
    }

    /** A number from [0, 1) becomes the first row: a rectangle of even height may lie around any edge between two rows. */
    private static void cutout(float[] parameters, int index, int size) {
        int length = length(size, CUTOUT);
        parameters[index] = below(parameters[index], size + 1 - length % 2) - length / 2;
    }

    /** A number from [0, 1) becomes a whole number from 0 to n − 1. */
    private static int below(float number, int n) {
        return (int) ((double) number * n);
    }

    /** A share of a size, rounded. */
    private static int length(int size, double share) {
        return (int) (size * share + 0.5);
    }
}
