package dcgan.data.convert;

import dcgan.data.Dataset;
import dcgan.data.ImageShape;
import dcgan.data.Images;
import dcgan.data.Split;
import dcgan.data.Subset;
import java.util.List;

/**
 * A data set whose images are converted to another shape: scaled as Pillow's {@code BILINEAR} does, grey repeated to three
 * channels, colours made grey by the luma of ITU-R 601. An image is converted whenever it is asked for, so that the
 * converted images take no memory.
 */
public final class ConvertedDataset implements Dataset {
    private final Dataset dataset;
    private final ImageShape shape;

    private ConvertedDataset(Dataset dataset, ImageShape shape) {
        this.dataset = dataset;
        this.shape = shape;
    }

    /**
     * A data set in another shape; the data set itself if it has that shape.
     *
     * @param shape the shape that the images get
     */
    public static Dataset of(Dataset dataset, ImageShape shape) {
        return dataset.shape().equals(shape) ? dataset : new ConvertedDataset(dataset, shape);
    }

    @Override
    public String name() {
        return dataset.name();
    }

    @Override
    public ImageShape shape() {
        return shape;
    }

    @Override
    public List<String> classNames() {
        return dataset.classNames();
    }

    @Override
    public List<Split> splits() {
        return dataset.splits();
    }

    @Override
    public Images images(Split split, Subset subset) {
        return new ConvertedImages(dataset.images(split, subset), shape);
    }
}
