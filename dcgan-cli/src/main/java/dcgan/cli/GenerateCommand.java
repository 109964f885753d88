package dcgan.cli;

import dcgan.cli.config.ImageShapes;
import dcgan.cli.console.Console;
import dcgan.cli.io.StopSignals;
import dcgan.cli.record.GeneratorFile;
import dcgan.data.picture.PictureGrid;
import dcgan.data.picture.PngFiles;
import dcgan.nn.gan.ImageSampler;
import dcgan.nn.gan.Latents;
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
            "At least one of --grid and --dir says where to.",
            ""
        })
final class GenerateCommand implements Callable<Integer> {
    private static final int COLUMNS = 8;
    private static final int CHUNK = 64;

    /** What fits into memory in most places; who wants more gives another seed. */
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
            defaultValue = "3",
            converter = Numbers.Positive.class,
            description = "How many times the pictures are enlarged. Default: ${DEFAULT-VALUE}")
    private int scale;

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
        Console console = Console.besides(grid);
        try (Backend opened = backend.open(console);
                ImageSampler sampler = new ImageSampler(file.network().generator(), Math.min(count, CHUNK), opened)) {
            float[] images = sampler.load(file.weights()).sample(latents(sampler.latentSize()));
            PictureGrid pictures = PictureGrid.of(images, count, ImageShapes.of(sampler.imageShape()))
                    .columns(COLUMNS)
                    .scale(scale);
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
        if (grid != null) {
            PngFiles.write(pictures.render(), grid);
            console.result(grid.toString());
        }
        if (dir != null) {
            pictures.writeEach(dir, PREFIX);
            console.result(dir.toString());
        }
    }

    private float[] latents(int latentSize) {
        return interpolate ? Latents.walk(seed, count, COLUMNS, latentSize) : Latents.draw(seed, count, latentSize);
    }
}
