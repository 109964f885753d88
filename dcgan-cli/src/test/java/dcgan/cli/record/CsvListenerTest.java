package dcgan.cli.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dcgan.cli.console.Console;
import dcgan.nn.gan.BatchSource;
import dcgan.nn.gan.DcganConfig;
import dcgan.nn.gan.GanTrainer;
import dcgan.nn.gan.ImageBatch;
import dcgan.nn.gan.TrainingConfig;
import dcgan.tensor.Backend;
import dcgan.tensor.Backends;
import dcgan.tensor.Tensor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tables of a trainer that is used otherwise than {@code dcgan train} does. */
class CsvListenerTest {
    private static final int BATCHES = 2;

    @TempDir
    private Path folder;

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private Backend backend;
    private GanTrainer trainer;
    private RunDirectory run;
    private CsvListener listener;
    private ImageBatch batch;

    @BeforeEach
    void open() {
        backend = Backends.open("reference");
        DcganConfig networks = DcganConfig.simple().latentSize(1).featureMaps(1);
        trainer = GanTrainer.of(TrainingConfig.of(networks).batchSize(1)).on(backend);
        batch = ImageBatch.of(
                new Tensor(trainer.batchShape(), new float[trainer.batchShape().size()]));
        run = RunDirectory.fresh(folder.resolve("run"));
        run.make(false);
        PrintStream err = new PrintStream(said, true, StandardCharsets.UTF_8);
        listener = new CsvListener(run, BATCHES, null, _ -> Optional.empty(), new Console(err, err), _ -> {});
        trainer.add(listener);
    }

    @AfterEach
    void close() {
        trainer.close();
        backend.close();
        run.close();
    }

    @Test
    void aTrainingThatBeginsAgainGoesOnInTheSameTables() throws IOException {
        assertTrue(train(1));
        assertTrue(train(2));
        assertEquals(List.of("epoch,batch", "1,1", "1,2", "2,1", "2,2"), counts(run.metrics()));
        assertEquals(List.of("epoch,batches", "1,2", "2,2"), counts(run.epochs()));
        assertEquals("", said.toString(StandardCharsets.UTF_8));
    }

    @Test
    void aTrainingThatBeginsAgainLeavesNoFileOpen() throws IOException {
        assertTrue(train(1));
        assertTrue(train(2));
        trainer.close();
        try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
            List<Path> tables = descriptors
                    .map(CsvListenerTest::target)
                    .filter(file ->
                            file.startsWith(run.root()) && file.toString().contains(".csv"))
                    .toList();
            assertEquals(List.of(), tables);
        }
    }

    @Test
    void stepsBeforeTheTrainingAreNotRecorded() {
        trainer.step(batch);
        trainer.advance(batch);
        listener.sync();
        assertTrue(Files.notExists(run.metrics()));
    }

    private static Path target(Path link) {
        try {
            return Files.readSymbolicLink(link);
        } catch (IOException e) {
            return link;
        }
    }

    /** The first two columns. */
    private static List<String> counts(Path table) throws IOException {
        return Files.readAllLines(table).stream()
                .map(line -> line.replaceAll("^([^,]*,[^,]*).*", "$1"))
                .toList();
    }

    private boolean train(int epochs) {
        return trainer.train(
                BatchSource.of(
                        trainer.imageShape(),
                        (epoch, from) -> Stream.generate(() -> batch).limit(BATCHES - from)),
                epochs);
    }
}
