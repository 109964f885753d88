package dcgan.cli;

import dcgan.cli.config.DataChoice;
import dcgan.cli.config.ImageShapes;
import dcgan.cli.config.RunConfig;
import dcgan.cli.config.Sampling;
import dcgan.cli.console.Console;
import dcgan.cli.console.LoadDisplay;
import dcgan.cli.console.Progress;
import dcgan.cli.console.Table;
import dcgan.cli.evaluation.EvaluationResult;
import dcgan.cli.evaluation.EvaluationResult.CheckpointScore;
import dcgan.cli.evaluation.Neighbors;
import dcgan.cli.evaluation.PictureFeatures;
import dcgan.cli.evaluation.RealPictures;
import dcgan.cli.evaluation.Score;
import dcgan.cli.io.RunException;
import dcgan.cli.io.StopSignals;
import dcgan.cli.record.CheckpointFile;
import dcgan.cli.record.GeneratorFile;
import dcgan.cli.record.RunDirectory;
import dcgan.cli.record.SampleLayout;
import dcgan.cli.run.Loading;
import dcgan.cli.run.TrainingData;
import dcgan.data.Images;
import dcgan.data.Split;
import dcgan.data.Subset;
import dcgan.data.picture.PngFiles;
import dcgan.nn.evaluation.FeatureExtractor;
import dcgan.nn.gan.ImageSampler;
import dcgan.nn.gan.Latents;
import dcgan.tensor.Backend;
import dcgan.tensor.Shape;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code dcgan evaluate}. */
@Command(
        name = "evaluate",
        modelTransformer = DatasetHelp.class,
        mixinStandardHelpOptions = true,
        versionProvider = Main.ModuleVersion.class,
        sortOptions = false,
        description = {
            "Scores generated pictures against real pictures.",
            "",
            "C-FD is the Fréchet distance and C-KD the kernel distance between the features of generated and of real"
                    + " pictures. The features come from a small CIFAR-10 classifier that is part of this program."
                    + " Lower is better. The floor is the score of other real pictures. C-FD depends on the number of"
                    + " pictures, so compare scores of the same --count.",
            "",
            "Scores compare with pictures of the whole data set. --limit only tells --neighbors which pictures the"
                    + " training saw; a run keeps its own limit and sample.",
            "",
            "The pictures are those of the averaged generator, if the training keeps one (train --ema), unless --raw is"
                    + " given.",
            "",
            "These scores compare runs of this toolkit only: they are not FID and KID. For a real FID, write pictures"
                    + " with generate --count 50000 --scale 1 --dir DIR and give DIR to clean-fid. If the real"
                    + " pictures went through JPEG, published scores do not compare.",
            ""
        })
