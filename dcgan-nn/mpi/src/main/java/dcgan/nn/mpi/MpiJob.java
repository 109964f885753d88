package dcgan.nn.mpi;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import dcgan.nn.gan.BatchSlice;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The processes that an MPI launcher has started to train together, seen from one of them. All of them make the same calls in the
 * same order. For the platform thread that has joined; only {@link MpiExchange#stop} may be called by others.
 *
 * <pre>{@code
 * try (MpiJob job = MpiJob.join();
 *         GanTrainer trainer = GanTrainer.of(config).slice(job.slice()).exchange(job.exchange()).on(backend)) {
 *     trainer.add(job.parameterCheck());
 *     …
 * }
 * }</pre>
 */
public final class MpiJob implements AutoCloseable {

    private static final int POLL_MILLIS = 5;

    /** What separates a name from its value, and one fact from the next; no text for people has them. */
    private static final String FIELD = "\u001f";

    private static final String LINE = "\u001e";

    /**
     * UCX would take SIGSEGV for a fault, which the JVM uses to find null pointers. The algorithm of the all-reduce is fixed, because the
     * same number of processes is to give the same bits. Rabenseifner's gives every process the same ones, with the fewest bytes and
     * few rounds (Thakur, Rabenseifner and Gropp 2005).
     */
    private static final Map<String, String> ENVIRONMENT = Map.of(
            "UCX_ERROR_SIGNALS", "",
            "OMPI_MCA_coll_tuned_use_dynamic_rules", "1",
            "OMPI_MCA_coll_tuned_allreduce_algorithm", "6");

    private static boolean joined;

    private final OpenMpi mpi;
    private final int rank;
    private final int size;
    private final MemorySegment local;
    private final int localRank;
    private final int localSize;
    private final List<String> places;
    private final MpiExchange exchange = new MpiExchange(this);

    private MpiJob(OpenMpi mpi) {
        this.mpi = mpi;
        this.rank = mpi.rank(mpi.world);
        this.size = mpi.size(mpi.world);
        requireWhole(MpiLaunch.size(), size);
        this.local = mpi.host();
        this.localRank = mpi.rank(local);
        this.localSize = mpi.size(local);
        List<String> hosts = gather(MpiLaunch.host());
        this.places = IntStream.range(0, size)
                .mapToObj(i -> "rank " + i + " on " + hosts.get(i))
                .toList();
    }

    /**
     * Joins the job that this process was started for. A process can join once.
     *
     * @throws MpiException if Open MPI's library is not there, is another MPI's, or does not fit the launcher
     * @throws IllegalStateException if it has joined before, or the thread is virtual
     */
    public static synchronized MpiJob join() {
        if (joined) {
            throw new IllegalStateException("this process has joined its job before");
        }
        if (Thread.currentThread().isVirtual()) {
            throw new IllegalStateException("MPI needs a platform thread");
        }
        joined = true;
        return new MpiJob(OpenMpi.start(ENVIRONMENT));
    }

    /** Requires that the library sees all processes: with another one's launcher each would be alone. */
    static void requireWhole(OptionalInt launched, int size) {
        if (launched.isPresent() && launched.getAsInt() != size) {
            throw MpiException.own(
                    "the launcher has started " + launched.getAsInt() + " processes, but Open MPI sees " + size
                            + "; start the job with the mpirun of the Open MPI that is installed on all hosts",
                    null);
        }
    }

    /** The rank of this process, counted from 0. */
    public int rank() {
        return rank;
    }

    /** How many processes there are. */
    public int size() {
        return size;
    }

    /** The rank of this process among those on its host, counted from 0. */
    public int localRank() {
        return localRank;
    }

    /** How many processes are on the host of this one. */
    public int localSize() {
        return localSize;
    }

    /** This process for a message: {@code rank 1 on node7}. */
    public String place() {
        return places.get(rank);
    }

    List<String> places() {
        return places;
    }

    /** The part of each batch that this process takes. */
    public BatchSlice slice() {
        return new BatchSlice(rank, size);
    }

    /** What averages over all processes; always the same one. */
    public MpiExchange exchange() {
        return exchange;
    }

    /** Compares the parameters of all processes before the first step and then after each {@value ParameterCheck#STEPS}. */
    public ParameterCheck parameterCheck() {
        return new ParameterCheck(this);
    }

    void sum(MemorySegment buffer, int count) {
        mpi.sum(buffer, count);
    }

    /** Waits for the other processes on this host. */
    public void awaitHost() {
        mpi.await(local, POLL_MILLIS);
    }

    /** Waits for all other processes. */
    public void awaitAll() {
        mpi.await(mpi.world, POLL_MILLIS);
    }

    /** What rank 0 has decided. */
    public boolean decide(boolean own) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment decision = arena.allocate(JAVA_BYTE);
            decision.set(JAVA_BYTE, 0, (byte) (own ? 1 : 0));
            mpi.broadcast(decision, 1);
            return decision.get(JAVA_BYTE, 0) != 0;
        }
    }

    /** A text of each process, in the order of the ranks. */
    public List<String> gather(String own) {
        byte[] bytes = own.getBytes(StandardCharsets.UTF_8);
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment length = arena.allocate(JAVA_INT);
            length.set(JAVA_INT, 0, bytes.length);
            MemorySegment lengths = arena.allocate(JAVA_INT, size);
            mpi.gather(length, lengths);
            int longest = IntStream.of(lengths.toArray(JAVA_INT)).max().orElseThrow();
            if (longest == 0) {
                return IntStream.range(0, size).mapToObj(_ -> "").toList();
            }
            MemorySegment text = arena.allocate(longest);
            MemorySegment.copy(bytes, 0, text, JAVA_BYTE, 0, bytes.length);
            MemorySegment texts = arena.allocate((long) longest * size);
            mpi.gather(text, texts);
            List<String> all = new ArrayList<>();
            for (int i = 0; i < size; i++) {
                all.add(new String(
                        texts.asSlice((long) longest * i, lengths.getAtIndex(JAVA_INT, i))
                                .toArray(JAVA_BYTE),
                        StandardCharsets.UTF_8));
            }
            return all;
        }
    }

    /** The processes for which a condition is true, for a message: {@code rank 1 on node7, rank 2 on node8}. */
    String placesWhere(boolean own) {
        List<String> answers = gather(own ? "x" : "");
        return IntStream.range(0, size)
                .filter(i -> !answers.get(i).isEmpty())
                .mapToObj(places::get)
                .collect(Collectors.joining(", "));
    }

    /**
     * Requires that all processes have the same facts.
     *
     * @param facts what must be the same, by names for a message
     * @throws MpiException in all processes, if one has others than rank 0; the message names it
     */
    public void requireSame(SequencedMap<String, String> facts) {
        List<Map<String, String>> all =
                gather(encoded(facts)).stream().map(MpiJob::decoded).toList();
        difference(all, places).ifPresent(message -> {
            throw MpiException.common(message);
        });
    }

    private static String encoded(Map<String, String> facts) {
        return facts.entrySet().stream()
                .map(fact -> fact.getKey() + FIELD + fact.getValue())
                .collect(Collectors.joining(LINE));
    }

    private static Map<String, String> decoded(String text) {
        Map<String, String> facts = new LinkedHashMap<>();
        for (String line : text.split(LINE)) {
            int end = line.indexOf(FIELD);
            facts.put(line.substring(0, end), line.substring(end + FIELD.length()));
        }
        return facts;
    }

    /** In what the first process that differs from the first one differs, as a sentence. */
    static Optional<String> difference(List<? extends Map<String, String>> facts, List<String> places) {
        Map<String, String> first = facts.getFirst();
        for (int i = 1; i < facts.size(); i++) {
            Set<String> names = new LinkedHashSet<>(first.keySet());
            names.addAll(facts.get(i).keySet());
            for (String name : names) {
                String expected = first.getOrDefault(name, "nothing");
                String found = facts.get(i).getOrDefault(name, "nothing");
                if (!found.equals(expected)) {
                    return Optional.of(places.get(i) + " has another " + name + " than " + places.getFirst() + ": "
                            + found + " instead of " + expected + "; start all processes of a job alike");
                }
            }
        }
        return Optional.empty();
    }

    /**
     * Requires that no device is used by several processes.
     *
     * @param device names the device of this process on its host; empty if it may be shared
     * @throws MpiException in all processes, if two on one host have the same
     */
    public void requireOwnDevice(String device) {
        List<String> hosts = places.stream()
                .map(place -> place.substring(place.indexOf(" on ")))
                .toList();
        List<String> devices = gather(device);
        for (int i = 0; i < size; i++) {
            for (int k = 0; k < i; k++) {
                if (!devices.get(i).isEmpty()
                        && hosts.get(i).equals(hosts.get(k))
                        && devices.get(i).equals(devices.get(k))) {
                    throw MpiException.common("rank " + k + " and " + places.get(i) + " would share " + devices.get(i)
                            + "; start one process for each GPU, and give each its own, for example with"
                            + " CUDA_VISIBLE_DEVICES");
                }
            }
        }
    }

    /** Leaves the job; returns when all other processes leave it, too. */
    @Override
    public void close() {
        awaitAll();
        mpi.finish();
    }
}
