package dcgan.cli.run;

import com.fasterxml.jackson.databind.JsonNode;
import dcgan.cli.config.BackendChoice;
import dcgan.cli.config.RunConfig;
import dcgan.cli.config.RunOptions;
import dcgan.cli.console.Console;
import dcgan.cli.io.Json;
import dcgan.cli.io.Program;
import dcgan.cli.io.RunException;
import dcgan.nn.gan.BatchSlice;
import dcgan.nn.gan.GanTrainer;
import dcgan.nn.gan.TrainingConfig;
import dcgan.nn.mpi.MpiException;
import dcgan.nn.mpi.MpiJob;
import dcgan.nn.mpi.MpiLaunch;
import dcgan.tensor.Backend;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SequencedMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * The processes that train together: this one alone, unless an MPI launcher has started several. Rank 0 writes all files and lines.
 */
public final class Job {
    private static final int SECONDS_TO_STOP = 5;

    private static Job joined = new Job(null);

    /** Null for a process alone. */
    private final MpiJob mpi;

    private final CountDownLatch stopped = new CountDownLatch(1);

    private Job(MpiJob mpi) {
        this.mpi = mpi;
    }

    /**
     * Joins the job that this process was started for, if it was. {@code MpiLaunch} loads nothing of MPI.
     *
     * @throws MpiException if that is impossible
     */
    public static Job join() {
        if (MpiLaunch.isLaunched()) {
            joined = new Job(MpiJob.join());
        }
        return joined;
    }

    /** Whether this process will be the root of its job, as far as is known before it joins. */
    public static boolean speaks() {
        return MpiLaunch.rank().orElse(0) == 0;
    }

    /** Whether another process of the job tells the same failure. */
    public static boolean isToldByAnother(Throwable failure) {
        return !joined.isRoot() && isCommon(failure);
    }

    private static boolean isCommon(Throwable failure) {
        return switch (failure) {
            case MpiException e -> e.isCommon();
            case RunException e -> e.isCommon();
            default -> false;
        };
    }

    /**
     * Leaves the job together with all others. A process that fails alone must not: it ends, and the launcher ends the others.
     *
     * @param failure with which the command ended; null if it did not fail
     */
    public static void leave(Throwable failure) {
        if (joined.mpi != null && (failure == null || isCommon(failure))) {
            joined.mpi.close();
        }
    }

    /** What averages over all processes, and more; empty for a process alone. */
    public Optional<MpiJob> mpi() {
        return Optional.ofNullable(mpi);
    }

    /** Whether this process writes files and lines. */
    public boolean isRoot() {
        return mpi == null || mpi.rank() == 0;
    }

    /** How many processes there are. */
    public int size() {
        return mpi == null ? 1 : mpi.size();
    }

    /** The part of each batch that this process takes. */
    public BatchSlice slice() {
        return mpi == null ? BatchSlice.WHOLE : mpi.slice();
    }

    /** The console of this process: that of rank 0 writes. */
    public Console console() {
        return isRoot() ? Console.ofProcess() : Console.silent();
    }

    /**
     * Requires that all processes get the same number of pictures.
     *
     * @throws RunException if they do not
     */
    public void requireDivides(int batchSize) {
        int rest = batchSize % size();
        if (rest != 0) {
            int less = batchSize - rest;
            throw RunException.common(
                    "--batch-size " + batchSize + " cannot be shared equally by " + size()
                            + " processes; choose a multiple of " + size() + ", such as "
                            + (less == 0 ? "" : less + " or ") + (less + size()),
                    null);
        }
    }

    /** The same choice with the threads of one process, if it leaves them to the program; says how many. */
    public BackendChoice share(BackendChoice choice, Console console) {
        if (mpi == null || choice.threads() != 0) {
            return choice;
        }
        Processors processors = Processors.ofHost();
        int wanted = Math.max(1, processors.host() / mpi.localSize());
        int threads = Math.min(wanted, Runtime.getRuntime().availableProcessors());
        console.notice("job: " + size() + (size() == 1 ? " process, " : " processes, ") + mpi.localSize()
                + " on this host with " + threads + (threads == 1 ? " thread each" : " threads each"));
        if (processors.allowed() < wanted) {
            // From every process, for each may be bound otherwise.
            System.err.println(
                    Program.speaker() + "warning: mpirun binds this process to " + processors.allowed() + " of "
                            + processors.host() + " processors, and " + wanted
                            + " would be its share; start mpirun with --bind-to none");
        }
        return choice.threads(threads);
    }

