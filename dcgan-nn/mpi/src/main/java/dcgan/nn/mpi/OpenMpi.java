package dcgan.nn.mpi;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The functions of Open MPI that a training needs. Its constants are addresses of objects in the library. All calls come from the thread
 * that has initialised it.
 */
@SuppressWarnings("restricted") // calling C is what this class is for
final class OpenMpi {

    /** The environment variable that names another library. */
    static final String LIBRARY = "DCGAN_MPI_LIBRARY";

    /** Those of Open MPI 4 and 5, what a link for developers is called, and those of MPICH, which is told by its name then. */
    private static final List<String> NAMES = List.of("libmpi.so.40", "libmpi.so", "libmpi.so.12", "libmpich.so.12");

    /** An object that no other implementation has. */
    private static final String WORLD = "ompi_mpi_comm_world";

    /** A function that only MPICH and its relatives have. */
    private static final String OF_MPICH = "MPIR_Err_create_code";

    private static final String INSTALL = "install Open MPI 4.1 or newer (on Debian: apt install openmpi-bin), or set "
            + LIBRARY + " to its libmpi.so";

    private static final int RTLD_NOW = 2;
    private static final int RTLD_GLOBAL = 0x100;

    /** MPI_THREAD_SERIALIZED is not needed: one thread calls. */
    private static final int THREAD_FUNNELED = 1;

    private static final int COMM_TYPE_SHARED = 0;
    private static final MemorySegment IN_PLACE = MemorySegment.ofAddress(1);

    private final Linker linker = Linker.nativeLinker();
    private final SymbolLookup library;
    private final Thread owner = Thread.currentThread();

    final MemorySegment world;
    final MemorySegment sum;
    final MemorySegment floats;
    private final MemorySegment bytes;
    private final MemorySegment noInfo;

    private final MethodHandle allreduce;
    private final MethodHandle bcast;
    private final MethodHandle allgather;
    private final MethodHandle ibarrier;
    private final MethodHandle test;

    private OpenMpi(SymbolLookup library) {
        this.library = library;
        world = library.findOrThrow(WORLD);
        sum = library.findOrThrow("ompi_mpi_op_sum");
        floats = library.findOrThrow("ompi_mpi_float");
        bytes = library.findOrThrow("ompi_mpi_byte");
        noInfo = library.findOrThrow("ompi_mpi_info_null");
        allreduce = function("MPI_Allreduce", ADDRESS, ADDRESS, JAVA_INT, ADDRESS, ADDRESS, ADDRESS);
        bcast = function("MPI_Bcast", ADDRESS, JAVA_INT, ADDRESS, JAVA_INT, ADDRESS);
        allgather = function("MPI_Allgather", ADDRESS, JAVA_INT, ADDRESS, ADDRESS, JAVA_INT, ADDRESS, ADDRESS);
        ibarrier = function("MPI_Ibarrier", ADDRESS, ADDRESS);
        test = function("MPI_Test", ADDRESS, ADDRESS, ADDRESS);
    }

    /**
     * Loads the library and initialises it.
     *
     * @param environment added to that of the process where it has no such variable
     * @throws MpiException if there is none, or it is no Open MPI
     */
    static OpenMpi start(Map<String, String> environment) {
        setEnvironment(environment);
        OpenMpi mpi = new OpenMpi(load());
        try (Arena arena = Arena.ofConfined()) {
            mpi.call(
                    "MPI_Init_thread",
                    mpi.function("MPI_Init_thread", ADDRESS, ADDRESS, JAVA_INT, ADDRESS),
                    MemorySegment.NULL,
                    MemorySegment.NULL,
                    THREAD_FUNNELED,
                    arena.allocate(JAVA_INT));
        }
        return mpi;
    }

