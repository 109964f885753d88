package dcgan.tensor.simd;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dcgan.tensor.Backend;
import dcgan.tensor.Backends;
import dcgan.tensor.Executable;
import dcgan.tensor.Graph;
import dcgan.tensor.Shape;
import dcgan.tensor.Value;
import dcgan.tensor.op.Dot;
import dcgan.tensor.op.MatrixVector;
import dcgan.tensor.op.MatrixVectorTransposed;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

/** Spectral normalisation reads each weight in many places, which take no memory of their own. */
class MatrixMemoryTest {

    private static final Shape WEIGHT = Shape.of(64, 64, 4, 4);

    @Test
    void moreReadersOfAWeightTakeLittleMoreMemory() {
        try (Backend backend = Backends.open(SimdProvider.NAME)) {
            compiled(backend, 1);
            long more = compiled(backend, 5) - compiled(backend, 1);
            assertTrue(more < (long) WEIGHT.size() * Float.BYTES, "12 more readers took " + more + " bytes");
        }
    }

    /** Bytes that are allocated to compile a graph. */
    private static long compiled(Backend backend, int times) {
        Graph.Builder g = Graph.builder();
        Value weight = g.parameter("weight", WEIGHT);
        Value u = g.input("u", Shape.of(WEIGHT.dim(0)));
        Value v = g.input("v", Shape.of(WEIGHT.size() / WEIGHT.dim(0)));
        for (int i = 0; i < times; i++) {
            g.output("product" + i, g.add(new MatrixVector(weight, v)));
            g.output("transposed" + i, g.add(new MatrixVectorTransposed(weight, u)));
            g.output("dot" + i, g.add(new Dot(weight, weight)));
        }
        Graph graph = g.build();
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        try (Executable _ = backend.compile(graph)) {
            return threads.getCurrentThreadAllocatedBytes() - before;
        }
    }
}
