package dcgan.tensor.simd;

import static dcgan.tensor.op.Padding.padding;
import static dcgan.tensor.op.Stride.stride;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dcgan.tensor.Backend;
import dcgan.tensor.Backends;
import dcgan.tensor.Executable;
import dcgan.tensor.Graph;
import dcgan.tensor.Shape;
import dcgan.tensor.Value;
import dcgan.tensor.op.Conv2d;
import dcgan.tensor.op.Tanh;
import dcgan.tensor.spi.Profiled;
import dcgan.tensor.spi.Profiled.OpTime;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The copies that an op needs have times of their own. */
class ProfileTest {

    /** Reads a thin image, and yields a thin one. */
    private static Graph convolutions() {
        Graph.Builder g = Graph.builder();
        Value x = g.input("x", Shape.of(2, 3, 16, 16));
        Value first = g.parameter("first", Shape.of(8, 3, 4, 4));
        Value second = g.parameter("second", Shape.of(1, 8, 4, 4));
        Value hidden = g.add(new Tanh(g.add(Conv2d.of(x, first, stride(2), padding(1)))));
        g.output("y", g.add(Conv2d.of(hidden, second, stride(2), padding(1))));
        return g.build();
    }

    @Test
    void copiesAreNotCountedWithTheOp() {
        try (Backend backend = Backends.open(SimdProvider.NAME);
                Executable executable = backend.compile(convolutions())) {
            assertEquals(
                    List.of(
                            "Conv2d",
                            "im2col [2, 3, 16, 16]",
                            "weight transpose [8, 3, 4, 4]",
                            "Conv2d",
                            "weight transpose [1, 8, 4, 4]",
                            "relayout [2, 1, 4, 4]"),
                    steps(profile(executable, 3)));
        }
    }

    @Test
    void aWeightIsTransposedOnlyAfterItWasWritten() {
        try (Backend backend = Backends.open(SimdProvider.NAME);
                Executable executable = backend.compile(convolutions())) {
            executable.run();
            assertEquals(
                    List.of("Conv2d", "im2col [2, 3, 16, 16]", "Conv2d", "relayout [2, 1, 4, 4]"),
                    steps(profile(executable, 1)));
            executable.write("first", new float[8 * 3 * 4 * 4]);
            List<OpTime> times = profile(executable, 3);
            assertEquals(
                    List.of(1L),
                    times.stream()
                            .filter(time -> time.step().startsWith("weight transpose"))
                            .map(OpTime::runs)
                            .toList());
            assertEquals(
                    List.of(3L, 3L),
                    times.stream().filter(OpTime::isOp).map(OpTime::runs).toList());
        }
    }

    private static List<OpTime> profile(Executable executable, int runs) {
        Profiled profiled = (Profiled) executable;
        profiled.startProfile();
        for (int run = 0; run < runs; run++) {
            executable.run();
        }
        return profiled.stopProfile().ops();
    }

    private static List<String> steps(List<OpTime> times) {
        return times.stream().map(OpTime::step).toList();
    }
}
