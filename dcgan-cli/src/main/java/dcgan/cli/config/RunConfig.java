package dcgan.cli.config;

import dcgan.cli.io.Program;
import dcgan.cli.io.RunException;
import dcgan.nn.gan.TrainingConfig;
import dcgan.nn.gan.WhenMissing;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/**
 * What {@code config.json} holds: enough to make the same run again.
 *
 * <p>The file is written again when the run goes on. A field that this version does not know is therefore an error, and never
 * dropped. A field that an older version did not write has the value of {@link WhenMissing}.
 *
 * @param format the version of this layout, {@value #FORMAT}; see {@link RunConfigReader}. In format 1, {@code --limit} takes
 *     the first images
 * @param started when the run began, ISO 8601 in UTC
 * @param program the version of dcgan that began the run
 * @param java the version of the JVM
 * @param system operating system and processor architecture
 * @param backend the backend that {@code --backend} came to, and its device
 * @param data the images that it is trained on
 * @param training what defines the training
 * @param options what else the run is asked to do
 * @param resumed when and from where it was gone on with
 */
public record RunConfig(
        int format,
        @WhenMissing("\"unknown\"") String started,
        @WhenMissing("\"unknown\"") String program,
        @WhenMissing("\"unknown\"") String java,
        @WhenMissing("\"unknown\"") String system,
        @WhenMissing("\"unknown\"") String backend,
        Data data,
        TrainingConfig training,
        RunOptions options,
        @WhenMissing("[]") List<Resumed> resumed) {

    /** The version of the layout that this program writes. */
    public static final int FORMAT = 3;

    /** Takes a copy of the list. */
    public RunConfig {
        resumed = resumed == null ? List.of() : List.copyOf(resumed);
    }

    /**
     * Reads a {@code config.json}.
     *
     * @throws RunException if it cannot be read, is not of this program, is of a newer format, or has a field or a value that
     *     this version does not know
     */
    public static RunConfig read(Path file) {
        return new RunConfigReader(file).read();
    }

    /** That of a run that begins now. */
    public static RunConfig begin(String backend, Data data, TrainingConfig training, RunOptions options) {
        return new RunConfig(
                FORMAT,
                now(),
                Program.version(),
                Runtime.version().toString(),
                System.getProperty("os.name") + " " + System.getProperty("os.arch"),
                backend,
                data,
                training,
                options,
                List.of());
    }

    /** That of the same run when it goes on now. */
    public RunConfig resume(String from, String backend, RunOptions options) {
        List<Resumed> all = new ArrayList<>(resumed);
        all.add(new Resumed(now(), from, backend, Program.version()));
        return new RunConfig(FORMAT, started, program, java, system, this.backend, data, training, options, all);
    }

    /** How many batches a whole epoch has. */
    public int batchesPerEpoch() {
        return data.images / training.batchSize();
    }

    private static String now() {
        return Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /**
     * The images that a run is trained on.
     *
     * @param source where they came from
     * @param images how many there are
     * @param crc32c the CRC-32C over the bytes of all of them, in their order, as eight hexadecimal digits
     * @param sampling which images {@code --limit} takes; the first, if the file does not say
     */
    public record Data(
            String source,
            int images,
            String crc32c,
            @WhenMissing("\"first\"") Sampling sampling) {}

    /**
     * A run that went on.
     *
     * @param at when, ISO 8601 in UTC
     * @param from the name of the checkpoint, or "the beginning"
     * @param backend the backend and its device
     * @param program the version of dcgan; null if the file does not say
     */
    public record Resumed(
            String at,
            String from,
            String backend,
            @WhenMissing("null") String program) {}
}