final class EvaluateCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(
            names = "--from",
            required = true,
            paramLabel = "RUN_OR_CHECKPOINT",
            description = "The folder of a run, for its newest checkpoint, or a checkpoint.")
    private Path from;

    @Option(
            names = "--checkpoints",
            paramLabel = "WHICH",
            defaultValue = "newest",
            converter = Names.Checkpoints.class,
            completionCandidates = Names.Checkpoints.class,
            description =
                    "Which checkpoints of a run: newest, or all to see which epoch is best. Default: ${DEFAULT-VALUE}")
    private String checkpoints;

    @Option(
            names = "--raw",
            description = "Scores the generator itself, where the training keeps an average of it with --ema.")
    private boolean raw;

    @Option(
            names = "--count",
            paramLabel = "N",
            defaultValue = "10000",
            converter = Numbers.Scored.class,
            description = "How many pictures are generated, and compared with as many real ones, 20 to 100000. Default:"
                    + " ${DEFAULT-VALUE}")
    private int count;

    @Option(
            names = "--seed",
            converter = Numbers.Whole.class,
            paramLabel = "N",
            defaultValue = "1",
            description = "What the latents come from. Default: ${DEFAULT-VALUE}")
    private long seed;

    @Option(
            names = "--neighbors",
            paramLabel = "FILE",
            description = "Draws generated pictures, each next to the training pictures most like it, into a PNG file."
                    + " Shows whether the generator copies training pictures.")
    private Path neighbors;

    @Mixin
    private DataMixin data;

    @Mixin
    private JsonMixin json;

    @Mixin
    private BackendMixin backend;

    @Override
    public Integer call() {
        check();
        List<GeneratorFile> files = files();
        Optional<RunConfig> run = run();
        DataChoice choice = choice(run);
        Shape image = files.getFirst().network().image();
        Console console = json.console(neighbors);
        boolean withBar = Console.isInteractive();
        long start = System.nanoTime();
        try (Backend opened = backend.open(console);
                LoadDisplay loading = new LoadDisplay(console, withBar)) {
            TrainingData.Source source =
                    TrainingData.source(choice, ImageShapes.of(image), data.offline, console, withBar, loading);
            RealPictures real = RealPictures.of(
                    source.dataset().splits(),
                    split -> Loading.images(source.dataset(), split, Subset.ALL, console),
                    count);
            console.notice(
                    "evaluating on " + BackendMixin.chosen(backend.choice().backend(), opened));
            Score.warning(Math.min(count, real.reference().indices().length)).ifPresent(console::notice);
            Images train = neighbors == null ? null : trained(source, choice, run, console);
            long pictures = real.reference().indices().length
                    + real.others().indices().length
                    + (long) files.size() * count
                    + (train == null ? 0 : train.size());
            EvaluationResult result;
            try (Display display = new Display(console, withBar, pictures);
                    PictureFeatures features =
                            new PictureFeatures(image, PictureFeatures.chunk(image, count), opened, display::add)) {
                Score.Reference reference = Score.Reference.of(features.of(real.reference()));
                Score floor = reference.score(features.of(real.others()));
                List<CheckpointScore> scores = scores(files, features, reference, train, opened);
                result = new EvaluationResult(
                        source.name(),
                        real.split(),
                        real.reference().indices().length,
                        scores,
                        floor,
                        seed,
                        (System.nanoTime() - start) / 1e9);
            }
            tell(result, real, console);
            json.write(result);
        }
        return 0;
    }

    private void check() {
        if (isAll() && neighbors != null) {
            throw badUsage("--neighbors takes one checkpoint; leave out --checkpoints all");
        }
        if (isAll() && Files.isRegularFile(from)) {
            throw badUsage("--checkpoints all takes the folder of a run with --from, but " + from + " is a file");
        }
        if (neighbors != null && neighbors.toString().matches(GenerateCommand.OTHER_PICTURE)) {
            throw badUsage("--neighbors writes PNG; let the name end in .png, not as that of " + neighbors);
        }
        json.check();
    }

    private boolean isAll() {
        return checkpoints.equals(Names.Checkpoints.ALL);
    }

    private List<GeneratorFile> files() {
        if (!isAll()) {
            return List.of(GeneratorFile.find(from));
        }
        RunDirectory run = RunDirectory.open(from);
        List<GeneratorFile> all = new ArrayList<>(CheckpointFile.all(run.checkpoints()).stream()
                .map(file -> GeneratorFile.find(file.path()))
                .toList());
        if (Files.exists(run.best())) {
            // Its own epoch's checkpoint may be gone.
            GeneratorFile best = GeneratorFile.find(run.best());
            if (all.stream().noneMatch(file -> file.epochs().equals(best.epochs()))) {
                all.add(best);
                all.sort(Comparator.comparingInt(file -> file.epochs().orElse(0)));
            }
        }
        // Without any, this says so.
        return all.isEmpty() ? List.of(GeneratorFile.find(from)) : all;
    }

    /** The run that the checkpoint is of, if that is in the folder of one. */
    private Optional<RunConfig> run() {
        Path folder = Files.isDirectory(from)
                ? from
                : from.toAbsolutePath().normalize().getParent().getParent();
        if (folder == null || !Files.exists(folder.resolve("config.json"))) {
            return Optional.empty();
        }
        return Optional.of(RunConfig.read(RunDirectory.open(folder).config()));
    }

    private DataChoice choice(Optional<RunConfig> run) {
        boolean isGiven = spec.commandLine().getParseResult().hasMatchedOption("--dataset");
        if (!isGiven && run.isEmpty()) {
            throw badUsage(from + " is not in the folder of a run, which would say what the real pictures are; choose"
                    + " them with --dataset");
        }
        DataChoice choice =
                data.over(isGiven ? DataChoice.DEFAULT : run.get().options().source());
        choice.dataset().misuse(choice.data() != null, DataChoice::option).ifPresent(wrong -> {
            throw badUsage("--dataset " + choice.dataset() + " " + wrong);
        });
        return choice;
    }

    /** The pictures that the generator has learned from. */
    private static Images trained(
            TrainingData.Source source, DataChoice choice, Optional<RunConfig> run, Console console) {
        Sampling sampling = run.map(config -> config.data().sampling()).orElse(Sampling.BALANCED);
        long seed = run.map(config -> config.training().seed()).orElse(1L);
        return Loading.images(source.dataset(), Split.TRAIN, sampling.subset(choice.limit(), seed), console);
    }

    private List<CheckpointScore> scores(
            List<GeneratorFile> files,
            PictureFeatures features,
            Score.Reference reference,
            Images train,
            Backend opened) {
        List<CheckpointScore> scores = new ArrayList<>();
        GeneratorFile first = files.getFirst();
        int chunk = PictureFeatures.chunk(first.network().image(), count);
        try (ImageSampler sampler = new ImageSampler(first.network().generator(), chunk, opened)) {
            float[] latents = Latents.draw(seed, count, sampler.latentSize());
            for (GeneratorFile file : files) {
                float[] found = features.of(sampler.load(file.generator(raw)), latents);
                Path path = file.weights().path();
                if (!Score.canBeOf(found)) {
                    throw new RunException(path + " cannot be scored: its generator draws pictures that are not"
                            + " numbers, because the training had diverged; take an earlier checkpoint");
                }
                scores.add(new CheckpointScore(
                        path.toString(),
                        file.epochs().isPresent() ? file.epochs().getAsInt() : null,
                        reference.score(found)));
                if (train != null) {
                    drawNeighbors(sampler, latents, found, features, train);
                }
            }
        }
        return scores;
    }

    private void drawNeighbors(
            ImageSampler sampler, float[] latents, float[] found, PictureFeatures features, Images train) {
        int rows = Math.min(Neighbors.ROWS, count);
        float[] generated = sampler.sample(Arrays.copyOf(latents, rows * sampler.latentSize()));
        float[] ofTrain = features.of(train, IntStream.range(0, train.size()).toArray());
        StopSignals.interrupting(() -> PngFiles.write(
                Neighbors.grid(generated, Arrays.copyOf(found, rows * FeatureExtractor.SIZE), train, ofTrain)
                        .scale(new SampleLayout(train.shape()).gridScale())
                        .render(),
                neighbors));
    }

    private void tell(EvaluationResult result, RealPictures real, Console console) {
        Table table = new Table(1, 2, 3, 4).row("PICTURES", "N", "C-FD", "C-KD", "STD. ERROR");
        for (CheckpointScore checkpoint : result.checkpoints()) {
            row(table, Path.of(checkpoint.path()).getFileName().toString(), checkpoint.score());
        }
        row(table, "real (the floor)", result.floor());
        table.lines().forEach(console::result);
        console.result("");
        if (result.checkpoints().size() > 1) {
            CheckpointScore best = result.best();
            console.result("lowest C-FD: " + best.path());
        }
        console.result(String.format(
                Locale.ROOT,
                real.isHeldOut()
                        ? "compared with %,d test pictures of %s; the floor is that of training pictures"
                        : "compared with %,d training pictures of %s, because it has no test pictures; the floor is"
                                + " that of other training pictures",
                result.realPictures(),
                result.source()));
        console.result(String.format(Locale.ROOT, "took %.1f s", result.seconds()));
        if (neighbors != null) {
            console.result(neighbors.toString());
        }
    }

    private static void row(Table table, String name, Score score) {
        table.row(
                name,
                String.format(Locale.ROOT, "%,d", score.pictures()),
                String.format(Locale.ROOT, "%.3f", score.cFd()),
                String.format(Locale.ROOT, "%.5f", score.cKd()),
                String.format(Locale.ROOT, "%.5f", score.cKdStandardError()));
    }

    private ParameterException badUsage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    /** A progress bar, if there is one. */
    private static final class Display implements AutoCloseable {
        private final Progress progress;
        private final AtomicLong done = new AtomicLong();

        private Display(Console console, boolean withBar, long total) {
            this.progress = withBar ? Progress.on(console, "evaluating", "pictures", 1, 0, total) : null;
        }

        private void add(int pictures) {
            long now = done.addAndGet(pictures);
            if (progress != null) {
                progress.stepTo(now);
            }
        }

        @Override
        public void close() {
            if (progress != null) {
                progress.close();
            }
        }
    }
}
