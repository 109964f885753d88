package dcgan.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dcgan.cli.config.Resume;
import dcgan.cli.config.RunConfig;
import dcgan.cli.config.RunOptions;
import dcgan.cli.config.Sampling;
import dcgan.cli.console.Printable;
import dcgan.cli.io.Json;
import dcgan.nn.gan.AverageConfig;
import dcgan.nn.gan.DcganConfig;
import dcgan.nn.gan.TrainingConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.OptionSpec;

/** Every option that defines a training reaches its configuration, and the help tells the configuration's default. */
class TrainingMixinTest {
    private static final TrainingConfig DEFAULT = TrainingConfig.of(DcganConfig.simple());

    @Command
    private static final class Options {
        @Mixin
        private TrainingMixin training;
    }

    @Test
    void withoutOptionsItIsTheOneThatIsGiven() {
        assertEquals(DEFAULT, parse());
        TrainingConfig other =
                TrainingConfig.of(DcganConfig.batchnorm().featureMaps(3)).seed(9);
        assertEquals(other, parse(other));
    }

    @Test
    void anotherModelStartsFromItsOwnInitialisation() {
        assertEquals(DcganConfig.batchnorm(), parse("--model", "batchnorm").network());
        DcganConfig chosen = parse("--model", "batchnorm", "--init", "default").network();
        assertNotEquals(DcganConfig.batchnorm(), chosen);
        assertEquals(DcganConfig.simple().init(), chosen.init());
    }

    @Test
    void everyOptionCountsAndIsNamedWhenARunIsResumed() {
        RunConfig begun = RunConfig.begin(
                "simd", new RunConfig.Data("here", 1000, "0", Sampling.BALANCED), DEFAULT, RunOptions.DEFAULT);
        CommandLine given = new CommandLine(new Options());
        List<OptionSpec> options =
                new CommandLine(new Options()).getCommandSpec().options();
        assertTrue(options.size() >= 9, options.toString());
        for (OptionSpec option : options) {
            String name = option.longestName();
            String value = switch (name) {
                case "--model" -> "batchnorm";
                case "--init" -> "dcgan";
                case "--image-size" -> "64";
                case "--channels" -> "1";
                case "--objective" -> "hinge";
                case "--augment" -> "flip,color";
                default -> option.type() == Double.class ? "0.25" : "7";
            };
            String[] typed = option.arity().max() == 0 ? new String[] {name} : new String[] {name, value};
            assertNotEquals(DEFAULT, parse(typed), name);
            given.parseArgs(typed);
            Object parsed = given.getCommandSpec().findOption(name).getValue();
            IllegalArgumentException refused =
                    assertThrows(IllegalArgumentException.class, () -> Resume.requireSame(begun, Map.of(name, parsed)));
            boolean isOff = List.of("--augment", "--ema", "--lr-decay", "--spectral-norm")
                    .contains(name);
            assertTrue(
                    refused.getMessage()
                            .startsWith(String.join(" ", typed) + " contradicts the run, which was begun "
                                    + (isOff ? "without " + name + ";" : "with " + name + " ")),
                    refused.getMessage());
        }
    }

    @Test
    void eachNetworkMayHaveARateOfItsOwn() {
        TrainingConfig both = parse("--lr", "0.1", "--lr-d", "0.3");
        assertEquals(0.1, both.generatorOptimizer().lr());
        assertEquals(0.3, both.discriminatorOptimizer().lr());
        TrainingConfig one = parse("--lr-g", "0.5");
        assertEquals(DEFAULT.discriminatorOptimizer(), one.discriminatorOptimizer());
        assertEquals(0.5, one.generatorOptimizer().lr());
        RunConfig begun = RunConfig.begin(
                "simd", new RunConfig.Data("here", 1000, "0", Sampling.BALANCED), both, RunOptions.DEFAULT);
        Resume.requireSame(begun, Map.of("--lr", 0.1, "--lr-d", 0.3));
        Resume.requireSame(begun, Map.of("--lr-g", 0.1));
        assertEquals(
                "--lr-d 0.1 contradicts the run, which was begun with --lr-d 0.3; leave it out, or begin a new run",
                assertThrows(IllegalArgumentException.class, () -> Resume.requireSame(begun, Map.of("--lr", 0.1)))
                        .getMessage());
        RunConfig equal = RunConfig.begin(
                "simd",
                new RunConfig.Data("here", 1000, "0", Sampling.BALANCED),
                parse("--lr", "0.1", "--lr-d", "0.3", "--lr-g", "0.3"),
                RunOptions.DEFAULT);
        Resume.requireSame(equal, Map.of("--lr", 0.1, "--lr-d", 0.3, "--lr-g", 0.3));
        Resume.requireSame(equal, Map.of("--lr", 0.3));
        assertThrows(IllegalArgumentException.class, () -> Resume.requireSame(equal, Map.of("--lr", 0.1)));
    }

    @Test
    void theEndBelongsToADecay() {
        RunConfig.Data data = new RunConfig.Data("here", 1000, "0", Sampling.BALANCED);
        Map<String, Object> longer = Map.of("--epochs", 90);
        Resume.requireSame(RunConfig.begin("simd", data, DEFAULT, RunOptions.DEFAULT), longer);
        RunConfig begun = RunConfig.begin("simd", data, parse("--lr-decay", "40"), RunOptions.DEFAULT);
        Resume.requireSame(begun, Map.of("--epochs", 80, "--lr-decay", 40));
        assertEquals(
                "--epochs 90 contradicts the run, which was begun with --epochs 80 and --lr-decay, which ends there;"
                        + " leave it out, or begin a new run",
                assertThrows(IllegalArgumentException.class, () -> Resume.requireSame(begun, longer))
                        .getMessage());
    }

    @Test
    void theHalfLifeMayBeLeftOut() {
        assertEquals(AverageConfig.DEFAULT, parse("--ema").average());
        assertEquals(AverageConfig.DEFAULT, parse("--ema", "--seed", "3").average());
        assertEquals(AverageConfig.DEFAULT.halfLife(9), parse("--ema", "9").average());
    }

    @Test
    void theHelpTellsTheDefaultsOfTheConfiguration() {
        CommandLine train = new CommandLine(new TrainCommand());
        List<Map.Entry<String, String>> defaults = new ArrayList<>();
        leaves("", Json.tree(DEFAULT), defaults);
        leaves("", Json.tree(RunOptions.DEFAULT), defaults);
        int told = 0;
        for (Map.Entry<String, String> field : defaults) {
            String name = "--" + field.getKey().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
            OptionSpec option = train.getCommandSpec().findOption(name);
            if (option != null) {
                String help = String.join(" ", option.description());
                assertTrue(help.contains("Default: " + field.getValue()), name + ": " + help);
                assertFalse(help.contains("${"), help);
                told++;
            }
        }
        assertTrue(told >= 15, "only " + told);
    }

    private static void leaves(String name, JsonNode value, List<Map.Entry<String, String>> leaves) {
        if (value.isObject()) {
            value.propertyStream().forEach(part -> leaves(part.getKey(), part.getValue(), leaves));
        } else if (!value.isNull()) {
            leaves.add(Map.entry(name, value.isDouble() ? Printable.number(value.asDouble()) : value.asText()));
        }
    }

    private static TrainingConfig parse(String... args) {
        return parse(DEFAULT, args);
    }

    private static TrainingConfig parse(TrainingConfig base, String... args) {
        Options options = new Options();
        new CommandLine(options).parseArgs(args);
        return options.training.over(base, RunOptions.DEFAULT.epochs());
    }
}
