package dcgan.tensor.spi;

import dcgan.tensor.Executable;
import dcgan.tensor.Graph;
import dcgan.tensor.Graph.Stage;
import dcgan.tensor.Value;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * An executable that keeps the rules of {@link Executable} about threads and closing, so that a backend only has to read, write and
 * run. Its {@code do} methods are called by one thread at a time, with names that exist and arrays of the right length, and never
 * after {@link #release()}.
 */
public abstract class AbstractExecutable implements Executable {

    private final Graph graph;
    private final ReentrantLock lock = new ReentrantLock();

    /** Who has the lock, for messages. */
    private volatile Thread user;

    /** Whether it may not be used any more; a run that had begun before may still be going on. */
    private volatile boolean closed;

    /** Guarded by the lock. */
    private boolean released;

    /** The backend that closes it at the latest; null while it is being made. */
    private volatile AbstractBackend owner;

    /** @param graph that was compiled */
    protected AbstractExecutable(Graph graph) {
        this.graph = Objects.requireNonNull(graph, "the graph is null");
    }

    @Override
    public final Graph graph() {
        return graph;
    }

    @Override
    public final void write(String name, float[] values) {
        enter();
        try {
            doWrite(name, graph.named(name, length(values)), values);
        } finally {
            exit();
        }
    }

    @Override
    public final void read(String name, float[] into) {
        enter();
        try {
            doRead(name, graph.named(name, length(into)), into);
        } finally {
            exit();
        }
    }

    private static int length(float[] values) {
        if (values == null) {
            throw new IllegalArgumentException("the array of values is null");
        }
        return values.length;
    }

    @Override
    public final void run() {
        enter();
        try {
            List<Stage> stages = graph.stages();
            for (int i = 0; i < stages.size(); i++) {
                doRun(stages.get(i));
            }
        } finally {
            exit();
        }
    }

    @Override
    public final void run(String stage) {
        enter();
        try {
            doRun(graph.stage(stage));
        } finally {
            exit();
        }
    }

    @Override
    public final void close() {
        if (closed) {
            return;
        }
        lock();
        try {
            closed = true;
            releaseOnce();
        } finally {
            exit();
        }
    }

    /** The same, but waits for a thread that uses it now. */
    final void closeWhenIdle() {
        closed = true;
        lock.lock();
        try {
            releaseOnce();
        } finally {
            lock.unlock();
        }
    }

    private void releaseOnce() {
        if (!released) {
            released = true;
            if (owner != null) {
                owner.forget(this);
            }
            release();
        }
    }

    /**
     * Does something else that only one thread at a time may do, such as {@link Profiled#startProfile()}.
     *
     * @throws IllegalStateException if it is closed or in use by another thread
     */
    protected final <T> T use(Supplier<T> body) {
        enter();
        try {
            return body.get();
        } finally {
            exit();
        }
    }

    final void setOwner(AbstractBackend backend) {
        owner = backend;
    }

    private void enter() {
        requireOpen();
        lock();
        if (closed) {
            exit();
            requireOpen();
        }
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException(
                    "the executable is closed, by itself or with its backend; compile the graph again");
        }
    }

    private void lock() {
        if (!lock.tryLock()) {
            Thread other = user;
            throw new IllegalStateException(
                    "the executable is in use by " + (other == null ? "another thread" : other.getName())
                            + "; only one thread at a time may use it, so compile the graph once for each thread");
        }
        user = Thread.currentThread();
    }

    private void exit() {
        user = null;
        lock.unlock();
    }

    /**
     * Overwrites an input, a parameter or an output.
     *
     * @param name as declared in the graph
     * @param value the buffer with this name
     * @param values row-major, {@code value.shape().size()} numbers
     */
    protected abstract void doWrite(String name, Value value, float[] values);

    /**
     * Reads an input, a parameter or an output.
     *
     * @param name as declared in the graph
     * @param value the buffer with this name
     * @param into receives {@code value.shape().size()} row-major numbers
     */
    protected abstract void doRead(String name, Value value, float[] into);

    /** Runs one of the graph's stages. */
    protected abstract void doRun(Stage stage);

    /** Gives the buffers back and drops every reference to them. Called once. */
    protected abstract void release();
}
