package dcgan.models.classifier;

import dcgan.data.Batch;
import dcgan.data.BatchIterator;
import dcgan.data.Batches;
import dcgan.data.DatasetException;
import dcgan.data.Images;
import dcgan.data.cifar.Cifar10;
import dcgan.nn.Mode;
import dcgan.nn.Parameter;
import dcgan.nn.Scope;
import dcgan.nn.Sequential;
import dcgan.nn.evaluation.Cifar10Classifier;
import dcgan.tensor.Backend;
import dcgan.tensor.Backends;
import dcgan.tensor.Executable;
import dcgan.tensor.Graph;
import dcgan.tensor.Shape;
import dcgan.tensor.Value;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Trains the classifier and writes it, in half precision, after every epoch; or measures the accuracy of a written one or of the
 * one that {@code dcgan.nn} ships.
 */
final class Main {
    private static final int BATCH_SIZE = 128;
    private static final int TEST_BATCH_SIZE = 100;
    private static final double LEARNING_RATE = 0.002;
    private static final double LABEL_SMOOTHING = 0.1;
    private static final long SEED = 1;

    private static final String USAGE = """
        usage: train ARCHIVE FILE EPOCHS   trains on the CIFAR-10 archive (binary version) and writes FILE
               accuracy ARCHIVE [FILE]     measures FILE, or the shipped classifier, on the test pictures\
        """;

    private Main() {}

    /** Expects what {@link #USAGE} says. */
    public static void main(String[] args) {
        try {
            if (!run(args)) {
                System.err.println(USAGE);
                System.exit(2);
            }
        } catch (IOException | DatasetException e) {
            System.err.println("classifier: " + e.getMessage());
            System.exit(1);
        }
    }

    /** Whether the arguments make sense. */
    private static boolean run(String[] args) throws IOException {
        String command = args.length == 0 ? "" : args[0];
        if (command.equals("train") && args.length == 4 && args[3].matches("[1-9]\\d{0,3}")) {
            train(Cifar10.open(Path.of(args[1])), Path.of(args[2]), Integer.parseInt(args[3]));
            return true;
        }
        if (command.equals("accuracy") && (args.length == 2 || args.length == 3)) {
            measure(
                    args.length == 2 ? Cifar10Classifier.trained() : Cifar10Classifier.load(Path.of(args[2])),
                    Cifar10.open(Path.of(args[1])).test());
            return true;
        }
        return false;
    }

    private static void measure(Cifar10Classifier classifier, Images test) {
        try (Backend backend = Backends.open(Backends.AUTO)) {
            System.out.printf(
                    Locale.ROOT,
                    "accuracy %.2f %% of %,d test pictures; the file says %s%n",
                    100 * accuracy(classifier, test, backend),
                    test.size(),
                    classifier.notes().getOrDefault("accuracy", "nothing"));
        }
    }

    private static void train(Cifar10 data, Path file, int epochs) throws IOException {
        Batches batches = data.train().batches(BATCH_SIZE).shuffled(SEED);
        Augmentation augmentation = new Augmentation(Cifar10.SHAPE);
        try (Backend backend = Backends.open(Backends.AUTO);
                Training training = new Training(shape(BATCH_SIZE), SEED, backend)) {
            for (int epoch = 1; epoch <= epochs; epoch++) {
                long start = System.nanoTime();
                training.learningRate(learningRate(epoch, epochs));
                SplittableRandom random = new SplittableRandom(SEED + epoch);
                double loss = 0;
                try (BatchIterator each = batches.epoch(epoch).iterator()) {
                    while (each.hasNext()) {
                        Batch batch = each.next();
                        augmentation.apply(batch.images(), random);
                        loss += training.step(batch.images(), batch.labels(), LABEL_SMOOTHING) / batches.count();
                    }
                }
                double seconds = (System.nanoTime() - start) / 1e9;
                Cifar10Classifier.save(file, training::frozen, Map.of());
                double accuracy = accuracy(Cifar10Classifier.load(file), data.test(), backend);
                Cifar10Classifier.save(file, training::frozen, notes(epoch, accuracy));
                System.out.printf(
                        Locale.ROOT,
                        "epoch %d of %d: loss %.4f, test accuracy %.2f %%, %.0f s%n",
                        epoch,
                        epochs,
                        loss,
                        100 * accuracy,
                        seconds);
            }
        }
    }

    /** Falls from {@value #LEARNING_RATE} to almost zero, along half a cosine. */
    private static double learningRate(int epoch, int epochs) {
        return LEARNING_RATE * (1 + Math.cos(Math.PI * (epoch - 0.5) / epochs)) / 2;
    }

    private static Map<String, String> notes(int epochs, double accuracy) {
        Map<String, String> notes = new LinkedHashMap<>();
        notes.put("data", "CIFAR-10, from JPEG pictures");
        notes.put("accuracy", String.format(Locale.ROOT, "%.4f", accuracy));
        notes.put("epochs", Integer.toString(epochs));
        notes.put("seed", Long.toString(SEED));
        notes.put("program", "models/cifar10-classifier");
        return notes;
    }

    /** The share of pictures that the frozen classifier tells right. */
    static double accuracy(Cifar10Classifier classifier, Images images, Backend backend) {
        Sequential layers = Cifar10Classifier.layers();
        Graph.Builder graph = Graph.builder();
        Scope scope = Scope.declare(graph, "classifier", layers);
        int batchSize = Math.min(TEST_BATCH_SIZE, images.size());
        Value input = graph.input("images", shape(batchSize));
        Value output = graph.output(
                "output", layers.forward(graph, scope, input, Mode.EVALUATION).output());
        Head head = new Head(
                output.shape().dim(1), output.shape().dim(2) * output.shape().dim(3));
        Batches batches = images.batches(batchSize);
        int right = 0;
        try (Executable executable = backend.compile(graph.build())) {
            for (Parameter parameter : layers.parameters()) {
                executable.write(
                        parameter.in("classifier").name(), classifier.read(parameter.name(), parameter.shape()));
            }
            for (Batch batch : batches.epoch(1)) {
                executable.write("images", batch.images());
                executable.run();
                float[] scores = executable.read("output");
                for (int i = 0; i < batch.size(); i++) {
                    right += head.predicted(scores, i) == batch.labels()[i] ? 1 : 0;
                }
            }
        }
        return right / (double) (batches.count() * batchSize);
    }

    private static Shape shape(int images) {
        return Shape.of(images, Cifar10.SHAPE.channels(), Cifar10.SHAPE.height(), Cifar10.SHAPE.width());
    }
}
