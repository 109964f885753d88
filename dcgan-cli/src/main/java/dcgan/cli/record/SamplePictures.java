package dcgan.cli.record;

import dcgan.data.ImageDataset;
import dcgan.data.PictureGrid;
import dcgan.data.PngFiles;
import dcgan.data.Subset;
import dcgan.nn.gan.GanTrainer;
import dcgan.nn.gan.ImageSampler;
import dcgan.nn.gan.Latents;
import dcgan.tensor.Backend;
import java.nio.file.Path;
import java.util.Arrays;

/** The pictures of a run: the same latents after some epochs, so that one sees them grow up. */
public final class SamplePictures implements AutoCloseable {
    private static final int ROW = 8;
    private static final int ROW_SCALE = 4;
    private static final int GRID = 64;
    private static final int GRID_SCALE = 3;

    private final RunDirectory run;
    private final GanTrainer trainer;
    private final ImageSampler sampler;
    private final float[] latents;

    /** @param backend draws the pictures; stays open */
    public SamplePictures(RunDirectory run, GanTrainer trainer, Backend backend) {
        this.run = run;
        this.trainer = trainer;
        this.sampler = new ImageSampler(trainer.generator(), GRID, backend);
        this.latents = Latents.draw(trainer.seed(), GRID, trainer.latentSize());
    }

    /** Draws real images of all classes, to compare with. */
    public void drawReal(ImageDataset images) {
        ImageDataset some = images.subset(Subset.firstOfEachClass(GRID));
        write(PictureGrid.of(some, 0, some.size()), GRID_SCALE, run.realSamples());
    }

    /** Draws what the generator makes of the fixed latents now. */
    public void draw(int epoch) {
        float[] images = sampler.load(trainer).sample(latents);
        int[] shape = sampler.imageShape().toArray();
        float[] first = Arrays.copyOf(images, ROW * sampler.imageShape().size());
        write(PictureGrid.of(first, ROW, shape[0], shape[1], shape[2]), ROW_SCALE, run.sampleRow(epoch));
        write(PictureGrid.of(images, GRID, shape[0], shape[1], shape[2]), GRID_SCALE, run.sampleGrid(epoch));
    }

    private static void write(PictureGrid pictures, int scale, Path file) {
        PngFiles.write(pictures.columns(ROW).scale(scale).render(), file);
    }

    @Override
    public void close() {
        sampler.close();
    }
}
