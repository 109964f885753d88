import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Gradients;
import org.tensorflow.op.core.Variable;
import org.tensorflow.op.nn.LeakyRelu;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/** The {@code simple} model's training step as a TensorFlow graph, with its faster layout, channels last. */
final class Tensorflow {
    private static final int LATENT_SIZE = 100;

    private final Ops tf;
    private final int batchSize;
    private final List<Op> initialisers = new ArrayList<>();
    private final List<Parameter> discriminator;
    private final List<Parameter> generator;

    /** A weight with Adam's two moments of it. */
    private record Parameter(Variable<TFloat32> weight, Variable<TFloat32> mean, Variable<TFloat32> variance) {}

    private Tensorflow(Graph graph, int batchSize) {
        tf = Ops.create(graph);
        this.batchSize = batchSize;
        discriminator = List.of(
                parameter(4, 4, 3, 64), parameter(4, 4, 64, 128), parameter(4, 4, 128, 256), parameter(4, 4, 256, 1));
        generator = List.of(
                parameter(4, 4, 512, LATENT_SIZE),
                parameter(4, 4, 256, 512),
                parameter(4, 4, 128, 256),
                parameter(4, 4, 3, 128));
    }

    /** See {@link Measurement#of}. */
    public static void main(String[] args) throws IOException {
        Measurement measurement = Measurement.of(args);
        ConfigProto threads = ConfigProto.newBuilder()
                .setIntraOpParallelismThreads(measurement.threads())
                .setInterOpParallelismThreads(1)
                .build();
        try (Graph graph = new Graph();
                Session session = new Session(graph, threads)) {
            new Tensorflow(graph, measurement.batchSize()).measure(measurement, session);
        }
    }

    private void measure(Measurement measurement, Session session) throws IOException {
        Variable<TFloat32> real = variable(
                tf.math.sub(
                        tf.math.mul(
                                tf.random.randomUniform(tf.constant(new int[] {batchSize, 32, 32, 3}), TFloat32.class),
                                tf.constant(2f)),
                        tf.constant(1f)),
                batchSize,
                32,
                32,
                3);
        Operand<TFloat32> lossD = tf.math.add(
                lossAgainstOnes(discriminate(real)), lossAgainstZeros(discriminate(tf.stopGradient(generate()))));
        List<Op> updateD = adam(lossD, discriminator);
        Operand<TFloat32> lossG = lossAgainstOnes(discriminate(generate()));
        List<Op> updateG = adam(lossG, generator);
        // Only its mean is fetched, for a copy of all pixels is no part of the work.
        Operand<TFloat32> pictures = mean(generate());

        Session.Runner initialise = session.runner();
        initialisers.forEach(initialise::addTarget);
        initialise.run().close();
        measurement.run(
                () -> {
                    run(session, lossD, updateD);
                    run(session, lossG, updateG);
                },
                () -> run(session, pictures, List.of()));
    }

    private static void run(Session session, Operand<TFloat32> fetched, List<Op> targets) {
        Session.Runner runner = session.runner().fetch(fetched);
        targets.forEach(runner::addTarget);
        try (Result result = runner.run()) {
            if (!Float.isFinite(((TFloat32) result.get(0)).getFloat())) {
                throw new IllegalStateException("an infinite result");
            }
        }
    }

    /** The logits. */
    private Operand<TFloat32> discriminate(Operand<TFloat32> images) {
        Operand<TFloat32> x = images;
        for (Parameter layer : discriminator.subList(0, 3)) {
            x = tf.nn.leakyRelu(tf.nn.conv2d(x, layer.weight, List.of(1L, 2L, 2L, 1L), "SAME"), LeakyRelu.alpha(0.2f));
        }
        return tf.nn.conv2d(x, discriminator.get(3).weight, List.of(1L, 1L, 1L, 1L), "VALID");
    }

    private Operand<TFloat32> generate() {
        Operand<TFloat32> x =
                tf.random.randomStandardNormal(tf.constant(new int[] {batchSize, 1, 1, LATENT_SIZE}), TFloat32.class);
        x = tf.nn.relu(deconvolve(x, generator.get(0), 4, 512, 1, "VALID"));
        x = tf.nn.relu(deconvolve(x, generator.get(1), 8, 256, 2, "SAME"));
        x = tf.nn.relu(deconvolve(x, generator.get(2), 16, 128, 2, "SAME"));
        return tf.math.tanh(deconvolve(x, generator.get(3), 32, 3, 2, "SAME"));
    }

    private Operand<TFloat32> deconvolve(
            Operand<TFloat32> x, Parameter layer, int size, int channels, long stride, String padding) {
        Operand<TInt32> shape = tf.constant(new int[] {batchSize, size, size, channels});
        return tf.nn.conv2dBackpropInput(shape, layer.weight, x, List.of(1L, stride, stride, 1L), padding);
    }

    /** BCE of a sigmoid's logits against ones. */
    private Operand<TFloat32> lossAgainstOnes(Operand<TFloat32> logits) {
        return mean(tf.math.softplus(tf.math.neg(logits)));
    }

    private Operand<TFloat32> lossAgainstZeros(Operand<TFloat32> logits) {
        return mean(tf.math.softplus(logits));
    }

    private Operand<TFloat32> mean(Operand<TFloat32> x) {
        return tf.math.mean(x, tf.constant(new int[] {0, 1, 2, 3}));
    }

    private Parameter parameter(long... shape) {
        Operand<TFloat32> normal =
                tf.math.mul(tf.random.randomStandardNormal(tf.constant(shape), TFloat32.class), tf.constant(0.02f));
        return new Parameter(variable(normal, shape), variable(zeros(shape), shape), variable(zeros(shape), shape));
    }

    private Operand<TFloat32> zeros(long... shape) {
        return tf.zeros(tf.constant(shape), TFloat32.class);
    }

    private Variable<TFloat32> variable(Operand<TFloat32> value, long... shape) {
        Variable<TFloat32> variable = tf.variable(Shape.of(shape), TFloat32.class);
        initialisers.add(tf.assign(variable, value));
        return variable;
    }

    /** Adam's correction for the first steps stays that of the first one: it changes no amount of work. */
    private List<Op> adam(Operand<TFloat32> loss, List<Parameter> parameters) {
        Gradients gradients =
                tf.gradients(loss, parameters.stream().map(Parameter::weight).toList());
        Variable<TFloat32> beta1Power = variable(tf.constant(0.5f));
        Variable<TFloat32> beta2Power = variable(tf.constant(0.999f));
        List<Op> updates = new ArrayList<>();
        for (int i = 0; i < parameters.size(); i++) {
            Parameter parameter = parameters.get(i);
            updates.add(tf.train.applyAdam(
                    parameter.weight,
                    parameter.mean,
                    parameter.variance,
                    beta1Power,
                    beta2Power,
                    tf.constant(0.0002f),
                    tf.constant(0.5f),
                    tf.constant(0.999f),
                    tf.constant(1e-8f),
                    gradients.dy(i)));
        }
        return updates;
    }
}
