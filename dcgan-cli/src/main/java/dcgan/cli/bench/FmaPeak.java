package dcgan.cli.bench;

import dcgan.tensor.Backends;
import java.util.stream.IntStream;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** How many float operations the processor does at most: multiply-adds on registers alone, with its widest vectors. */
final class FmaPeak {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;

    /** Sums at once: more than two units with a latency of four or five cycles can have under way. */
    private static final int SUMS = 12;

    /** The backend of these vector operations. */
    private static final String SIMD = "simd";

    private static final int TURNS = 1 << 20;
    private static final int ROUNDS = 30;

    /** Keeps the results in use. */
    private static volatile float sink;

    private FmaPeak() {}

    /**
     * The best of some rounds of a few milliseconds, in GFLOP/s of all the threads together; 0 where vector operations are slow,
     * for the rounds would take minutes or hours.
     */
    static double gflops(int threads) throws InterruptedException {
        if (Backends.provider(SIMD).slow().isPresent()) {
            return 0;
        }
        double best = 0;
        for (int round = 0; round < ROUNDS; round++) {
            Thread[] workers = IntStream.range(0, threads - 1)
                    .mapToObj(_ -> new Thread(() -> sink = multiplyAdd(TURNS)))
                    .toArray(Thread[]::new);
            long start = System.nanoTime();
            for (Thread worker : workers) {
                worker.start();
            }
            sink = multiplyAdd(TURNS);
            for (Thread worker : workers) {
                worker.join();
            }
            double flops = 2.0 * SUMS * SPECIES.length() * TURNS * threads;
            best = Math.max(best, flops / (System.nanoTime() - start));
        }
        return best;
    }

    private static float multiplyAdd(int turns) {
        FloatVector x = FloatVector.broadcast(SPECIES, 0.999f);
        FloatVector y = FloatVector.broadcast(SPECIES, 0.001f);
        FloatVector a = x;
        FloatVector b = x;
        FloatVector c = x;
        FloatVector d = x;
        FloatVector e = x;
        FloatVector f = x;
        FloatVector g = x;
        FloatVector h = x;
        FloatVector i = x;
        FloatVector j = x;
        FloatVector k = x;
        FloatVector l = x;
        for (int turn = 0; turn < turns; turn++) {
            a = a.fma(x, y);
            b = b.fma(x, y);
            c = c.fma(x, y);
            d = d.fma(x, y);
            e = e.fma(x, y);
            f = f.fma(x, y);
            g = g.fma(x, y);
            h = h.fma(x, y);
            i = i.fma(x, y);
            j = j.fma(x, y);
            k = k.fma(x, y);
            l = l.fma(x, y);
        }
        FloatVector sum = a.add(b)
                .add(c)
                .add(d)
                .add(e)
                .add(f)
                .add(g)
                .add(h)
                .add(i)
                .add(j)
                .add(k)
                .add(l);
        return sum.lane(0);
    }
}
