package dcgan.tensor.simd.convolution.winograd;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The {@link WinogradSpace}s of a backend: as many as jobs run at once. The one given back last is taken first, so that a thread
 * mostly gets the one that is in its cache. A job that fails does not give its space back.
 */
public final class WinogradSpaces {

    private final Deque<WinogradSpace> free = new ArrayDeque<>();

    WinogradSpace take() {
        synchronized (free) {
            if (!free.isEmpty()) {
                return free.pop();
            }
        }
        return new WinogradSpace();
    }

    void give(WinogradSpace space) {
        space.forget();
        synchronized (free) {
            free.push(space);
        }
    }

    public void clear() {
        synchronized (free) {
            free.clear();
        }
    }
}
