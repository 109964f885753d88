package dcgan.cli.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dcgan.cli.console.Console;
import dcgan.data.Dataset;
import dcgan.data.ImageShape;
import dcgan.data.shapes.Shapes;
import dcgan.nn.gan.DcganConfig;
import dcgan.nn.gan.EpochReport;
import dcgan.nn.gan.GanTrainer;
import dcgan.nn.gan.Metrics;
import dcgan.nn.gan.TrainingConfig;
import dcgan.tensor.Backend;
import dcgan.tensor.Backends;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How often pictures are worked on while a training is scored, and what is told of it. */
class EvaluationTest {
    private static final int COUNT = 20;

    @TempDir
    private Path folder;

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private final AtomicInteger shown = new AtomicInteger();
    private final List<Integer> totals = new ArrayList<>();

    /** The floor takes twice as many pictures as a score, and is found once in a run. */
    @Test
    void theFeaturesOfRealPicturesAreFoundOnceAndTheFloorOnceInARun() throws Exception {
        DcganConfig networks = DcganConfig.simple().latentSize(1).featureMaps(1);
        try (Backend backend = Backends.open("simd");
                GanTrainer trainer =
                        GanTrainer.of(TrainingConfig.of(networks).batchSize(2)).on(backend)) {
            try (Evaluation evaluation = evaluation(trainer, backend)) {
                evaluation.begin(trainer);
                assertEquals(2 * COUNT, shown.getAndSet(0), "the reference and others");
                for (int epoch = 1; epoch <= 2; epoch++) {
                    evaluation.epoch(report(epoch));
                    assertEquals(COUNT, shown.getAndSet(0), "generated ones alone");
                    assertTrue(evaluation.of(epoch).isPresent());
                }
            }
            String floor = Files.readString(folder.resolve("floor.json"));
            try (Evaluation resumed = evaluation(trainer, backend)) {
                resumed.begin(trainer);
                assertEquals(0, shown.get(), "the floor is known");
                resumed.epoch(report(3));
                assertEquals(2 * COUNT, shown.getAndSet(0), "the reference and generated ones");
            }
            assertEquals(floor, Files.readString(folder.resolve("floor.json")));
            Files.writeString(folder.resolve("floor.json"), floor.substring(0, floor.length() / 2));
            try (Evaluation healed = evaluation(trainer, backend)) {
                healed.begin(trainer);
            }
            assertEquals(floor, Files.readString(folder.resolve("floor.json")));
            assertEquals(List.of(2 * COUNT, COUNT, COUNT, 2 * COUNT, 2 * COUNT), totals);
        }
        List<String> lines = said.toString(StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.startsWith("scores compare"))
                .toList();
        assertEquals(3, lines.size());
        assertEquals(lines.get(1), lines.get(0).replaceFirst(" \\(found in .*", ""));
    }

    private Evaluation evaluation(GanTrainer trainer, Backend backend) {
        Dataset shapes = Shapes.of(ImageShape.square(3, 32), COUNT, COUNT, 1);
        RealPictures real = RealPictures.of(shapes.splits(), shapes::images, COUNT);
        return new Evaluation(
                real,
                COUNT,
                _ -> true,
                trainer,
                backend,
                folder.resolve("floor.json"),
                new Console(new PrintStream(said), new PrintStream(said)),
                (done, total) -> {
                    if (done == 0) {
                        totals.add(total);
                    } else {
                        shown.set(done);
                    }
                });
    }

    private static EpochReport report(int epoch) {
        return new EpochReport(epoch, 1, Metrics.of(List.of()));
    }
}
