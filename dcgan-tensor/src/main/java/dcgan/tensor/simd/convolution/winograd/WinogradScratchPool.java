package dcgan.tensor.simd.convolution.winograd;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The {@link WinogradScratch}s of a backend: as many as jobs run at once. The one given back last is taken first, so that a thread
 * mostly gets the one that is in its cache. A job that fails does not give its scratch back.
 */
public final class WinogradScratchPool {

    private final Deque<WinogradScratch> free = new ArrayDeque<>();

    WinogradScratch take() {
        synchronized (free) {
            if (!free.isEmpty()) {
                return free.pop();
            }
        }
        return new WinogradScratch();
    }

    void give(WinogradScratch scratch) {
        scratch.forget();
        synchronized (free) {
            free.push(scratch);
        }
    }

    public void clear() {
        synchronized (free) {
            free.clear();
        }
    }
}
