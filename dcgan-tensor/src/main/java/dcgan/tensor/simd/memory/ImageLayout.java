package dcgan.tensor.simd.memory;

import dcgan.tensor.Shape;

/**
 * An image {@code [N, C, H, W]} as {@code [H][W][C / c][N][c]}: the batch lies inside the pixel, so that a convolution
 * at one output pixel is a matrix product of {@code N} rows, without padding and without im2col.
 *
 * <pre>
 *   pixel (0,0)                                   pixel (0,1)
 *   block 0                block 1                block 0
 *   image 0: c channels    image 0: c channels    image 0: c channels    …
 *   image 1: c channels    image 1: c channels    …
 *   …                      …
 * </pre>
 */
public record ImageLayout(Shape shape, ChannelBlocks blocks) implements Layout {

    public ImageLayout(Shape shape) {
        this(shape, ChannelBlocks.of(shape.dim(1)));
    }

    /** In blocks with room for {@value ChannelBlocks#BLOCK} channels, even if the image is thin. */
    public static ImageLayout padded(Shape shape) {
        return new ImageLayout(shape, ChannelBlocks.padded(shape.dim(1)));
    }

    public int n() {
        return shape.dim(0);
    }

    public int pixels() {
        return shape.dim(2) * shape.dim(3);
    }

    /** Floats of one block of one pixel. */
    public int blockLength() {
        return n() * blocks.size();
    }

    /** Where a block of a pixel begins. */
    public int offset(int pixel, int block) {
        return START + (pixel * blocks.count() + block) * blockLength();
    }

    @Override
    public int length() {
        return ArrayLength.padded(shape, START + (long) pixels() * blocks.count() * n() * blocks.size());
    }

    @Override
    public int[] indices() {
        int[] indices = new int[shape.size()];
        int i = 0;
        for (int n = 0; n < n(); n++) {
            for (int c = 0; c < blocks.channels(); c++) {
                int inBlock = n * blocks.size() + c % blocks.size();
                for (int pixel = 0; pixel < pixels(); pixel++) {
                    indices[i++] = offset(pixel, c / blocks.size()) + inBlock;
                }
            }
        }
        return indices;
    }
}
