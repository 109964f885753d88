package dcgan.cli;

import dcgan.cli.config.ImageShapes;
import dcgan.cli.console.Console;
import dcgan.cli.io.StopSignals;
import dcgan.cli.record.Drawing;
import dcgan.cli.record.GeneratorFile;
import dcgan.cli.record.SampleLayout;
import dcgan.data.picture.GifAnimation;
import dcgan.data.picture.PictureGrid;
import dcgan.data.picture.PngFiles;
import dcgan.nn.gan.ImageSampler;
import dcgan.nn.gan.Latents;
import dcgan.nn.gan.TensorSource;
import dcgan.tensor.Backend;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code dcgan generate}. */
@Command(
        name = "generate",
        mixinStandardHelpOptions = true,
        versionProvider = Main.ModuleVersion.class,
        sortOptions = false,
        description = {
            "Draws pictures with a trained generator.",
            "",
            "At least one of --grid, --dir and --gif says where to.",
            ""
        })
final class GenerateCommand implements Callable<Integer> {
    /** So many files in a folder are still easy to handle; who wants more gives another seed. */
    private static final int MAX_COUNT = 100_000;

    private static final int COUNT = 64;

    /** Eight seconds in which a walk comes to eight latents. */
    private static final int GIF_COUNT = 160;

    private static final int GIF_STEPS = 20;

    /** In pixels; larger frames take long and show no more. */
    private static final int GIF_MAX_WIDTH = 2048;

    private static final int FPS = 20;
    private static final int HUNDREDTHS = 100;

    private static final String PREFIX = "image";
    /** What names of pictures that are no PNG end in. */
    static final String OTHER_PICTURE = "(?i).*\\.(jpe?g|gif|bmp|tiff?|webp|svg|pdf)";

