package dcgan.cli.evaluation;

import dcgan.cli.console.Console;
import dcgan.nn.gan.EpochReport;
import dcgan.nn.gan.GanTrainer;
import dcgan.nn.gan.ImageSampler;
import dcgan.nn.gan.Latents;
import dcgan.nn.gan.TrainingListener;
import dcgan.tensor.Backend;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.function.IntPredicate;

/**
 * Scores the generator after some epochs, always with the same latents and real pictures, as {@code dcgan evaluate} takes them.
 * Reads the generator alone: the training goes on as if it were not scored.
 */
public final class Evaluation implements TrainingListener {
    /** What the latents come from. */
    public static final long SEED = 1;

    private final RealPictures real;
    private final IntPredicate isScored;
    private final GanTrainer trainer;
    private final Path floorFile;
    private final Console console;
    private final Display display;
    private final ImageSampler sampler;
    private final PictureFeatures features;
    private final float[] latents;
    private Score.Reference reference;
    private boolean isFloorTold;
    private Scored last;
    private int done;
    private int total;

    /** Shows how far scoring is. */
    @FunctionalInterface
    public interface Display {
        /** So many pictures of the present score are done; all of them at its end. */
        void scoring(int done, int total);
    }

    /**
     * The score of an epoch.
     *
     * @param epoch counted from 1
     * @param score of its pictures
     * @param seconds how long it took
     */
    public record Scored(int epoch, Score score, double seconds) {}

    /**
     * Scores nothing before the training begins.
     *
     * @param count how many pictures are generated
     * @param isScored whether the generator is scored after an epoch
     * @param backend draws and compares the pictures; stays open
     * @param floorFile keeps the floor of the run
     */
    public Evaluation(
            RealPictures real,
            int count,
            IntPredicate isScored,
            GanTrainer trainer,
            Backend backend,
            Path floorFile,
            Console console,
            Display display) {
        this.real = real;
        this.isScored = isScored;
        this.trainer = trainer;
        this.floorFile = floorFile;
        this.console = console;
        this.display = display;
        int chunk = PictureFeatures.chunk(trainer.imageShape(), count);
        this.sampler = new ImageSampler(trainer.generator(), chunk, backend);
        this.features = new PictureFeatures(trainer.imageShape(), chunk, backend, this::add);
        this.latents = Latents.draw(SEED, count, trainer.latentSize());
    }

    /** Tells what the pictures are compared with, and finds the floor unless the run has it already. */
    @Override
    public void begin(GanTrainer begun) {
        if (isFloorTold) {
            return;
        }
        isFloorTold = true;
        int pictures = real.reference().indices().length;
        Score.warning(Math.min(pictures, latents.length / sampler.latentSize())).ifPresent(console::notice);
        long start = System.nanoTime();
        Floor floor = Floor.read(floorFile)
                .filter(kept -> kept.split().equals(real.split()) && kept.realPictures() == pictures)
                .orElseGet(this::findFloor);
        console.notice(String.format(
                Locale.ROOT,
                "scores compare with %,d %s pictures%s; the floor, the score of %s training pictures, is C-FD %.3f,"
                        + " C-KD %.5f%s",
                pictures,
                real.isHeldOut() ? "test" : "training",
                real.isHeldOut() ? "" : ", because there are no test pictures",
                real.isHeldOut() ? "the" : "other",
                floor.score().cFd(),
                floor.score().cKd(),
                reference == null ? "" : String.format(Locale.ROOT, " (found in %.1f s)", seconds(start))));
    }

    private Floor findFloor() {
        int pictures = real.reference().indices().length;
        expect(pictures + real.others().indices().length);
        reference = Score.Reference.of(features.of(real.reference()));
        Floor floor = new Floor(real.split(), pictures, reference.score(features.of(real.others())));
        floor.write(floorFile);
        return floor;
    }

    @Override
    public void epoch(EpochReport epoch) {
        if (!isScored.test(epoch.epoch())) {
            return;
        }
        long start = System.nanoTime();
        int count = latents.length / sampler.latentSize();
        expect(count + (reference == null ? real.reference().indices().length : 0));
        if (reference == null) {
            // A run that goes on knows the floor, but not the features.
            reference = Score.Reference.of(features.of(real.reference()));
        }
        float[] found = features.of(sampler.load(trainer.averaged().orElse(trainer)), latents);
        if (Score.canBeOf(found)) {
            last = new Scored(epoch.epoch(), reference.score(found), seconds(start));
        } else {
            console.notice(
                    "epoch " + epoch.epoch() + " has no score: its generator draws pictures that are not numbers");
        }
    }

    private void expect(int pictures) {
        done = 0;
        total = pictures;
        display.scoring(0, total);
    }

    private void add(int pictures) {
        done += pictures;
        display.scoring(done, total);
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) / 1e9;
    }

    /** The score of the epoch that has just ended; empty if it was not scored. */
    public Optional<Scored> of(int epoch) {
        return Optional.ofNullable(last).filter(scored -> scored.epoch() == epoch);
    }

    @Override
    public void close() {
        try (sampler) {
            features.close();
        }
    }
}