    /** Does what leaves something on the disk for all processes of this host: one does it first, then the others. */
    public <T> T onceOnHost(Supplier<T> work) {
        if (mpi == null) {
            return work.get();
        }
        T first = mpi.localRank() == 0 ? work.get() : null;
        mpi.awaitHost();
        return mpi.localRank() == 0 ? first : work.get();
    }

    /** What rank 0 has decided. */
    public boolean decide(boolean own) {
        return mpi == null ? own : mpi.decide(own);
    }

    /**
     * Requires that all processes were started for the same training.
     *
     * @throws MpiException if they were not
     */
    void requireSame(RunConfig config, RunOptions options, Backend backend) {
        if (mpi != null) {
            SequencedMap<String, String> facts = facts(config.training());
            add(facts, Json.tree(options.backend(common(options.backend()))), "");
            facts.put(
                    "data set",
                    config.data().images() + " images with the checksum "
                            + config.data().crc32c());
            requireSame(facts, backend);
        }
    }

    /**
     * Requires that all processes were started for the same measurement.
     *
     * @throws MpiException if they were not
     */
    public void requireSame(TrainingConfig training, BackendChoice choice, Backend backend) {
        if (mpi != null) {
            SequencedMap<String, String> facts = facts(training);
            add(facts, Json.tree(common(choice)), "backend");
            requireSame(facts, backend);
        }
    }

    /** What everything else depends on. */
    private static SequencedMap<String, String> facts(TrainingConfig training) {
        SequencedMap<String, String> facts = new LinkedHashMap<>();
        facts.put("version of dcgan", Program.version());
        add(facts, Json.tree(training), "");
        return facts;
    }

    private void requireSame(SequencedMap<String, String> facts, Backend backend) {
        facts.put("device", backend.name() + " on " + backend.device().name());
        mpi.requireSame(facts);
        mpi.requireOwnDevice(
                backend.device().type().equals("GPU")
                        ? "GPU " + backend.device().index() + visibleDevices()
                        : "");
    }

    /** Devices are numbered, and threads counted, on each host by themselves. */
    private static BackendChoice common(BackendChoice choice) {
        return choice.firstDevice().threads(0);
    }

    /** The options of a tree, by the names that they have in {@code config.json}. */
    private static void add(SequencedMap<String, String> facts, JsonNode tree, String name) {
        if (tree.isObject()) {
            String prefix = name.isEmpty() ? "" : name + ".";
            tree.properties().forEach(field -> add(facts, field.getValue(), prefix + field.getKey()));
        } else {
            facts.put(name, tree.isTextual() ? tree.asText() : tree.toString());
        }
    }

    private static String visibleDevices() {
        String visible = System.getenv("CUDA_VISIBLE_DEVICES");
        return visible == null ? "" : " of CUDA_VISIBLE_DEVICES=" + visible;
    }

    /** Has all processes stop a training after the same batch, when one of them is told to. */
    void stopTogether(GanTrainer trainer) {
        mpi().ifPresent(job -> job.exchange().onStop(() -> {
            stopped.countDown();
            trainer.stop();
        }));
    }

    /**
     * Stops a training after this batch. In a job all processes stop after the same one; if that does not end soon, because another
     * process has died, this process ends without writing.
     *
     * @param exitCode of the process in that case
     */
    void stop(GanTrainer trainer, Supplier<OptionalInt> exitCode) {
        if (mpi == null) {
            trainer.stop();
            return;
        }
        mpi.exchange().stop();
        Thread.ofPlatform().daemon().name("stop").start(() -> {
            try {
                if (!stopped.await(SECONDS_TO_STOP, TimeUnit.SECONDS)) {
                    System.err.println(Program.speaker() + "the batch has not ended " + SECONDS_TO_STOP
                            + " s after the signal; ending without a checkpoint");
                    Runtime.getRuntime().halt(exitCode.get().orElse(1));
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }
}
