package dcgan.tensor.tornado;

import static dcgan.tensor.op.Padding.padding;
import static dcgan.tensor.op.Stride.stride;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dcgan.tensor.Backend;
import dcgan.tensor.Backends;
import dcgan.tensor.Executable;
import dcgan.tensor.Graph;
import dcgan.tensor.Shape;
import dcgan.tensor.Value;
import dcgan.tensor.op.Conv2d;
import dcgan.tensor.op.Conv2dGradInput;
import dcgan.tensor.op.ConvTranspose2d;
import dcgan.tensor.op.Copy;
import dcgan.tensor.op.LeakyReLU;
import dcgan.tensor.op.LeakyReLUBackward;
import dcgan.tensor.op.ReLU;
import dcgan.tensor.op.ReLUBackward;
import dcgan.tensor.planning.ConvolutionChoice;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The activations that convolutions for GPUs apply to their results. */
class EpilogueTest {

    private static final float SLOPE = 0.2f;
    private static final Shape LARGE = Shape.of(3, 5, 6, 6);
    private static final Shape SMALL = Shape.of(3, 7, 3, 3);

    /** Each activation and each gradient after a pass to the small image and after one to the large one. */
    private static Graph graph(boolean isReadTwice) {
        Graph.Builder g = Graph.builder();
        Value x = g.input("x", LARGE);
        Value z = g.input("z", SMALL);
        Value w = g.parameter("w", Shape.of(7, 5, 4, 4));
        Value bias = g.parameter("bias", Shape.of(7));
        Value down = g.add(new Conv2d(x, w, bias, stride(2), padding(1)));
        Value relu = g.add(new ReLU(down));
        Value up = g.add(ConvTranspose2d.of(z, w, stride(2), padding(1)));
        Value leaky = g.add(new LeakyReLU(up, SLOPE));
        Value gradient = g.add(new Conv2dGradInput(relu, w, LARGE, stride(2), padding(1)));
        Value reluBackward = g.add(new ReLUBackward(gradient, leaky));
        Value back = g.add(Conv2d.of(reluBackward, w, stride(2), padding(1)));
        Value leakyBackward = g.add(new LeakyReLUBackward(back, relu, SLOPE));
        g.output("relu", g.add(new Copy(relu)));
        g.output("leaky", g.add(new Copy(leaky)));
        g.output("reluBackward", g.add(new Copy(reluBackward)));
        g.output("leakyBackward", leakyBackward);
        if (isReadTwice) {
            g.output("down", g.add(new Copy(down)));
        }
        return g.build();
    }

    private static int launches(Graph graph, KernelFamily family) {
        BufferArena arena = new BufferArena(Long.MAX_VALUE);
        Lowering lowering = new Lowering(graph, new Placement(graph, arena), arena, family, ConvolutionChoice.DIRECT);
        return graph.stages().stream()
                .flatMap(stage -> lowering.stage(stage).stream())
                .mapToInt(node -> node.launches().size())
                .sum();
    }

    @Test
    void theyNeedNoLaunchOfTheirOwn() {
        int copies = 3;
        assertEquals(4 + copies, launches(graph(false), KernelFamily.GPU));
        assertEquals(4 + 4 + copies, launches(graph(false), KernelFamily.NAIVE));
        // What something else reads must be written as it is.
        assertEquals(4 + 1 + copies + 1, launches(graph(true), KernelFamily.GPU));
    }

    @Test
    void theyComputeWhatTheReferenceDoes() {
        for (boolean isReadTwice : new boolean[] {false, true}) {
            Graph graph = graph(isReadTwice);
            try (Backend tornado = TornadoTest.open("gpu");
                    Backend reference = Backends.open("reference");
                    Executable actual = tornado.compile(graph);
                    Executable expected = reference.compile(graph)) {
                Random random = new Random(1);
                for (String name : Set.of("x", "z", "w", "bias")) {
                    float[] values = new float[graph.named(name).shape().size()];
                    for (int k = 0; k < values.length; k++) {
                        values[k] = random.nextFloat() - 0.5f;
                    }
                    actual.write(name, values);
                    expected.write(name, values);
                }
                actual.run();
                expected.run();
                for (String name : graph.outputs().keySet()) {
                    assertArrayEquals(expected.read(name), actual.read(name), 1e-4f, name);
                }
            }
        }
    }
}