    /** What names of pictures that are no GIF end in. */
    private static final String NO_GIF = "(?i).*\\.(png|jpe?g|bmp|tiff?|webp|svg|pdf|mp4|webm)";

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--from",
            required = true,
            paramLabel = "RUN_OR_CHECKPOINT",
            description =
                    "The folder of a run, for its newest checkpoint, or a checkpoint. A checkpoint may have been saved"
                            + " again by another program.")
    private Path from;

    @Option(
            names = "--best",
            description = "Takes the run's checkpoint with the best score, which train --evaluate-every keeps.")
    private boolean best;

    @Option(
            names = "--raw",
            description = "Takes the generator itself, where the training keeps an average of it with --ema.")
    private boolean raw;

    @Option(
            names = "--count",
            paramLabel = "N",
            converter = Numbers.Positive.class,
            description = "How many pictures, at most 100000. Default: 64, with --gif 160")
    private Integer count;

    @Option(
            names = "--seed",
            converter = Numbers.Whole.class,
            paramLabel = "N",
            defaultValue = "1",
            description =
                    "What the latents come from: the same seed makes the same pictures. Default: ${DEFAULT-VALUE}")
    private long seed;

    @Option(names = "--grid", paramLabel = "FILE", description = "Draws all of them into one PNG file, 8 in a row.")
    private Path grid;

    @Option(
            names = "--dir",
            paramLabel = "DIR",
            description = "Writes each to a PNG file of its own: image-0001.png, …")
    private Path dir;

    @Option(
            names = "--interpolate",
            description = "A walk: each row of 8 leads from one latent to the one with which the next row begins.")
    private boolean interpolate;

    @Option(
            names = "--gif",
            paramLabel = "FILE",
            description =
                    "Draws the walk of --interpolate into an animated GIF file. The walk then ends where it began.")
    private Path gif;

    @Option(
            names = "--steps",
            paramLabel = "N",
            converter = Numbers.Positive.class,
            description = "How many steps --interpolate takes from one latent to the next. Default: 8, with --gif 20")
    private Integer steps;

    @Option(
            names = "--fps",
            paramLabel = "N",
            converter = Numbers.FramesPerSecond.class,
            description = "Frames a second of --gif, 1 to 50, of which each lasts whole hundredths of a second."
                    + " Default: 20")
    private Integer fps;

    @Option(
            names = "--scale",
            paramLabel = "N",
            converter = Numbers.Positive.class,
            description =
                    "How many times the pictures are enlarged. Default: 6 for 16 px, 3 for 32 px, 2 for 64 px, else 1."
                            + " Default of --gif: to at least 256 px")
    private Integer scale;

    @Mixin
    private BackendMixin backend;

    @Override
    public Integer call() {
        check();
        GeneratorFile file = best ? GeneratorFile.best(from) : GeneratorFile.find(from);
        TensorSource generator = file.generator(raw);
        Console console = Console.besides(grid, gif);
        SampleLayout layout = new SampleLayout(ImageShapes.of(file.network().image()));
        int width = layout.shape().width();
        if (gif != null && scale != null && width * (long) scale > GIF_MAX_WIDTH) {
            throw badUsage("--gif draws frames of at most " + GIF_MAX_WIDTH + " px; for pictures of " + width
                    + " px give --scale " + GIF_MAX_WIDTH / width + " or less");
        }
        int chunk = layout.chunk(count());
        try (Backend opened = backend.open(console);
                ImageSampler sampler = new ImageSampler(file.network().generator(), chunk, opened)) {
            sampler.load(generator);
            Drawing drawing =
                    new Drawing(sampler, chunk, count(), (from, number) -> latents(from, number, sampler.latentSize()));
            StopSignals.interrupting(
                    () -> write(drawing, layout, console),
                    () -> dir != null && Files.exists(dir) ? "the pictures so far are in " + dir : "");
            console.notice("drew " + count() + " pictures with "
                    + file.weights().path()
                    + (file.epochs().isPresent() ? " (epoch " + file.epochs().getAsInt() + ")" : "") + " on "
                    + BackendMixin.chosen(backend.choice().backend(), opened));
        }
        return 0;
    }

    private void check() {
        if (grid == null && dir == null && gif == null) {
            throw badUsage("Where to? Give --grid FILE, --dir DIR, or both; or --interpolate with --gif FILE");
        }
        if (count() > MAX_COUNT) {
            throw badUsage("--count may be at most " + MAX_COUNT + ", but is " + count);
        }
        if (best && Files.isRegularFile(from)) {
            throw badUsage("--best takes the folder of a run with --from, but " + from + " is a file");
        }
        if (grid != null && grid.toString().matches(OTHER_PICTURE)) {
            throw badUsage("--grid writes PNG; let the name end in .png, not as that of " + grid);
        }
        if (gif != null && gif.toString().matches(NO_GIF)) {
            throw badUsage("--gif writes GIF; let the name end in .gif, not as that of " + gif);
        }
        if (gif != null && !interpolate) {
            throw badUsage("--gif animates a walk; give --interpolate, too");
        }
        if (steps != null && !interpolate) {
            throw badUsage("--steps does nothing without --interpolate");
        }
        if (fps != null && gif == null) {
            throw badUsage("--fps does nothing without --gif");
        }
        if (gif != null && count() <= steps()) {
            throw badUsage("--gif needs more pictures than steps to the next latent, but --count is " + count()
                    + " and --steps " + steps());
        }
    }

    private ParameterException badUsage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    private int count() {
        return count != null ? count : gif != null ? GIF_COUNT : COUNT;
    }

    private int steps() {
        return steps != null ? steps : gif != null ? GIF_STEPS : SampleLayout.ROW;
    }

    private void write(Drawing drawing, SampleLayout layout, Console console) {
        if (grid != null || dir != null) {
            writePictures(
                    PictureGrid.of(drawing::image, count(), layout.shape())
                            .columns(SampleLayout.ROW)
                            .scale(scale == null ? layout.gridScale() : scale),
                    console);
        }
        if (gif != null) {
            GifAnimation.of(
                            i -> PictureGrid.of(drawing.image(i), 1, layout.shape())
                                    .padding(0)
                                    .render(),
                            count())
                    .scale(scale == null ? layout.walkScale() : scale)
                    .delay(Math.round((float) HUNDREDTHS / (fps == null ? FPS : fps)))
                    .write(gif);
            console.result(gif.toString());
        }
    }

    private void writePictures(PictureGrid pictures, Console console) {
        if (grid == null) {
            pictures.writeEach(dir, PREFIX);
        } else {
            PngFiles.write(dir == null ? pictures.render() : pictures.renderAndWriteEach(dir, PREFIX), grid);
            console.result(grid.toString());
        }
        if (dir != null) {
            console.result(dir.toString());
        }
    }

    private float[] latents(int from, int number, int latentSize) {
        if (gif != null) {
            return Latents.loop(seed, count(), from, number, steps(), latentSize);
        }
        return interpolate
                ? Latents.walk(seed, from, number, steps(), latentSize)
                : Latents.draw(seed, from, number, latentSize);
    }
}
