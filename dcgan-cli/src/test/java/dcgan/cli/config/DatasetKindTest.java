package dcgan.cli.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dcgan.cli.io.RunException;
import dcgan.data.Dataset;
import dcgan.data.ImageShape;
import dcgan.data.Split;
import dcgan.data.Subset;
import dcgan.data.cifar.Cifar100;
import dcgan.data.download.DownloadCache;
import dcgan.data.download.RemoteFile;
import dcgan.data.folder.FolderOptions;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DatasetKindTest {
    @TempDir
    Path temp;

    /** Old runs name these, and so do options. */
    @Test
    void theNamesStay() {
        assertEquals("cifar10", DatasetKind.CIFAR10.toString());
        assertEquals("cifar100", DatasetKind.CIFAR100.toString());
        assertEquals("mnist", DatasetKind.MNIST.toString());
        assertEquals("fashion-mnist", DatasetKind.FASHION_MNIST.toString());
        assertEquals("shapes", DatasetKind.SHAPES.toString());
        assertEquals("folder", DatasetKind.FOLDER.toString());
        assertEquals(DatasetKind.CIFAR10.toString(), DatasetKind.DEFAULT);
    }

    @ParameterizedTest
    @EnumSource
    void whatCanBeFetchedHasAPlaceInTheCache(DatasetKind kind) {
        assertTrue(DatasetKind.all().contains(kind + " ("), DatasetKind.all());
        assertEquals(!kind.files().isEmpty(), DatasetKind.fetchable().contains(kind));
        if (kind.files().isEmpty()) {
            assertNull(kind.cached());
            return;
        }
        assertTrue(kind.misuse(false, DataChoice::option).isEmpty(), "it needs no --data");
        assertTrue(kind.downloadSize().matches("[1-9]\\d* MB"), kind.downloadSize());
        List<Path> places = kind.files().stream().map(DownloadCache::path).toList();
        assertEquals(places, kind.places(kind.cached()));
        assertEquals(kind.files().size(), kind.places(temp).size());
        for (RemoteFile file : kind.files()) {
            assertNotNull(file.checksum(), file.name());
            assertTrue(file.size() > 0, file.name());
            file.mirrors().forEach(mirror -> assertTrue(mirror.getScheme().matches("https?"), file.name()));
        }
    }

    @Test
    void cifar10IsASingleFile() {
        assertEquals(DownloadCache.folder().resolve("cifar-10-binary.tar.gz"), DatasetKind.CIFAR10.cached());
        assertEquals("170 MB", DatasetKind.CIFAR10.downloadSize());
        assertTrue(DatasetKind.CIFAR10.fetchCommand().endsWith("data fetch"), "as ever");
        assertThrows(
                RunException.class,
                () -> DatasetKind.CIFAR10.open(new DataRequest(
                        temp,
                        DatasetKind.CIFAR10.shape(),
                        null,
                        Cifar100.Labels.FINE,
                        FolderOptions.DEFAULT,
                        DataChoice::option)));
    }

    @Test
    void shapesAreDrawnInAnyShape() {
        ImageShape grey = ImageShape.square(1, 64);
        Dataset shapes = DatasetKind.SHAPES.open(
                new DataRequest(null, grey, null, Cifar100.Labels.FINE, FolderOptions.DEFAULT, DataChoice::option));
        assertEquals(grey, shapes.images(Split.TRAIN, Subset.first(1)).shape());
        Dataset limited = DatasetKind.SHAPES.open(
                new DataRequest(null, grey, 5, Cifar100.Labels.FINE, FolderOptions.DEFAULT, DataChoice::option));
        assertEquals(
                1, limited.images(Split.TRAIN, Subset.range(49_999, 50_001)).size());
        assertEquals(0, shapes.images(Split.TRAIN, Subset.range(10_000, 10_001)).size());
        assertTrue(DatasetKind.SHAPES.misuse(true, DataChoice::option).isPresent());
        assertTrue(DatasetKind.SHAPES.misuse(false, DataChoice::option).isEmpty());
    }

    @Test
    void aFolderIsReadInAnyShape() throws Exception {
        Path pictures = Files.createDirectory(temp.resolve("pictures"));
        ImageIO.write(
                new BufferedImage(9, 7, BufferedImage.TYPE_INT_RGB),
                "png",
                pictures.resolve("a.png").toFile());
        ImageShape grey = ImageShape.square(1, 16);
        assertEquals(
                16 * 16,
                DatasetKind.FOLDER
                        .open(new DataRequest(
                                pictures, grey, null, Cifar100.Labels.FINE, FolderOptions.DEFAULT, DataChoice::option))
                        .train()
                        .bytes(0)
                        .length);
        assertTrue(DatasetKind.FOLDER.misuse(false, DataChoice::option).isPresent());
        assertTrue(DatasetKind.FOLDER.misuse(true, DataChoice::option).isEmpty());
    }

    /** A data set of one size, in the shape that networks are for. */
    @Test
    void aDataSetOfOneSizeIsConverted() throws Exception {
        for (String file : List.of("train.bin", "test.bin")) {
            byte[] record = new byte[3074];
            Arrays.fill(record, 2, record.length, (byte) 90);
            Files.write(temp.resolve(file), record);
        }
        for (int classes : new int[] {20, 100}) {
            Files.write(
                    temp.resolve(classes == 20 ? "coarse_label_names.txt" : "fine_label_names.txt"),
                    IntStream.range(0, classes).mapToObj(i -> "n" + i).toList());
        }
        ImageShape grey = ImageShape.square(1, 64);
        Dataset dataset = DatasetKind.CIFAR100.open(
                new DataRequest(temp, grey, null, Cifar100.Labels.COARSE, FolderOptions.DEFAULT, DataChoice::option));
        assertEquals(grey, dataset.shape());
        assertEquals(20, dataset.classNames().size());
        byte[] image = dataset.train().bytes(0);
        assertEquals(64 * 64, image.length);
        assertEquals(90, image[100]);
    }
}
