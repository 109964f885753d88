package dcgan.cli.record;

import dcgan.cli.io.Program;
import dcgan.cli.io.RunException;
import dcgan.data.file.Reasons;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The folder of a run, and what is called how in it. A signal may give it back from another thread: that waits until the folder
 * is made and locked, so that nothing of it stays.
 */
public final class RunDirectory implements AutoCloseable {
    private static final Pattern SAMPLE_ROW = Pattern.compile("epoch-(\\d{4,9})\\.png");

    /** The name of the checkpoint of the epoch with the best score. */
    public static final String BEST = "best.safetensors";

    private static final int ATTEMPTS = 10;

    /** The folders that were made for it, the deepest first. */
    private final Deque<Path> made = new ArrayDeque<>();

    private final boolean numbered;
    private volatile Path root;
    private RunLock lock;

    private RunDirectory(Path root, boolean numbered) {
        this.root = root;
        this.numbered = numbered;
    }

    /** The folder of a new run, which is still to be {@linkplain #make made}. */
    public static RunDirectory fresh(Path root) {
        return new RunDirectory(root, false);
    }

    /** The folder of a new run. If the name is taken, the next free one of {@code NAME-2}, {@code NAME-3} and so on is used. */
    public static RunDirectory freshOrNumbered(Path root) {
        return new RunDirectory(root, true);
    }

    /**
     * Makes it, with all that is above it, and {@linkplain #lock locks} it.
     *
     * @param unlock as for {@link #lock}
     * @throws RunException if there is something in it already, another process has it, or it cannot be made or written to
     */
    public synchronized void make(boolean unlock) {
        Path wanted = root;
        for (int attempt = 1; ; attempt++) {
            try {
                makeOnce(wanted, unlock);
                return;
            } catch (NoSuchFileException e) {
                // A process that was refused may have removed the folders again, which it had made.
                if (attempt == ATTEMPTS) {
                    throw notWritable(e);
                }
            } catch (IOException e) {
                throw notWritable(e);
            }
        }
    }

    private void makeOnce(Path wanted, boolean unlock) throws IOException {
        makeFolders(wanted);
        boolean empty = isEmpty(root);
        if (empty) {
            lock = RunLock.acquire(root, unlock);
        } else {
            // Whoever is training in a folder comes before the complaint that it is not empty.
            RunLock.requireFree(root, unlock);
        }
        // Meanwhile another process may have begun a run in it, and ended.
        if (!empty || !isEmpty(root)) {
            throw new RunException(root + " is not empty, and nothing in it is overwritten; choose another folder with"
                    + " --out" + (isBegun() ? ", or go on with the run in it: " + Program.resume(root) : ""));
        }
    }

    private RunException notWritable(IOException e) {
        return new RunException(
                root + " cannot be written to (" + Reasons.of(e) + "); choose another folder with --out", e);
    }

    private void makeFolders(Path wanted) throws IOException {
        root = wanted;
        Path parent = root.toAbsolutePath().getParent();
        if (parent != null) {
            for (Path missing : missing(parent)) {
                makeFolder(missing);
            }
        }
        for (int number = 2; !makeFolder(root) && numbered; number++) {
            root = wanted.resolveSibling(wanted.getFileName() + "-" + number);
        }
        if (!Files.isDirectory(root)) {
            throw new RunException(root + " is a file; --out takes a folder that is new or empty");
        }
    }

    /** Whether it was not there before. */
    private boolean makeFolder(Path folder) throws IOException {
        try {
            Files.createDirectory(folder);
        } catch (FileAlreadyExistsException e) {
            return false;
        }
        made.push(folder);
        return true;
    }

    /**
     * Takes the run for this process alone, until {@link #close}.
     *
     * @param unlock whether it is taken from a process on another host as well
     * @throws RunException if another process has it, or its folder cannot be written to
     */
    public synchronized void lock(boolean unlock) {
        try {
            lock = RunLock.acquire(root, unlock);
        } catch (IOException e) {
            throw new RunException(root + " cannot be written to (" + Reasons.of(e) + "), which a training must", e);
        }
    }

