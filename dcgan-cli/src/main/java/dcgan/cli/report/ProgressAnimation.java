package dcgan.cli.report;

import dcgan.cli.io.RunException;
import dcgan.cli.io.StopSignals;
import dcgan.cli.record.RunDirectory;
import dcgan.cli.record.SampleLayout;
import dcgan.data.file.AtomicFile;
import dcgan.data.picture.GifAnimation;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * {@code samples/progress.gif}: how the fixed latents grow up. It is made of the grids in the same folder, so that it does not matter
 * in how many parts the run was trained.
 */
final class ProgressAnimation {
    /** More frames say no more, and take long to watch. */
    private static final int MAX_FRAMES = 100;

    /** All frames are in memory while it is made. */
    private static final int MAX_PIXELS = 8_000_000;

    /** The hundredths of a second that all frames take, unless one would be too short or too long. */
    private static final int DURATION = 1000;

    private static final int MIN_DELAY = 10;
    private static final int MAX_DELAY = 40;
    private static final int LAST_DELAY = 200;

    private final RunDirectory run;
    private final SampleLayout layout;

    /** @param layout how the grids were drawn */
    ProgressAnimation(RunDirectory run, SampleLayout layout) {
        this.run = run;
        this.layout = layout;
    }

    /**
     * Writes it. A grid that is missing, damaged or of another layout is left out.
     *
     * @param complete the epochs that are complete; later grids are of a past that was given up
     * @return the epochs that it shows; none if there are not two, and nothing is written then
     */
    List<Integer> write(int complete) {
        int most = Math.min(MAX_FRAMES, Math.max(2, MAX_PIXELS / (width() * width())));
        List<Frame> frames =
                Spread.over(
                                run.sampledEpochs().stream()
                                        .filter(epoch -> epoch <= complete)
                                        .toList(),
                                most)
                        .stream()
                        .flatMap(epoch -> frame(epoch).stream())
                        .toList();
        if (frames.size() < 2) {
            return List.of();
        }
        byte[] encoded = encode(frames);
        while (encoded.length > Picture.SIZE_AT_MOST && frames.size() > 2) {
            int fewer = (int) (frames.size() * Picture.SIZE_AT_MOST / encoded.length);
            frames = Spread.over(frames, Math.clamp(fewer, 2, frames.size() - 1));
            encoded = encode(frames);
        }
        byte[] file = encoded;
        StopSignals.interrupting(() -> {
            try {
                AtomicFile.writeDurably(run.progress(), out -> out.write(file));
            } catch (IOException e) {
                throw RunException.cannotWrite(run.progress(), e);
            }
        });
        return frames.stream().map(Frame::epoch).toList();
    }

    private byte[] encode(List<Frame> frames) {
        return GifAnimation.of(i -> frames.get(i).picture(), frames.size())
                .scale(layout.animationScale())
                .delay(Math.clamp(DURATION / frames.size(), MIN_DELAY, MAX_DELAY))
                .lastDelay(LAST_DELAY)
                .encode();
    }

    private record Frame(int epoch, BufferedImage picture) {}

    private Optional<Frame> frame(int epoch) {
        return Picture.read(run.sampleGrid(epoch))
                .filter(grid -> grid.width() == gridWidth() && grid.height() == gridWidth())
                .flatMap(ProgressAnimation::decoded)
                .map(grid -> new Frame(epoch, part(grid)));
    }

    /** Grids have as many rows as columns, and images are square. */
    private int gridWidth() {
        return layout.gridScale() * width(layout.gridColumns());
    }

    private int width() {
        return width(layout.animationColumns());
    }

    private int width(int columns) {
        return SampleLayout.MARGIN + columns * (layout.shape().width() + SampleLayout.MARGIN);
    }

    private static Optional<BufferedImage> decoded(Picture grid) {
        try {
            return Optional.ofNullable(
                    ImageIO.read(new MemoryCacheImageInputStream(new ByteArrayInputStream(grid.file()))));
        } catch (IOException | RuntimeException e) {
            // What ImageIO throws at a damaged file is of many kinds.
            return Optional.empty();
        }
    }

    /** The first images of a grid, not enlarged. */
    private BufferedImage part(BufferedImage grid) {
        int scale = layout.gridScale();
        BufferedImage part = new BufferedImage(width(), width(), BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < width(); y++) {
            for (int x = 0; x < width(); x++) {
                part.setRGB(x, y, grid.getRGB(scale * x, scale * y));
            }
        }
        return part;
    }
}
