package dcgan.nn.mpi;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** What a launcher of MPI programs says in the environment of the processes that it starts. Loads nothing of MPI. */
public final class MpiLaunch {

    /** Open MPI's own launcher, PMIx (Slurm's too), and that of MPICH and its relatives. */
    private static final String[] RANKS = {"OMPI_COMM_WORLD_RANK", "PMIX_RANK", "PMI_RANK"};

    private static final String[] SIZES = {"OMPI_COMM_WORLD_SIZE", "PMI_SIZE"};

    private static final Path HOST_NAME = Path.of("/proc/sys/kernel/hostname");

    private MpiLaunch() {}

    /** Whether such a launcher has started this process. */
    public static boolean isLaunched() {
        return rank().isPresent();
    }

    /** The rank of this process, if a launcher says. */
    public static OptionalInt rank() {
        return first(System.getenv(), RANKS);
    }

    /** This process for a message, such as {@code rank 1 on node7}, if a launcher says its rank. */
    public static Optional<String> place() {
        OptionalInt rank = rank();
        return rank.isPresent() ? Optional.of("rank " + rank.getAsInt() + " on " + host()) : Optional.empty();
    }

    /** The name of this host. */
    static String host() {
        try {
            return Files.readString(HOST_NAME).strip();
        } catch (IOException e) {
            try {
                return InetAddress.getLocalHost().getHostName();
            } catch (IOException unknown) {
                return "an unknown host";
            }
        }
    }

    /** How many processes were started, if a launcher says. */
    static OptionalInt size() {
        return first(System.getenv(), SIZES);
    }

    /** The first of some variables that is a number. */
    static OptionalInt first(Map<String, String> environment, String... names) {
        Optional<String> value = Stream.of(names)
                .map(environment::get)
                .filter(text -> text != null && text.matches("\\d{1,9}"))
                .findFirst();
        return value.isPresent() ? OptionalInt.of(Integer.parseInt(value.get())) : OptionalInt.empty();
    }
}
