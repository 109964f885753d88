package dcgan.cli.record;

import dcgan.cli.config.ImageShapes;
import dcgan.data.Images;
import dcgan.data.Subset;
import dcgan.data.picture.GifAnimation;
import dcgan.data.picture.PictureGrid;
import dcgan.data.picture.PngFiles;
import dcgan.nn.gan.EpochReport;
import dcgan.nn.gan.GanTrainer;
import dcgan.nn.gan.ImageSampler;
import dcgan.nn.gan.Latents;
import dcgan.nn.gan.TrainingListener;
import dcgan.tensor.Backend;
import java.nio.file.Path;
import java.util.function.IntPredicate;

/**
 * Draws the pictures of a run: real ones when it begins, and the same latents after some epochs, so that one sees them grow up.
 */
public final class SamplesListener implements TrainingListener {
    /** The frames of the walk: eight steps for each of eight latents. */
    private static final int WALK = SampleLayout.ROW * SampleLayout.ROW;

    private final RunDirectory run;
    private final Images images;
    private final IntPredicate isSampled;
    private final GanTrainer trainer;
    private final SampleLayout layout;
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
        this.layout = new SampleLayout(ImageShapes.of(trainer.imageShape()));
        this.sampler = new ImageSampler(trainer.generator(), layout.chunk(layout.gridCount()), backend);
        this.latents = Latents.draw(trainer.seed(), layout.gridCount(), trainer.latentSize());
    }

    /** Draws real images of all classes, to compare with. */
    @Override
    public void begin(GanTrainer begun) {
        Images some = images.subset(Subset.firstOfEachClass(layout.gridCount()));
        writeGrid(PictureGrid.of(some, 0, some.size()), run.realSamples());
    }

    @Override
    public void epoch(EpochReport epoch) {
        if (isSampled.test(epoch.epoch())) {
            draw(epoch.epoch());
        }
    }

    /** Draws a walk through the first of the fixed latents. */
    @Override
    public void end(boolean complete) {
        if (complete) {
            sampler.load(trainer.averaged().orElse(trainer));
            Drawing walk = new Drawing(
                    sampler,
                    layout.chunk(layout.gridCount()),
                    WALK,
                    (from, count) ->
                            Latents.loop(trainer.seed(), WALK, from, count, SampleLayout.ROW, trainer.latentSize()));
            GifAnimation.of(
                            i -> PictureGrid.of(walk.image(i), 1, layout.shape())
                                    .padding(0)
                                    .render(),
                            WALK)
                    .scale(layout.walkScale())
                    .write(run.walk());
        }
    }

    /** Draws what the generator makes of the fixed latents now. */
    private void draw(int epoch) {
        float[] drawn = sampler.load(trainer.averaged().orElse(trainer)).sample(latents);
        PictureGrid row = PictureGrid.of(drawn, SampleLayout.ROW, layout.shape())
                .columns(SampleLayout.ROW)
                .scale(layout.rowScale());
        PngFiles.write(row.render(), run.sampleRow(epoch));
        writeGrid(PictureGrid.of(drawn, layout.gridCount(), layout.shape()), run.sampleGrid(epoch));
    }

    private void writeGrid(PictureGrid pictures, Path file) {
        PngFiles.write(
                pictures.columns(layout.gridColumns()).scale(layout.gridScale()).render(), file);
    }

    @Override
    public void close() {
        sampler.close();
    }
}
