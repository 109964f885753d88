package dcgan.models.classifier;

import dcgan.nn.Adam;
import dcgan.nn.BatchNorm2d;
import dcgan.nn.Conv2d;
import dcgan.nn.Init;
import dcgan.nn.Layer;
import dcgan.nn.Mode;
import dcgan.nn.Parameter;
import dcgan.nn.Pass;
import dcgan.nn.Pass.Wanted;
import dcgan.nn.Scope;
import dcgan.nn.Sequential;
import dcgan.nn.evaluation.Cifar10Classifier;
import dcgan.tensor.Backend;
import dcgan.tensor.Executable;
import dcgan.tensor.Graph;
import dcgan.tensor.Shape;
import dcgan.tensor.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The classifier while it is trained: with a BatchNorm2d in place of each bias but the last one. {@link #frozen} puts them back
 * into the weights and biases of the convolutions.
 */
final class Training implements AutoCloseable {
    private static final String NETWORK = "classifier";
    private static final String IMAGES = "images";
    private static final String OUTPUT = "output";
    private static final String GRADIENT = "gradient";
    private static final String FORWARD = "forward";
    private static final String UPDATE = "update";
    private static final float EPS = 1e-5f;
    /** A layer of the classifier becomes three: Conv2d, BatchNorm2d, LeakyReLU. */
    private static final int TRAINED = 3;

    private static final int FROZEN = 2;

    private final Backend backend;
    private final Shape images;
    private final Sequential layers = layers();
    private final Head head;
    private final float[] output;
    private final float[] gradient;
    private Executable executable;

    /**
     * @param images {@code [N, C, H, W]}
     */
    Training(Shape images, long seed, Backend backend) {
        this.backend = backend;
        this.images = images;
        this.executable = backend.compile(graph(1));
        Shape shape = executable.graph().named(OUTPUT).shape();
        this.head = new Head(shape.dim(1), shape.dim(2) * shape.dim(3));
        this.output = new float[shape.size()];
        this.gradient = new float[shape.size()];
        List<Parameter> parameters = layers.parameters();
        for (int i = 0; i < parameters.size(); i++) {
            executable.write(parameters.get(i).in(NETWORK).name(), Init.DEFAULT.values(parameters.get(i), seed, i));
        }
    }

    private static Sequential layers() {
        List<Layer> layers = new ArrayList<>();
        List<Layer> frozen = Cifar10Classifier.layers().layers();
        for (Layer layer : frozen) {
            if (layer instanceof Conv2d convolution && layer != frozen.getLast()) {
                layers.add(convolution.bias(false));
                layers.add(new BatchNorm2d(convolution.outChannels(), EPS, 0.1f));
            } else {
                layers.add(layer);
            }
        }
        return new Sequential(layers);
    }

    private Graph graph(double rate) {
        Graph.Builder graph = Graph.builder();
        Scope scope = Scope.declare(graph, NETWORK, layers);
        graph.stage(FORWARD);
        Pass pass = layers.forward(graph, scope, graph.input(IMAGES, images), Mode.TRAINING);
        graph.output(OUTPUT, pass.output());
        graph.stage(UPDATE);
        Value toOutput = graph.input(GRADIENT, pass.output().shape());
        Map<String, Value> gradients =
                pass.backward(toOutput, Wanted.PARAMETERS).parameters();
        Map<String, Value> parameters = new LinkedHashMap<>();
        gradients.keySet().forEach(name -> parameters.put(name, scope.get(name)));
        Adam.of(rate, 0.9, 0.999).step(graph, "optimizer", parameters, gradients);
        return graph.build();
    }

    /** Changes the learning rate, which is a constant of a compiled graph. */
    void learningRate(double rate) {
        Executable next = backend.compile(graph(rate));
        executable.graph().parameters().keySet().forEach(name -> next.write(name, executable.read(name)));
        executable.close();
        executable = next;
    }

    /** Trains on one batch and returns its loss. */
    double step(float[] batch, int[] labels, double smoothing) {
        executable.write(IMAGES, batch);
        executable.run(FORWARD);
        executable.read(OUTPUT, output);
        double loss = head.crossEntropy(output, labels, smoothing, gradient);
        executable.write(GRADIENT, gradient);
        executable.run(UPDATE);
        return loss;
    }

    /**
     * The values of a parameter of {@link Cifar10Classifier#layers()}: with {@code s = γ / √(var + eps)}, a weight is that of the
     * convolution times s, and a bias is {@code β − mean · s}.
     */
    float[] frozen(Parameter parameter) {
        String[] name = parameter.name().split("\\.");
        int index = Integer.parseInt(name[0]) / FROZEN * TRAINED;
        if (index == layers.layers().size() - 1) {
            return read(index, name[1]);
        }
        float[] gamma = read(index + 1, "weight");
        float[] variance = read(index + 1, "running_var");
        float[] mean = read(index + 1, "running_mean");
        boolean isBias = name[1].equals("bias");
        float[] values = read(isBias ? index + 1 : index, name[1]);
        int each = values.length / gamma.length;
        for (int i = 0; i < values.length; i++) {
            int channel = i / each;
            double scale = gamma[channel] / Math.sqrt(variance[channel] + EPS);
            values[i] = (float) (isBias ? values[i] - mean[channel] * scale : values[i] * scale);
        }
        return values;
    }

    private float[] read(int layer, String name) {
        return executable.read(NETWORK + "." + layer + "." + name);
    }

    @Override
    public void close() {
        executable.close();
    }
}
