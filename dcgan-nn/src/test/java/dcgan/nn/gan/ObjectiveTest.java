package dcgan.nn.gan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dcgan.nn.testing.TestBackends;
import dcgan.nn.testing.TestBackends.OnEveryBackend;
import dcgan.tensor.Backend;
import dcgan.tensor.Executable;
import dcgan.tensor.Graph;
import dcgan.tensor.Philox;
import dcgan.tensor.Shape;
import dcgan.tensor.Value;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every objective, and the numbers of each. */
class ObjectiveTest {

    private static final Shape OUTPUT = Shape.of(5, 1, 1, 1);

    static List<Objective> objectives() {
        return Objective.all();
    }

    @Test
    void areFoundByTheirNames() {
        for (Objective objective : Objective.all()) {
            assertSame(objective, Objective.of(objective.name()));
            assertEquals(objective.name(), objective.toString());
        }
        assertEquals(
                "there is no objective \"Standard\", only "
                        + String.join(
                                ", ",
                                Objective.all().stream().map(Objective::name).toList()),
                assertThrows(IllegalArgumentException.class, () -> Objective.of("Standard"))
                        .getMessage());
    }

    @ParameterizedTest
    @MethodSource("objectives")
    void metricsHaveNamesOfTheirOwnAndTermsThatThereAre(Objective objective) {
        Set<String> names = new HashSet<>();
        objective.metrics().forEach(metric -> assertTrue(names.add(metric.name()), metric.name()));
        objective.metrics().forEach(metric -> assertTrue(names.containsAll(metric.terms()), metric.name()));
        for (Scale.Kind kind : Scale.Kind.values()) {
            List<Metric> own = objective.metrics().stream()
                    .filter(metric -> metric.scale().kind() == kind)
                    .toList();
            assertEquals(1, own.stream().map(Metric::scale).distinct().count(), "metrics on one chart share a scale");
            assertTrue(own.stream().anyMatch(Metric::averaged));
        }
    }

    /** In files and on the console: see the README. */
    @Test
    void theStandardOnesStay() {
        List<Metric> metrics = Objective.STANDARD.metrics();
        assertEquals(
                List.of("lossD", "lossD_real", "lossD_fake", "lossG", "D_x", "D_G_z1", "D_G_z2"),
                metrics.stream().map(Metric::name).toList());
        assertEquals(
                List.of("lossD", "real", "fake", "lossG", "D(x)", "D(G(z))", "D(G(z))"),
                metrics.stream().map(Metric::label).toList());
        assertEquals(
                List.of("lossD", "lossG", "D_x", "D_G_z1", "D_G_z2"),
                metrics.stream().filter(Metric::averaged).map(Metric::name).toList());
        assertEquals(List.of("lossD_real", "lossD_fake"), metrics.getFirst().terms());
    }

    /** A trainer of each, with every way in which the discriminator may end. */
    @ParameterizedTest
    @MethodSource("objectives")
    void everyMetricIsAnOutputOfTheGraph(Objective objective) {
        TrainingConfig config = TrainingConfig.of(
                        DcganConfig.simple().latentSize(2).featureMaps(1))
                .objective(objective)
                .batchSize(2);
        try (Backend backend = TestBackends.open("reference");
                GanTrainer trainer = GanTrainer.of(config).on(backend)) {
            assertEquals(objective.sigmoid(), trainer.hasProbabilities());
            List<Metric> read = objective.metrics().stream()
                    .filter(metric -> !metric.isSum())
                    .toList();
            read.forEach(metric -> assertEquals(
                    Shape.SCALAR, trainer.graph().outputs().get(metric.name()).shape()));
            assertEquals(objective.metrics(), trainer.metrics());
            assertEquals(Shape.of(2, 1, 1, 1), trainer.graph().named("D(x)").shape());
        }
    }

    @ParameterizedTest
    @MethodSource("objectives")
    void aDiscriminatorOfTheCallersOwnMayEndInASigmoidWhereTheObjectiveAllowsIt(Objective objective) {
        TrainingConfig config = SmallGan.config().objective(objective);
        if (objective.sigmoid()) {
            assertTrue(GanGraph.endsInSigmoid(SmallGan.discriminator()));
            assertNotNull(SmallGan.trainer(config));
        } else {
            assertEquals(
                    "the discriminator ends in a Sigmoid, but the objective " + objective + " needs its logits",
                    assertThrows(IllegalArgumentException.class, () -> SmallGan.trainer(config))
                            .getMessage());
        }
    }

