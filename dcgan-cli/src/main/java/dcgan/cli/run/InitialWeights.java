package dcgan.cli.run;

import dcgan.cli.config.InitFrom;
import dcgan.cli.io.NativeNames;
import dcgan.cli.io.RunException;
import dcgan.cli.record.GeneratorFile;
import dcgan.data.file.Reasons;
import dcgan.nn.gan.CheckpointException;
import dcgan.nn.gan.DcganConfig;
import dcgan.nn.gan.GanTrainer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.zip.CRC32C;

/**
 * The networks of a checkpoint that another run begins with.
 *
 * @param file the checkpoint
 * @param origin what {@code config.json} keeps of it
 */
public record InitialWeights(GeneratorFile file, InitFrom origin) {
    private static final int BUFFER = 1 << 16;
    private static final String SPECTRAL_NORM = "--spectral-norm";

    /**
     * Finds them.
     *
     * @param runOrCheckpoint the folder of a run, for its newest checkpoint, or any checkpoint
     * @throws RunException if there is no checkpoint, or it is damaged
     */
    public static InitialWeights find(Path runOrCheckpoint) {
        GeneratorFile file = GeneratorFile.find(runOrCheckpoint);
        Path path = file.weights().path().toAbsolutePath().normalize();
        return new InitialWeights(file, new InitFrom(path.toString(), crc32c(path)));
    }

    /**
     * Finds those that a run was begun with.
     *
     * @throws RunException if the file is gone, or another
     */
    static InitialWeights again(InitFrom origin) {
        Path path;
        try {
            path = NativeNames.path(origin.path());
        } catch (InvalidPathException e) {
            throw gone(origin, e);
        }
        if (Files.notExists(path)) {
            throw gone(origin, null);
        }
        InitialWeights found = find(path);
        if (!found.origin.crc32c().equals(origin.crc32c())) {
            throw new RunException(path + " is not the checkpoint any more that this run was begun with; put that back,"
                    + " or begin a new run");
        }
        return found;
    }

    private static RunException gone(InitFrom origin, Exception cause) {
        return new RunException(
                origin.path()
                        + " does not exist, but this run begins with its weights; put it back, or begin a new run",
                cause);
    }

    /**
     * Requires that they are of these networks.
     *
     * @throws RunException if they are of others; the message tells the options for those
     */
    public void requireFit(DcganConfig wanted) {
        DcganConfig found = file.network();
        List<String> options = new ArrayList<>();
        if (found.image().dim(1) != wanted.image().dim(1)) {
            options.add("--image-size " + found.image().dim(1));
        }
        if (found.image().dim(0) != wanted.image().dim(0)) {
            options.add("--channels " + found.image().dim(0));
        }
        if (found.model() != wanted.model()) {
            options.add("--model " + found.model());
        }
        if (found.featureMaps() != wanted.featureMaps()) {
            options.add("--feature-maps " + found.featureMaps());
        }
        if (found.latentSize() != wanted.latentSize()) {
            options.add("--latent-size " + found.latentSize());
        }
        if (found.spectralNorm() && !wanted.spectralNorm()) {
            options.add(SPECTRAL_NORM);
        }
        List<String> changes = new ArrayList<>();
        if (!options.isEmpty()) {
            changes.add("give " + String.join(" ", options));
        }
        if (wanted.spectralNorm() && !found.spectralNorm()) {
            changes.add("leave out " + SPECTRAL_NORM);
        }
        if (!changes.isEmpty()) {
            throw new RunException(file.weights().path() + " is of other networks than this training; "
                    + String.join(" and ", changes) + " for the same ones, or another checkpoint with --init-from");
        }
    }

    /**
     * Gives them to a trainer that has not begun.
     *
     * @throws RunException if the file has only some of them
     */
    void initialise(GanTrainer trainer) {
        try {
            file.weights().initialise(trainer);
        } catch (CheckpointException e) {
            throw new RunException(e.getMessage() + "; give another checkpoint with --init-from", e);
        }
    }

    private static String crc32c(Path file) {
        CRC32C crc = new CRC32C();
        byte[] buffer = new byte[BUFFER];
        try (InputStream in = Files.newInputStream(file)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                crc.update(buffer, 0, read);
            }
        } catch (IOException e) {
            throw new RunException(file + " cannot be read: " + Reasons.of(e), e);
        }
        return String.format(Locale.ROOT, "%08x", crc.getValue());
    }
}
