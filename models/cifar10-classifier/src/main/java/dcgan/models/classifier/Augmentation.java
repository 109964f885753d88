package dcgan.models.classifier;

import dcgan.data.ImageShape;
import java.util.SplittableRandom;

/** Shows each picture a little different: every second one mirrored, all moved by up to 4 pixels each way. */
final class Augmentation {
    private static final int SHIFT = 4;

    private final ImageShape shape;
    private final float[] plane;

    Augmentation(ImageShape shape) {
        this.shape = shape;
        this.plane = new float[shape.pixels()];
    }

    /** Changes pictures {@code [N, C, H, W]} in place. Pixels from outside repeat those of the border. */
    void apply(float[] images, SplittableRandom random) {
        for (int image = 0; image < images.length; image += shape.size()) {
            boolean mirrored = random.nextBoolean();
            int moveX = random.nextInt(-SHIFT, SHIFT + 1);
            int moveY = random.nextInt(-SHIFT, SHIFT + 1);
            for (int channel = 0; channel < shape.channels(); channel++) {
                apply(images, image + channel * shape.pixels(), mirrored, moveX, moveY);
            }
        }
    }

    private void apply(float[] images, int offset, boolean mirrored, int moveX, int moveY) {
        System.arraycopy(images, offset, plane, 0, plane.length);
        int width = shape.width();
        for (int y = 0; y < shape.height(); y++) {
            int row = Math.clamp(y + moveY, 0, shape.height() - 1) * width;
            for (int x = 0; x < width; x++) {
                int column = Math.clamp(x + moveX, 0, width - 1);
                images[offset + y * width + x] = plane[row + (mirrored ? width - 1 - column : column)];
            }
        }
    }
}