    @OnEveryBackend
    void gradientsAreThoseOfTheLosses(String name) {
        try (Backend backend = TestBackends.open(name)) {
            for (Objective objective : Objective.all()) {
                if (objective.sigmoid()) {
                    checkGradients(backend, objective, true);
                }
                checkGradients(backend, objective, false);
            }
        }
    }

    private static void checkGradients(Backend backend, Objective objective, boolean probabilities) {
        Graph.Builder graph = Graph.builder();
        Value real = graph.parameter("real", OUTPUT);
        Value fake = graph.parameter("fake", OUTPUT);
        graph.stage("discriminator");
        Given givenReal = new Given(real, probabilities);
        Given givenFake = new Given(fake, probabilities);
        Objective.Gradients discriminator = objective.discriminator(graph, givenReal, givenFake);
        graph.output("discriminator.real", discriminator.real());
        graph.output("discriminator.fake", discriminator.fake());
        Set<String> ofDiscriminator = losses(graph, objective, Set.of());
        graph.stage("generator");
        graph.output("generator.fake", objective.generator(graph, givenReal, givenFake));
        Set<String> ofGenerator = losses(graph, objective, ofDiscriminator);
        try (Executable executable = backend.compile(graph.build())) {
            fill(executable, "real", 1, probabilities);
            fill(executable, "fake", 2, probabilities);
            executable.run();
            compare(executable, "discriminator", "real", loss(ofDiscriminator));
            compare(executable, "discriminator", "fake", loss(ofDiscriminator));
            compare(executable, "generator", "fake", loss(ofGenerator));
        }
    }

    /** The outputs of the losses that were appended since. */
    private static Set<String> losses(Graph.Builder graph, Objective objective, Set<String> before) {
        Set<String> outputs = new HashSet<>();
        Graph so = graph.build();
        for (Metric metric : objective.metrics()) {
            boolean isLoss = metric.scale().kind() == Scale.Kind.LOSS && !metric.isSum();
            if (isLoss && so.outputs().containsKey(metric.name()) && !before.contains(metric.name())) {
                outputs.add(metric.name());
            }
        }
        assertFalse(outputs.isEmpty());
        return outputs;
    }

    private static ToDoubleFunction<Executable> loss(Set<String> outputs) {
        return executable -> outputs.stream()
                .mapToDouble(output -> executable.read(output)[0])
                .sum();
    }

    private static void fill(Executable executable, String name, int stream, boolean probabilities) {
        float[] values = new float[OUTPUT.size()];
        Philox.uniform(5, stream, 0, probabilities ? 0.1f : -1.5f, probabilities ? 0.9f : 1.5f, values);
        executable.write(name, values);
    }

    private static void compare(Executable executable, String stage, String input, ToDoubleFunction<Executable> loss) {
        float[] gradient = executable.read(stage + "." + input);
        float[] values = executable.read(input);
        List<Double> differences = new ArrayList<>();
        float delta = 1e-2f;
        for (int i = 0; i < values.length; i++) {
            float value = values[i];
            values[i] = value + delta;
            executable.write(input, values);
            executable.run(stage);
            double up = loss.applyAsDouble(executable);
            values[i] = value - delta;
            executable.write(input, values);
            executable.run(stage);
            double down = loss.applyAsDouble(executable);
            values[i] = value;
            executable.write(input, values);
            differences.add((up - down) / (2.0 * delta));
        }
        assertTrue(differences.stream().anyMatch(difference -> Math.abs(difference) > 0.01), differences.toString());
        for (int i = 0; i < values.length; i++) {
            double tolerance = 0.01 * Math.abs(differences.get(i)) + 2e-4;
            assertEquals(differences.get(i), gradient[i], tolerance, stage + "." + input + "[" + i + "]");
        }
    }

    /** An output that is there already. */
    private record Given(Value output, boolean isProbability) implements DiscriminatorPass {}

