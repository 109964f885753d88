package dcgan.cli.record;

import dcgan.cli.config.ImageShapes;
import dcgan.data.ImageShape;
import dcgan.data.Images;
import dcgan.data.Subset;
import dcgan.data.picture.PictureGrid;
import dcgan.data.picture.PngFiles;
import dcgan.nn.gan.EpochReport;
import dcgan.nn.gan.GanTrainer;
import dcgan.nn.gan.ImageSampler;
import dcgan.nn.gan.Latents;
import dcgan.nn.gan.TrainingListener;
import dcgan.tensor.Backend;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.IntPredicate;

/**
 * Draws the pictures of a run: real ones when it begins, and the same latents after some epochs, so that one sees them grow up.
 */
public final class SamplesListener implements TrainingListener {
    private static final int ROW = 8;
    private static final int ROW_SCALE = 4;
    private static final int GRID = 64;
    private static final int GRID_SCALE = 3;

    private final RunDirectory run;
    private final Images images;
    private final IntPredicate isSampled;
    private final GanTrainer trainer;
    private final ImageSampler sampler;
    private final float[] latents;

    /**
     * Draws nothing before the training begins.
     *
     * @param images the real ones
     * @param isSampled whether pictures are drawn after an epoch
     * @param backend draws the pictures; stays open
     */
    public SamplesListener(
            RunDirectory run, Images images, IntPredicate isSampled, GanTrainer trainer, Backend backend) {
        this.run = run;
        this.images = images;
        this.isSampled = isSampled;
        this.trainer = trainer;
        this.sampler = new ImageSampler(trainer.generator(), GRID, backend);
        this.latents = Latents.draw(trainer.seed(), GRID, trainer.latentSize());
    }

    /** Draws real images of all classes, to compare with. */
    @Override
    public void begin(GanTrainer begun) {
        Images some = images.subset(Subset.firstOfEachClass(GRID));
        write(PictureGrid.of(some, 0, some.size()), GRID_SCALE, run.realSamples());
    }

    @Override
    public void epoch(EpochReport epoch) {
        if (isSampled.test(epoch.epoch())) {
            draw(epoch.epoch());
        }
    }

    /** Draws what the generator makes of the fixed latents now. */
    private void draw(int epoch) {
        float[] drawn = sampler.load(trainer).sample(latents);
        ImageShape shape = ImageShapes.of(sampler.imageShape());
        float[] first = Arrays.copyOf(drawn, ROW * shape.size());
        write(PictureGrid.of(first, ROW, shape), ROW_SCALE, run.sampleRow(epoch));
        write(PictureGrid.of(drawn, GRID, shape), GRID_SCALE, run.sampleGrid(epoch));
    }

    private static void write(PictureGrid pictures, int scale, Path file) {
        PngFiles.write(pictures.columns(ROW).scale(scale).render(), file);
    }

    @Override
    public void close() {
        sampler.close();
    }
}
