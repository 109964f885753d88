package example.backend;

import static dcgan.tensor.op.Padding.padding;
import static dcgan.tensor.op.Stride.stride;

import dcgan.tensor.Backend;
import dcgan.tensor.BackendException;
import dcgan.tensor.Backends;
import dcgan.tensor.Executable;
import dcgan.tensor.Graph;
import dcgan.tensor.Philox;
import dcgan.tensor.Shape;
import dcgan.tensor.Value;
import dcgan.tensor.op.ConvTranspose2d;
import dcgan.tensor.op.ReLU;
import dcgan.tensor.op.Sigmoid;
import dcgan.tensor.op.Tanh;
import dcgan.tensor.spi.BackendProvider;

/** Runs a small generator on the backend of this module and on the reference, and compares the pictures. */
final class Main {
    private Main() {}

    /** Takes no arguments. */
    public static void main(String[] args) {
        System.out.println("backends "
                + Backends.providers().stream().map(BackendProvider::name).toList());

        Graph generator = generator();
        float[] own = pictures("plain", generator);
        float[] reference = pictures("reference", generator);
        float greatest = 0;
        for (int i = 0; i < own.length; i++) {
            greatest = Math.max(greatest, Math.abs(own[i] - reference[i]));
        }
        System.out.println("pictures " + generator.named("pictures").shape());
        System.out.println(greatest < 1e-5 ? "they agree" : "they differ by " + greatest);

        try (Backend plain = Backends.open("plain")) {
            plain.compile(sigmoid());
        } catch (BackendException e) {
            System.out.println(e.getMessage());
        }
    }

    private static float[] pictures(String name, Graph graph) {
        try (Backend backend = Backends.open(name);
                Executable executable = backend.compile(graph)) {
            int stream = 0;
            for (String buffer : new String[] {"z", "w1", "w2"}) {
                float[] values = new float[graph.named(buffer).shape().size()];
                Philox.normal(1, stream++, 0, values);
                executable.write(buffer, values);
            }
            executable.run();
            return executable.read("pictures");
        }
    }

    private static Graph generator() {
        Graph.Builder graph = Graph.builder();
        Value z = graph.input("z", Shape.of(4, 16, 1, 1));
        Value w1 = graph.parameter("w1", Shape.of(16, 8, 4, 4));
        Value w2 = graph.parameter("w2", Shape.of(8, 3, 4, 4));
        Value features = graph.add(new ReLU(graph.add(ConvTranspose2d.of(z, w1, stride(1), padding(0)))));
        graph.output(
                "pictures", graph.add(new Tanh(graph.add(ConvTranspose2d.of(features, w2, stride(2), padding(1))))));
        return graph.build();
    }

    private static Graph sigmoid() {
        Graph.Builder graph = Graph.builder();
        graph.output("y", graph.add(new Sigmoid(graph.input("x", Shape.of(4)))));
        return graph.build();
    }
}
