package dcgan.cli;

import dcgan.cli.config.ImageShapes;
import dcgan.cli.console.Console;
import dcgan.cli.io.RunException;
import dcgan.cli.io.StopSignals;
import dcgan.cli.record.GeneratorFile;
import dcgan.cli.record.SampleLayout;
import dcgan.data.picture.PictureGrid;
import dcgan.data.picture.PngFiles;
import dcgan.nn.gan.ImageSampler;
import dcgan.nn.gan.Latents;
import dcgan.nn.gan.TensorSource;
import dcgan.tensor.Backend;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
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
            "At least one of --grid and --dir says where to.",
            ""
        })
final class GenerateCommand implements Callable<Integer> {
    /** So many files in a folder are still easy to handle; who wants more gives another seed. */
    private static final int MAX_COUNT = 100_000;

    private static final String PREFIX = "image";
    /** What names of pictures that are no PNG end in. */
    static final String OTHER_PICTURE = "(?i).*\\.(jpe?g|gif|bmp|tiff?|webp|svg|pdf)";

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
            defaultValue = "64",
            converter = Numbers.Positive.class,
            description = "How many pictures, at most 100000. Default: ${DEFAULT-VALUE}")
    private int count;

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
            names = "--scale",
            paramLabel = "N",
            converter = Numbers.Positive.class,
            description =
                    "How many times the pictures are enlarged. Default: 6 for 16 px, 3 for 32 px, 2 for 64 px, else 1")
    private Integer scale;

    @Mixin
    private BackendMixin backend;

    @Override
    public Integer call() {
        if (grid == null && dir == null) {
            throw new ParameterException(spec.commandLine(), "Where to? Give --grid FILE, --dir DIR, or both");
        }
        if (count > MAX_COUNT) {
            throw new ParameterException(
                    spec.commandLine(), "--count may be at most " + MAX_COUNT + ", but is " + count);
        }
        if (best && Files.isRegularFile(from)) {
            throw new ParameterException(
                    spec.commandLine(), "--best takes the folder of a run with --from, but " + from + " is a file");
        }
        if (grid != null && grid.toString().matches(OTHER_PICTURE)) {
            throw new ParameterException(
                    spec.commandLine(), "--grid writes PNG; let the name end in .png, not as that of " + grid);
        }
        GeneratorFile file = best ? GeneratorFile.best(from) : GeneratorFile.find(from);
        TensorSource generator = raw ? file.raw() : file.generator();
        Console console = Console.besides(grid);
        SampleLayout layout = new SampleLayout(ImageShapes.of(file.network().image()));
        int chunk = layout.chunk(count);
        try (Backend opened = backend.open(console);
                ImageSampler sampler = new ImageSampler(file.network().generator(), chunk, opened)) {
            sampler.load(generator);
            PictureGrid pictures = PictureGrid.of(new Drawing(sampler, chunk)::image, count, layout.shape())
                    .columns(SampleLayout.ROW)
                    .scale(scale == null ? layout.gridScale() : scale);
            StopSignals.interrupting(
                    () -> write(pictures, console),
                    () -> dir != null && Files.exists(dir) ? "the pictures so far are in " + dir : "");
            console.notice("drew " + count + " pictures with " + file.weights().path()
                    + (file.epochs().isPresent() ? " (epoch " + file.epochs().getAsInt() + ")" : "") + " on "
                    + BackendMixin.chosen(backend.choice().backend(), opened));
        }
        return 0;
    }

    private void write(PictureGrid pictures, Console console) {
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

    /** The pictures, of which only a few are in memory at a time. */
    private final class Drawing {
        private final ImageSampler sampler;
        private final int chunk;
        private final int imageSize;
        private float[] images;
        private int first;

        Drawing(ImageSampler sampler, int chunk) {
            this.sampler = sampler;
            this.chunk = chunk;
            this.imageSize = sampler.imageShape().size();
        }

        /** A picture, {@code [C, H, W]}; they are asked for in their order. */
        float[] image(int i) {
            if (i % chunk == 0) {
                if (Thread.currentThread().isInterrupted()) {
                    throw new RunException("drawing was interrupted");
                }
                images = sampler.sample(latents(i, Math.min(chunk, count - i), sampler.latentSize()));
                first = i;
            }
            int from = (i - first) * imageSize;
            return Arrays.copyOfRange(images, from, from + imageSize);
        }
    }

    private float[] latents(int from, int number, int latentSize) {
        return interpolate
                ? Latents.walk(seed, from, number, SampleLayout.ROW, latentSize)
                : Latents.draw(seed, from, number, latentSize);
    }
}