    /** Gives the run back, if it was {@linkplain #lock locked}. */
    @Override
    public synchronized void close() {
        if (lock != null) {
            lock.close();
        }
    }

    /**
     * Opens the folder of a run that was begun.
     *
     * @throws RunException if it is none
     */
    public static RunDirectory open(Path root) {
        RunDirectory run = new RunDirectory(root, false);
        if (!Files.isDirectory(root)) {
            throw new RunException(root + (Files.exists(root) ? " is not a folder" : " does not exist")
                    + "; give the folder of a run, which has a config.json in it");
        }
        if (!run.isBegun()) {
            throw new RunException(root + " is not the folder of a run: there is no config.json in it");
        }
        return run;
    }

    /**
     * Gives the run back, and takes back the folders that {@link #make} made, as far as nothing is in them: a run that never
     * began leaves no trace.
     */
    public synchronized void discard() {
        close();
        try {
            for (Path folder : made) {
                Files.deleteIfExists(folder);
            }
        } catch (IOException e) {
            // Something is in it by now, which therefore stays.
        }
        made.clear();
    }

    /** Takes back what {@link #make} made if the run never began, and else says how it goes on. */
    public String leave() {
        discard();
        return isBegun() ? "go on with: " + Program.resume(root) : "";
    }

    private boolean isBegun() {
        return Files.isRegularFile(config());
    }

    /** The folder itself. */
    public Path root() {
        return root;
    }

    /** All options and versions. */
    public Path config() {
        return root.resolve("config.json");
    }

    /** A row for every batch. */
    public Path metrics() {
        return root.resolve("metrics.csv");
    }

    /** A row for every epoch. */
    public Path epochs() {
        return root.resolve("epochs.csv");
    }

    /** The chart of the losses. */
    public Path losses() {
        return root.resolve("losses.png");
    }

    /** The chart of the scores. */
    public Path scores() {
        return root.resolve("scores.png");
    }

    /** All of the run on one page. */
    public Path report() {
        return root.resolve("report.html");
    }

    /** A grid of real images. */
    public Path realSamples() {
        return samples().resolve("real.png");
    }

    /** The row of the fixed latents after an epoch. */
    public Path sampleRow(int epoch) {
        return samples().resolve(String.format(Locale.ROOT, "epoch-%04d.png", epoch));
    }

    /** The grid of fixed latents after an epoch. */
    public Path sampleGrid(int epoch) {
        return samples().resolve(String.format(Locale.ROOT, "grid-epoch-%04d.png", epoch));
    }

    /** The grids of fixed latents over the epochs, animated. */
    public Path progress() {
        return samples().resolve("progress.gif");
    }

    /** A walk from latent to latent at the end of the training, animated. */
    public Path walk() {
        return samples().resolve("walk.gif");
    }

    /** The epochs after which the fixed latents were drawn, the first of them first. */
    public List<Integer> sampledEpochs() {
        if (!Files.isDirectory(samples())) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(samples())) {
            return files.map(file -> SAMPLE_ROW.matcher(file.getFileName().toString()))
                    .filter(Matcher::matches)
                    .map(name -> Integer.valueOf(name.group(1)))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new RunException(samples() + " cannot be read: " + Reasons.of(e), e);
        }
    }

    /** Where checkpoints are. */
    public Path checkpoints() {
        return root.resolve("checkpoints");
    }

    /** The checkpoint of the epoch with the best score. */
    public Path best() {
        return checkpoints().resolve(BEST);
    }

    /** The score of real pictures, which a perfect generator would get. */
    public Path floor() {
        return root.resolve("floor.json");
    }

    /** The chart of C-FD over the epochs. */
    public Path evaluation() {
        return root.resolve("evaluation.png");
    }

    private Path samples() {
        return root.resolve("samples");
    }

    /** The folders that have to be made, the uppermost first. */
    private static Deque<Path> missing(Path folder) {
        Deque<Path> missing = new ArrayDeque<>();
        for (Path f = folder.toAbsolutePath(); f != null && !Files.exists(f); f = f.getParent()) {
            missing.push(f);
        }
        return missing;
    }

    private static boolean isEmpty(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.allMatch(entry -> entry.getFileName().toString().equals(RunLock.NAME));
        }
    }
}
