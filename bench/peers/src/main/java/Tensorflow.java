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
import org.tensorflow.op.nn.FusedBatchNorm;
import org.tensorflow.op.nn.LeakyRelu;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/** The models' training step as a TensorFlow graph, with its faster layout, channels last. */
final class Tensorflow {
    private static final int LATENT_SIZE = 100;
    private static final int COLOURS = 3;

    /** The other side of PyTorch's momentum of 0.1. */
    private static final float KEPT = 0.9f;

    private static final float EPSILON = 1e-5f;

    private final Ops tf;
    private final int batchSize;
    private final List<Op> initialisers = new ArrayList<>();
    private final List<Op> statistics = new ArrayList<>();
    private final int imageSize;
    private final List<Layer> discriminator = new ArrayList<>();
    private final List<Layer> generator = new ArrayList<>();

    /** A weight with Adam's two moments of it. */
    private record Parameter(Variable<TFloat32> weight, Variable<TFloat32> mean, Variable<TFloat32> variance) {}

    /** A convolution's weight, how many channels its result has, and what normalises that; null for nothing. */
    private record Layer(Parameter weight, int channels, Norm norm) {}

    /** Scale, offset and running statistics of a batch normalisation. */
    private record Norm(Parameter scale, Parameter offset, Variable<TFloat32> mean, Variable<TFloat32> variance) {}

    private Tensorflow(Graph graph, int batchSize, Model model) {
        tf = Ops.create(graph);
        this.batchSize = batchSize;
        imageSize = model.imageSize();
        int channels = COLOURS;
        for (int wider : model.discriminatorChannels()) {
            boolean normalised = model.normalisedInDiscriminator(discriminator.size());
            discriminator.add(new Layer(parameter(4, 4, channels, wider), wider, normalised ? norm(wider) : null));
            channels = wider;
        }
        discriminator.add(new Layer(parameter(4, 4, channels, 1), 1, null));
        channels = LATENT_SIZE;
        for (int narrower : model.generatorChannels()) {
            boolean normalised = model.normalisedInGenerator(generator.size());
            generator.add(new Layer(parameter(4, 4, narrower, channels), narrower, normalised ? norm(narrower) : null));
            channels = narrower;
        }
        generator.add(new Layer(parameter(4, 4, COLOURS, channels), COLOURS, null));
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
            new Tensorflow(graph, measurement.batchSize(), measurement.model()).measure(measurement, session);
        }
    }

    private void measure(Measurement measurement, Session session) throws IOException {
        Variable<TFloat32> real = variable(
                tf.math.sub(
                        tf.math.mul(
                                tf.random.randomUniform(
                                        tf.constant(new int[] {batchSize, imageSize, imageSize, COLOURS}),
                                        TFloat32.class),
                                tf.constant(2f)),
                        tf.constant(1f)),
                batchSize,
                imageSize,
                imageSize,
                COLOURS);
        Operand<TFloat32> lossD = tf.math.add(
                lossAgainstOnes(discriminate(real)), lossAgainstZeros(discriminate(tf.stopGradient(generate(true)))));
        List<Op> updateD = adam(lossD, discriminator);
        Operand<TFloat32> lossG = lossAgainstOnes(discriminate(generate(true)));
        List<Op> updateG = adam(lossG, generator);
        updateD.addAll(statistics);
        // Only its mean is fetched, for a copy of all pixels is no part of the work.
        Operand<TFloat32> pictures = mean(generate(false));

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
        for (Layer layer : discriminator.subList(0, discriminator.size() - 1)) {
            x = tf.nn.conv2d(x, layer.weight.weight, List.of(1L, 2L, 2L, 1L), "SAME");
            x = tf.nn.leakyRelu(normalised(x, layer.norm, true), LeakyRelu.alpha(0.2f));
        }
        return tf.nn.conv2d(x, discriminator.getLast().weight.weight, List.of(1L, 1L, 1L, 1L), "VALID");
    }

    private Operand<TFloat32> generate(boolean training) {
        Operand<TFloat32> x =
                tf.random.randomStandardNormal(tf.constant(new int[] {batchSize, 1, 1, LATENT_SIZE}), TFloat32.class);
        int size = 4;
        x = tf.nn.relu(
                normalised(deconvolve(x, generator.getFirst(), size, 1, "VALID"), generator.getFirst().norm, training));
        for (Layer layer : generator.subList(1, generator.size() - 1)) {
            size *= 2;
            x = tf.nn.relu(normalised(deconvolve(x, layer, size, 2, "SAME"), layer.norm, training));
        }
        return tf.math.tanh(deconvolve(x, generator.getLast(), imageSize, 2, "SAME"));
    }

    /** Normalised by the statistics of the batch, which are put into the running ones, or by these. */
    private Operand<TFloat32> normalised(Operand<TFloat32> x, Norm norm, boolean training) {
        if (norm == null) {
            return x;
        }
        FusedBatchNorm<TFloat32, TFloat32> result = tf.nn.fusedBatchNorm(
                x,
                norm.scale.weight,
                norm.offset.weight,
                norm.mean,
                norm.variance,
                FusedBatchNorm.isTraining(training),
                FusedBatchNorm.epsilon(EPSILON),
                FusedBatchNorm.exponentialAvgFactor(1f));
        if (training) {
            statistics.add(tf.assign(norm.mean, mixed(norm.mean, result.batchMean())));
            statistics.add(tf.assign(norm.variance, mixed(norm.variance, result.batchVariance())));
        }
        return result.y();
    }

    private Operand<TFloat32> mixed(Operand<TFloat32> running, Operand<TFloat32> batch) {
        return tf.math.add(tf.math.mul(running, tf.constant(KEPT)), tf.math.mul(batch, tf.constant(1 - KEPT)));
    }

    private Norm norm(int channels) {
        return new Norm(
                parameter(tf.ones(tf.constant(new int[] {channels}), TFloat32.class), channels),
                parameter(zeros(channels), channels),
                variable(zeros(channels), channels),
                variable(tf.ones(tf.constant(new int[] {channels}), TFloat32.class), channels));
    }

    private Operand<TFloat32> deconvolve(Operand<TFloat32> x, Layer layer, int size, long stride, String padding) {
        Operand<TInt32> shape = tf.constant(new int[] {batchSize, size, size, layer.channels});
        return tf.nn.conv2dBackpropInput(shape, layer.weight.weight, x, List.of(1L, stride, stride, 1L), padding);
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
        return parameter(normal, shape);
    }

    private Parameter parameter(Operand<TFloat32> value, long... shape) {
        return new Parameter(variable(value, shape), variable(zeros(shape), shape), variable(zeros(shape), shape));
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
    private List<Op> adam(Operand<TFloat32> loss, List<Layer> layers) {
        List<Parameter> parameters = new ArrayList<>();
        for (Layer layer : layers) {
            parameters.add(layer.weight);
            if (layer.norm != null) {
                parameters.add(layer.norm.scale);
                parameters.add(layer.norm.offset);
            }
        }
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
