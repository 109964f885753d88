package dcgan.tensor.spi;

import dcgan.tensor.Backend;
import dcgan.tensor.Executable;
import dcgan.tensor.Graph;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/**
 * A backend that keeps the rules of {@link Backend} about closing: nothing is compiled or run after it, and its executables are
 * closed with it. {@link #doCompile} may be called by several threads at once.
 */
public abstract class AbstractBackend implements Backend {

    /** Those that are open. Guarded by itself, as {@link #closed} is. */
    private final Set<AbstractExecutable> executables = Collections.newSetFromMap(new IdentityHashMap<>());

    private boolean closed;

    /** An open backend. */
    protected AbstractBackend() {}

    @Override
    public final Executable compile(Graph graph) {
        if (graph == null) {
            throw new IllegalArgumentException("the graph is null");
        }
        synchronized (executables) {
            requireOpen();
        }
        AbstractExecutable executable = doCompile(graph);
        synchronized (executables) {
            if (!closed) {
                executables.add(executable);
                executable.setOwner(this);
                return executable;
            }
        }
        executable.close();
        throw closedException();
    }

    private void requireOpen() {
        if (closed) {
            throw closedException();
        }
    }

    private IllegalStateException closedException() {
        return new IllegalStateException("the backend " + name() + " is closed; open it again");
    }

    @Override
    public final void close() {
        List<AbstractExecutable> open;
        synchronized (executables) {
            if (closed) {
                return;
            }
            closed = true;
            open = List.copyOf(executables);
            executables.clear();
        }
        Throwable failure = null;
        for (AbstractExecutable executable : open) {
            failure = attempt(executable::closeWhenIdle, failure);
        }
        failure = attempt(this::release, failure);
        switch (failure) {
            case null -> {}
            case Error e -> throw e;
            case RuntimeException e -> throw e;
            case Throwable e -> throw new AssertionError(e);
        }
    }

    /** Told by an executable that it is closed. */
    void forget(AbstractExecutable executable) {
        synchronized (executables) {
            executables.remove(executable);
        }
    }

    /** Returns the first failure, which holds the later ones. */
    private static Throwable attempt(Runnable action, Throwable failure) {
        try {
            action.run();
        } catch (RuntimeException | Error e) {
            if (failure == null) {
                return e;
            }
            if (e != failure) {
                failure.addSuppressed(e);
            }
        }
        return failure;
    }

    /** Makes a graph ready to run; see {@link Backend#compile}. */
    protected abstract AbstractExecutable doCompile(Graph graph);

    /** Gives threads and device memory back. Called once, when all executables are closed. */
    protected abstract void release();
}