    /** Worked out by hand: D says 0.8 and 0.6 of real pictures, 0.3 and 0.1 of made ones. */
    @Test
    void theStandardLossesAreBinaryCrossEntropies() {
        for (boolean probabilities : List.of(true, false)) {
            Graph.Builder graph = Graph.builder();
            Shape two = Shape.of(2, 1, 1, 1);
            Given real = new Given(graph.parameter("real", two), probabilities);
            Given fake = new Given(graph.parameter("fake", two), probabilities);
            Objective.STANDARD.discriminator(graph, real, fake);
            Objective.STANDARD.generator(graph, real, fake);
            Value score = Objective.STANDARD.score(graph, real);
            if (!probabilities) {
                graph.output("score", score);
            }
            try (Backend backend = TestBackends.open("reference");
                    Executable executable = backend.compile(graph.build())) {
                executable.write("real", as(probabilities, 0.8, 0.6));
                executable.write("fake", as(probabilities, 0.3, 0.1));
                executable.run();
                assertEquals(-(Math.log(0.8) + Math.log(0.6)) / 2, executable.read("lossD_real")[0], 1e-6);
                assertEquals(-(Math.log(0.7) + Math.log(0.9)) / 2, executable.read("lossD_fake")[0], 1e-6);
                assertEquals(-(Math.log(0.3) + Math.log(0.1)) / 2, executable.read("lossG")[0], 1e-6);
                assertEquals(0.8, executable.read(probabilities ? "real" : "score")[0], 1e-6);
            }
        }
    }

    /** Worked out by hand: D says 1.5 and −0.5 of real pictures, 0.25 and −2 of made ones. */
    @Test
    void theOtherLossesFollowTheirFormulas() {
        check(
                Objective.RELATIVISTIC,
                Map.of(
                        "lossD", (softplus(-(1.5 - 0.25)) + softplus(-(-0.5 + 2))) / 2,
                        "lossG", (softplus(-(0.25 - 1.5)) + softplus(-(-2 + 0.5))) / 2));
        check(
                Objective.HINGE,
                Map.of(
                        "lossD_real", (0 + 1.5) / 2,
                        "lossD_fake", (1.25 + 0) / 2,
                        "lossG", -(0.25 - 2) / 2));
        check(
                Objective.LEAST_SQUARES,
                Map.of(
                        "lossD_real", (0.25 + 2.25) / 4,
                        "lossD_fake", (0.0625 + 4) / 4,
                        "lossG", (0.5625 + 9) / 4));
    }

    private static double softplus(double x) {
        return Math.log(1 + Math.exp(x));
    }

    private static void check(Objective objective, Map<String, Double> losses) {
        Graph.Builder graph = Graph.builder();
        Shape two = Shape.of(2, 1, 1, 1);
        Given real = new Given(graph.parameter("real", two), false);
        Given fake = new Given(graph.parameter("fake", two), false);
        objective.discriminator(graph, real, fake);
        objective.generator(graph, real, fake);
        assertSame(real.output(), objective.score(graph, real), "scores are the outputs themselves");
        try (Backend backend = TestBackends.open("reference");
                Executable executable = backend.compile(graph.build())) {
            executable.write("real", new float[] {1.5f, -0.5f});
            executable.write("fake", new float[] {0.25f, -2});
            executable.run();
            assertEquals(losses.keySet(), executable.graph().outputs().keySet());
            losses.forEach((name, loss) -> assertEquals(loss, executable.read(name)[0], 1e-6, name));
        }
    }

    private static float[] as(boolean probabilities, double... values) {
        float[] outputs = new float[values.length];
        for (int i = 0; i < outputs.length; i++) {
            outputs[i] = (float) (probabilities ? values[i] : Math.log(values[i] / (1 - values[i])));
        }
        return outputs;
    }

    /** The generator's step needs no D(x) for this one, so that it does not pay for it. */
    @Test
    void aPassThatIsNotAskedForIsNotMade() {
        Graph.Builder graph = Graph.builder();
        DiscriminatorPass none = new DiscriminatorPass() {
            @Override
            public Value output() {
                throw new AssertionError("asked for");
            }

            @Override
            public boolean isProbability() {
                return true;
            }
        };
        Objective.STANDARD.generator(graph, none, new Given(graph.parameter("fake", OUTPUT), true));
        assertEquals(
                List.of("Fill", "BCELoss", "BCELossBackward"),
                graph.build().stages().stream()
                        .flatMap(stage -> stage.nodes().stream())
                        .map(node -> node.op().name())
                        .toList());
    }
}
