package dcgan.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dcgan.cli.Dcgan.Result;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code dcgan data} for data sets of every kind. */
class DataTest {
    @TempDir
    Path folder;

    @Test
    void aFolderOfPicturesIsToldAndExported() throws Exception {
        picture("pictures/b/1.png");
        picture("pictures/b/2.png");
        picture("pictures/a/1.png");
        List<String> info = run("data", "info", "folder", "--data", "pictures")
                .out()
                .lines()
                .toList();
        assertEquals(
                List.of(
                        "pictures: 3 images to train with, 2 classes",
                        "files: 3 pictures (3 .png)",
                        "sizes: all 40 x 50 pixels, not square",
                        "",
                        "LABEL  CLASS  TRAIN",
                        "    0  a          1",
                        "    1  b          2"),
                info);
        run("data", "export", "FOLDER", "--data", "pictures", "--out", "exported");
        assertEquals(
                32,
                ImageIO.read(folder.resolve("exported/b/00002.png").toFile()).getHeight());

        Result refused = Dcgan.in(folder).run("data", "export", "folder", "--data", "pictures", "--out", "x", "--test");
        assertEquals(2, refused.exit(), refused.err());
        assertTrue(refused.err().contains("--test: the data set folder has no images to test with"), refused.err());
        assertTrue(Files.notExists(folder.resolve("x")));
    }

    @Test
    void aDataSetThatIsUsedWronglyIsRefused() throws Exception {
        refused("the data set folder needs --data", "data", "info", "folder");
        refused(
                "the data set shapes takes no --data; read an archive that data shapes has written with ./dcgan data"
                        + " export cifar10 --data x",
                "data",
                "export",
                "shapes",
                "--data",
                "x",
                "--out",
                "y");
        refused(
                "--dataset shapes takes no --data; read an archive that data shapes has written with --dataset cifar10",
                "train",
                "--dataset",
                "shapes",
                "--data",
                "x");
        refused("it must be one of cifar10, shapes, folder, but is \"nothing\"", "data", "info", "nothing");
        refused("it must be one of cifar10, but is \"shapes\"", "data", "fetch", "shapes");
    }

    @Test
    void aFolderOfPicturesThatIsTakenForCifar10TellsHowToReadIt() throws Exception {
        picture("my pictures/b/1.png");
        String wrong = "dcgan: my pictures: this folder does not hold CIFAR-10; for PNG or JPEG files of your own use ";
        Result info = Dcgan.in(folder).run("data", "info", "--data", "my pictures");
        assertEquals(1, info.exit(), info.err());
        assertEquals(wrong + "./dcgan data info folder --data 'my pictures'", info.failure());
        Result train = Dcgan.in(folder).run("train", "--data", "my pictures", "--out", "run");
        assertEquals(1, train.exit(), train.err());
        assertTrue(train.failure().endsWith(" of your own use --dataset folder"), train.err());
        assertTrue(Files.notExists(folder.resolve("run")));
    }

    /** What the help of the commands says comes from the data sets themselves. */
    @Test
    void theHelpTellsEveryDataSet() throws Exception {
        String help = run("data", "fetch", "--help").out();
        assertTrue(help.contains("https://www.cs.toronto.edu/~kriz/cifar-10-binary.tar.gz"), help);
        assertTrue(help.contains("MD5 c32a1d4ab5d03f1284b67883e8d87530"), help);
        for (String command : List.of("train --help", "data info --help", "data export --help")) {
            String plain = run(command.split(" ")).out().replaceAll("\\s+", " ");
            assertTrue(plain.contains("shapes (drawn, no download) or folder (one's own pictures)"), plain);
        }
    }

    private void picture(String name) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        ImageIO.write(new BufferedImage(40, 50, BufferedImage.TYPE_INT_RGB), "png", file.toFile());
    }

    private void refused(String expected, String... args) throws Exception {
        Result result = Dcgan.in(folder).run(args);
        assertEquals(2, result.exit(), result.err());
        assertTrue(result.failure().contains(expected), result.err());
    }

    private Result run(String... args) throws Exception {
        Result result = Dcgan.in(folder).run(args);
        assertEquals(0, result.exit(), result.err());
        return result;
    }
}
