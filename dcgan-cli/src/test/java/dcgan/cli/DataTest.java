package dcgan.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dcgan.cli.Dcgan.Result;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
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
        refused(
                "it must be one of cifar10, cifar100, mnist, fashion-mnist, shapes, folder, but is \"nothing\"",
                "data",
                "info",
                "nothing");
        refused(
                "it must be one of cifar10, cifar100, mnist, fashion-mnist, but is \"shapes\"",
                "data",
                "fetch",
                "shapes");
    }

    @Test
    void aFolderOfPicturesThatIsTakenForCifar10TellsHowToReadIt() throws Exception {
        picture("my pictures/b/1.png");
        String wrong = "dcgan: my pictures: this folder does not hold CIFAR-10; for pictures of your own use ";
        Result info = Dcgan.in(folder).run("data", "info", "--data", "my pictures");
        assertEquals(1, info.exit(), info.err());
        assertEquals(wrong + "./dcgan data info folder --data 'my pictures'", info.failure());
        Result train = Dcgan.in(folder).run("train", "--data", "my pictures", "--out", "run");
        assertEquals(1, train.exit(), train.err());
        assertTrue(train.failure().endsWith(" of your own use --dataset folder"), train.err());
        assertTrue(Files.notExists(folder.resolve("run")));
    }

    @Test
    void digitsAreToldExportedAndNamed() throws Exception {
        digits();
        String info = run("data", "info", "mnist", "--data", "digits").out();
        assertTrue(
                info.startsWith("digits: 20 images to train with, 10 to test with, 32 x 32 pixels in grey, 10 classes"),
                info);
        run("data", "export", "fashion-mnist", "--data", "digits", "--out", "clothes", "--limit", "1");
        BufferedImage shirt =
                ImageIO.read(folder.resolve("clothes/T-shirt-top/00001.png").toFile());
        assertEquals(32, shirt.getWidth());
        assertEquals(0xFF000000, shirt.getRGB(1, 1));
        assertEquals(0xFF646464, shirt.getRGB(2, 2));
        Result wrong = Dcgan.in(folder).run("data", "info", "--data", "digits");
        assertEquals(1, wrong.exit(), wrong.err());
        assertEquals("dcgan: digits: this holds MNIST; use ./dcgan data info mnist --data digits", wrong.failure());
        Result train = Dcgan.in(folder).run("train", "--dataset", "cifar100", "--data", "digits", "--out", "run");
        assertTrue(train.failure().endsWith("digits: this holds MNIST; use --dataset mnist"), train.err());
        Files.delete(folder.resolve("digits/t10k-labels-idx1-ubyte"));
        Result missing = Dcgan.in(folder).run("data", "info", "mnist", "--data", "digits");
        assertEquals(1, missing.exit(), missing.err());
        assertTrue(missing.failure().contains("t10k-labels-idx1-ubyte.gz is missing"), missing.err());
    }

    @Test
    void cifar100HasFineAndCoarseLabels() throws Exception {
        Path files = Files.createDirectory(folder.resolve("c100"));
        byte[] record = new byte[3074];
        record[0] = 3;
        record[1] = 42;
        Files.write(files.resolve("train.bin"), record);
        Files.write(files.resolve("test.bin"), record);
        names(files.resolve("coarse_label_names.txt"), 20);
        names(files.resolve("fine_label_names.txt"), 100);
        String fine = run("data", "info", "cifar100", "--data", "c100").out();
        assertTrue(fine.contains("1 images to train with, 1 to test with, 32 x 32 pixels, 100 classes"), fine);
        String coarse = run("data", "info", "cifar100", "--data", "c100", "--labels", "COARSE")
                .out();
        assertTrue(coarse.contains(" 20 classes"), coarse);
        run("data", "export", "cifar100", "--data", "c100", "--labels", "coarse", "--out", "groups");
        assertTrue(Files.exists(folder.resolve("groups/name3/00001.png")));
        refused("--dataset cifar10 takes no --labels; that is for cifar100", "train", "--labels", "fine");
        refused("must be one of fine, coarse, but is \"x\"", "data", "info", "cifar100", "--labels", "x");
        Result wrong = Dcgan.in(folder).run("data", "info", "cifar10", "--data", "c100");
        assertEquals("dcgan: c100: this holds CIFAR-100; use ./dcgan data info cifar100 --data c100", wrong.failure());
    }

    private static void names(Path file, int count) throws IOException {
        Files.write(file, IntStream.range(0, count).mapToObj(i -> "name" + i).toList());
    }

    /** A small MNIST: 20 images and labels to train with and 10 to test with. */
    private void digits() throws IOException {
        Path files = Files.createDirectory(folder.resolve("digits"));
        for (String split : List.of("train", "t10k")) {
            int count = split.equals("train") ? 20 : 10;
            ByteBuffer images = ByteBuffer.allocate(16 + count * 784);
            images.putInt(0x803).putInt(count).putInt(28).putInt(28);
            ByteBuffer labels = ByteBuffer.allocate(8 + count);
            labels.putInt(0x801).putInt(count);
            for (int i = 0; i < count; i++) {
                labels.put((byte) (i % 10));
                for (int p = 0; p < 784; p++) {
                    images.put((byte) 100);
                }
            }
            Files.write(files.resolve(split + "-images-idx3-ubyte"), images.array());
            Files.write(files.resolve(split + "-labels-idx1-ubyte"), labels.array());
        }
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
