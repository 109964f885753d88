package dcgan.nn.gan;

import dcgan.tensor.Tensor;

/** The real pictures of one training step. */
public final class ImageBatch {

    private final Tensor images;

    private ImageBatch(Tensor images) {
        this.images = images;
    }

    /**
     * A batch of pictures.
     *
     * @param images {@code [B, C, H, W]}; not copied
     * @throws IllegalArgumentException if the tensor has another number of axes
     */
    public static ImageBatch of(Tensor images) {
        if (images == null) {
            throw new IllegalArgumentException("the pictures of a batch are null");
        }
        if (images.shape().rank() != 4) {
            throw new IllegalArgumentException("a batch of pictures is [B, C, H, W], but this is " + images.shape());
        }
        return new ImageBatch(images);
    }

    /** The pictures, {@code [B, C, H, W]}. */
    public Tensor images() {
        return images;
    }
}