    private static void setEnvironment(Map<String, String> environment) {
        Linker linker = Linker.nativeLinker();
        MethodHandle setenv = linker.downcallHandle(
                linker.defaultLookup().findOrThrow("setenv"),
                FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, JAVA_INT));
        try (Arena arena = Arena.ofConfined()) {
            for (Map.Entry<String, String> variable : environment.entrySet()) {
                int _ = (int) setenv.invokeExact(
                        arena.allocateFrom(variable.getKey()), arena.allocateFrom(variable.getValue()), 0);
            }
        } catch (Throwable e) {
            throw new LinkageError("setenv", e);
        }
    }

    private static SymbolLookup load() {
        String chosen = System.getenv(LIBRARY);
        List<String> names = chosen == null || chosen.isEmpty() ? NAMES : List.of(chosen);
        Map<String, String> failures = new LinkedHashMap<>();
        for (String name : names) {
            Optional<String> failure = open(name);
            if (failure.isEmpty()) {
                SymbolLookup library = name.contains("/")
                        ? SymbolLookup.libraryLookup(Path.of(name), Arena.global())
                        : SymbolLookup.libraryLookup(name, Arena.global());
                requireOpenMpi(name, library);
                return library;
            }
            failures.put(name, failure.get());
        }
        String last = new ArrayList<>(failures.values()).getFirst();
        throw MpiException.own(
                "this process was started by an MPI launcher, but Open MPI's library cannot be loaded (" + last + "); "
                        + INSTALL,
                null);
    }

    /**
     * Loads a library so that all that Open MPI loads later sees its symbols.
     *
     * @return why that is impossible, or nothing
     */
    private static Optional<String> open(String name) {
        Linker linker = Linker.nativeLinker();
        MethodHandle dlopen = linker.downcallHandle(
                linker.defaultLookup().findOrThrow("dlopen"), FunctionDescriptor.of(ADDRESS, ADDRESS, JAVA_INT));
        MethodHandle dlerror =
                linker.downcallHandle(linker.defaultLookup().findOrThrow("dlerror"), FunctionDescriptor.of(ADDRESS));
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment handle = (MemorySegment) dlopen.invokeExact(arena.allocateFrom(name), RTLD_NOW | RTLD_GLOBAL);
            if (handle.address() != 0) {
                return Optional.empty();
            }
            MemorySegment reason = (MemorySegment) dlerror.invokeExact();
            return Optional.of(
                    reason.address() == 0
                            ? name
                            : reason.reinterpret(Long.MAX_VALUE).getString(0));
        } catch (Throwable e) {
            throw new LinkageError("dlopen", e);
        }
    }

    private static void requireOpenMpi(String name, SymbolLookup library) {
        if (library.find(WORLD).isEmpty()) {
            boolean mpich = library.find(OF_MPICH).isPresent();
            throw MpiException.own(
                    name + " is " + (mpich ? "of MPICH or a relative of it" : "not Open MPI's library")
                            + ", but only Open MPI is supported; " + INSTALL
                            + ", and start the job with Open MPI's mpirun",
                    null);
        }
    }

    private MethodHandle function(String name, MemoryLayout... arguments) {
        return linker.downcallHandle(library.findOrThrow(name), FunctionDescriptor.of(JAVA_INT, arguments));
    }

    private void call(String name, MethodHandle function, Object... arguments) {
        requireOwner();
        try {
            check(name, (int) function.invokeWithArguments(arguments));
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new LinkageError(name, e);
        }
    }

    private void requireOwner() {
        if (Thread.currentThread() != owner) {
            throw new IllegalStateException("the job belongs to the thread " + owner.getName());
        }
    }

    /** By default the library itself ends the job when something fails, so that this is rare. */
    private static void check(String name, int code) {
        if (code != 0) {
            throw MpiException.own(name + " failed with the error " + code, null);
        }
    }

    /** The rank of this process. */
    int rank(MemorySegment communicator) {
        return number("MPI_Comm_rank", communicator);
    }

    /** How many processes there are. */
    int size(MemorySegment communicator) {
        return number("MPI_Comm_size", communicator);
    }

    private int number(String name, MemorySegment communicator) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment result = arena.allocate(JAVA_INT);
            call(name, function(name, ADDRESS, ADDRESS), communicator, result);
            return result.get(JAVA_INT, 0);
        }
    }

    /** A communicator of the processes on this host. */
    MemorySegment host() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment result = arena.allocate(ADDRESS);
            call(
                    "MPI_Comm_split_type",
                    function("MPI_Comm_split_type", ADDRESS, JAVA_INT, JAVA_INT, ADDRESS, ADDRESS),
                    world,
                    COMM_TYPE_SHARED,
                    0,
                    noInfo,
                    result);
            return result.get(ADDRESS, 0);
        }
    }

    /** Sums float32 numbers over all processes, in place. */
    void sum(MemorySegment buffer, int count) {
        requireOwner();
        try {
            check("MPI_Allreduce", (int) allreduce.invokeExact(IN_PLACE, buffer, count, floats, sum, world));
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new LinkageError("MPI_Allreduce", e);
        }
    }

    /** Copies the bytes of rank 0 to all. */
    void broadcast(MemorySegment buffer, int count) {
        call("MPI_Bcast", bcast, buffer, count, bytes, 0, world);
    }

    /**
     * Gathers the bytes of all processes.
     *
     * @param own those of this process
     * @param all receives those of all, in the order of the ranks
     */
    void gather(MemorySegment own, MemorySegment all) {
        int count = Math.toIntExact(own.byteSize());
        call("MPI_Allgather", allgather, own, count, bytes, all, count, bytes, world);
    }

    /**
     * Waits until all processes of a communicator have come here. Sleeps in between, for that may take minutes, and the processor has
     * better things to do.
     */
    void await(MemorySegment communicator, int pollMillis) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment request = arena.allocate(ADDRESS);
            MemorySegment done = arena.allocate(JAVA_INT);
            call("MPI_Ibarrier", ibarrier, communicator, request);
            while (true) {
                call("MPI_Test", test, request, done, MemorySegment.NULL);
                if (done.get(JAVA_INT, 0) != 0) {
                    return;
                }
                Thread.sleep(pollMillis);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw MpiException.own("waiting for the other processes was interrupted", e);
        }
    }

    /** Ends the use of the library, when all processes do. */
    void finish() {
        call("MPI_Finalize", function("MPI_Finalize"));
    }
}
