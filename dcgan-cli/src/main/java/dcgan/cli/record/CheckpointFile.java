package dcgan.cli.record;

import dcgan.cli.io.RunException;
import dcgan.data.file.Reasons;
import dcgan.nn.gan.CheckpointException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A checkpoint of a run and what its name says: {@code epoch-0003.safetensors} is after epoch 3, {@code
 * epoch-0003-batch-0120.safetensors} is in epoch 3 after batch 120.
 *
 * @param path the file
 * @param epochs how many epochs were complete
 * @param batches how many batches of the next epoch were done
 */
public record CheckpointFile(Path path, int epochs, int batches) implements Comparable<CheckpointFile> {
    private static final Pattern NAME = Pattern.compile("epoch-(\\d{4,9})(?:-batch-(\\d{4,9}))?\\.safetensors");
    private static final Comparator<CheckpointFile> BY_POSITION =
            Comparator.comparingInt(CheckpointFile::epochs).thenComparingInt(CheckpointFile::batches);

    /** The file for a position. */
    public static CheckpointFile in(Path folder, int epochs, int batches) {
        String name = batches == 0
                ? String.format(Locale.ROOT, "epoch-%04d.safetensors", epochs)
                : String.format(Locale.ROOT, "epoch-%04d-batch-%04d.safetensors", epochs + 1, batches);
        return new CheckpointFile(folder.resolve(name), epochs, batches);
    }

    /** The position that a file's name tells; empty if it is not called as a checkpoint. */
    public static Optional<CheckpointFile> of(Path path) {
        Matcher name = NAME.matcher(path.getFileName().toString());
        if (!name.matches()) {
            return Optional.empty();
        }
        int epoch = Integer.parseInt(name.group(1));
        return Optional.of(
                name.group(2) == null
                        ? new CheckpointFile(path, epoch, 0)
                        : new CheckpointFile(path, epoch - 1, Integer.parseInt(name.group(2))));
    }

    /** All checkpoints in a folder, the oldest position first; none if there is no such folder. */
    public static List<CheckpointFile> all(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(CheckpointFile::of)
                    .flatMap(Optional::stream)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new RunException(folder + " cannot be read: " + Reasons.of(e), e);
        }
    }

    /** The one with the newest position in a folder; none if there is no such folder. */
    public static Optional<CheckpointFile> newest(Path folder) {
        return all(folder).reversed().stream().findFirst();
    }

    /**
     * Opens it.
     *
     * @param use what it is opened for
     * @throws RunException if it is damaged; the message offers the nearest other one that can be used
     */
    public <T> T load(Use<T> use) {
        try {
            return use.open(path);
        } catch (CheckpointException e) {
            throw refusal(e, use);
        }
    }

    /** What the user is told when it is of no use. */
    public RunException refusal(CheckpointException why, Use<?> use) {
        List<CheckpointFile> all = all(path.resolveSibling(""));
        Optional<CheckpointFile> before = all.reversed().stream()
                .filter(other -> other.compareTo(this) < 0 && other.isAccepted(use))
                .findFirst();
        Optional<CheckpointFile> after = all.stream()
                .filter(other -> other.compareTo(this) > 0 && other.isAccepted(use))
                .findFirst();
        String offer = before.map(other -> "the one before it is whole, use that: " + use.command(other.path))
                .or(() -> after.map(other -> "the one after it is whole, use that: " + use.command(other.path)))
                .orElseGet(() -> "there is no whole one before it: " + use.otherwise(path, all.size() > 1));
        return new RunException(why.getMessage() + "; " + offer, why);
    }

    private boolean isAccepted(Use<?> use) {
        try {
            return use.accepts(path);
        } catch (CheckpointException e) {
            return false;
        }
    }

    /**
     * What a checkpoint is used for.
     *
     * @param <T> what it is opened as
     */
    public interface Use<T> {
        /**
         * Opens a checkpoint.
         *
         * @throws CheckpointException if it is damaged
         */
        T open(Path checkpoint);

        /**
         * Whether a checkpoint that is whole can be used.
         *
         * @throws CheckpointException if it is damaged
         */
        boolean accepts(Path checkpoint);

        /** The command line that uses another checkpoint. */
        String command(Path checkpoint);

        /**
         * What else can be done.
         *
         * @param checkpoint the damaged one
         * @param others whether there are others, none of which can be used
         */
        String otherwise(Path checkpoint, boolean others);
    }

    boolean isWholeEpoch() {
        return batches == 0;
    }

    @Override
    public int compareTo(CheckpointFile other) {
        return BY_POSITION.compare(this, other);
    }
}
