package dcgan.cli.run;

import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/**
 * What {@code config.json} holds: enough to make the same run again.
 *
 * @param format the version of this layout, {@value #FORMAT}
 * @param started when the run began, ISO 8601 in UTC
 * @param program the version of dcgan
 * @param java the version of the JVM
 * @param system operating system and processor architecture
 * @param backend the backend that {@code --backend} came to, and its device
 * @param data the images that it is trained on
 * @param options the options of the command line, defaults filled in
 * @param resumed when and from where it was gone on with
 */
public record RunConfig(
        int format,
        String started,
        String program,
        String java,
        String system,
        String backend,
        Data data,
        TrainOptions options,
        List<Resumed> resumed) {

    /** The version of the layout that this program writes. */
    public static final int FORMAT = 1;

    /** Takes a copy of the list. */
    public RunConfig {
        resumed = resumed == null ? List.of() : List.copyOf(resumed);
    }

    /**
     * Reads a {@code config.json}.
     *
     * @throws RunException if it cannot be read or is not of this program
     */
    public static RunConfig read(Path file) {
        RunConfig config = Json.read(file, RunConfig.class);
        if (config == null || config.format != FORMAT || config.options == null || config.data == null) {
            throw new RunException(file + " is not a config.json that this version can read (its format is "
                    + (config == null ? "missing" : config.format) + ", not " + FORMAT + ")");
        }
        if (config.options.batchSize() < 1 || config.batchesPerEpoch() < 1) {
            throw new RunException(file + " makes no sense: " + config.data.images + " images cannot be batches of "
                    + config.options.batchSize());
        }
        return config;
    }

    /** That of a run that begins now. */
    static RunConfig begin(String backend, Data data, TrainOptions options) {
        return new RunConfig(
                FORMAT,
                now(),
                Program.version(),
                Runtime.version().toString(),
                System.getProperty("os.name") + " " + System.getProperty("os.arch"),
                backend,
                data,
                options,
                List.of());
    }

    /** That of the same run when it goes on now. */
    RunConfig resume(String from, String backend, TrainOptions options) {
        List<Resumed> all = new ArrayList<>(resumed);
        all.add(new Resumed(now(), from, backend));
        return new RunConfig(format, started, program, java, system, this.backend, data, options, all);
    }

    /** How many batches a whole epoch has. */
    int batchesPerEpoch() {
        return data.images / options.batchSize();
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
     */
    public record Data(String source, int images, String crc32c) {}

    /**
     * A run that went on.
     *
     * @param at when, ISO 8601 in UTC
     * @param from the name of the checkpoint, or "the beginning"
     * @param backend the backend and its device
     */
    public record Resumed(String at, String from, String backend) {}
}
