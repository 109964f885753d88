package dcgan.data.folder;

import static dcgan.data.Sentences.complaint;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dcgan.data.DatasetException;
import dcgan.data.ImageShape;
import dcgan.data.Images;
import dcgan.data.Split;
import dcgan.data.Subset;
import dcgan.data.picture.PngFiles;
import dcgan.data.shapes.Shapes;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageFolderTest {
    @TempDir
    Path temp;

    private static BufferedImage plain(int width, int height, Color colour) {
        BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = picture.createGraphics();
        graphics.setColor(colour);
        graphics.fillRect(0, 0, width, height);
        graphics.dispose();
        return picture;
    }

    private Path save(String name, BufferedImage picture) throws IOException {
        Path file = temp.resolve(name);
        Files.createDirectories(file.getParent());
        ImageIO.write(picture, name.endsWith("png") ? "png" : "jpeg", file.toFile());
        return file;
    }

    private static Images open(Path folder, int size) {
        return open(folder, size, Subset.ALL);
    }

    private static Images open(Path folder, int size, Subset subset) {
        return ImageFolder.open(folder, ImageShape.square(3, size)).images(Split.TRAIN, subset);
    }

    private static int value(Images images, int image, int channel, int y, int x) {
        ImageShape shape = images.shape();
        return images.bytes(image)[(channel * shape.height() + y) * shape.width() + x] & 0xFF;
    }

    /** The colour of one pixel of the only image. */
    private int[] pixel(int size, int x, int y) {
        Images images = open(temp, size);
        assertEquals(1, images.size());
        return IntStream.range(0, 3).map(c -> value(images, 0, c, y, x)).toArray();
    }

    @Test
    void subFoldersAreClasses() throws IOException {
        save("dogs/b.png", plain(40, 40, Color.RED));
        save("dogs/deep/a.JPG", plain(40, 40, Color.GREEN));
        save("cats/z.jpeg", plain(7, 90, Color.BLUE));
        save("cats/a.png", plain(90, 7, Color.WHITE));
        save("cats/.hidden.png", plain(9, 9, Color.WHITE));
        save(".cache/x.png", plain(9, 9, Color.WHITE));
        Files.writeString(temp.resolve("cats/notes.txt"), "no picture");
        Files.writeString(temp.resolve("cats/jpg"), "no picture, and no ending");
        Images images = open(temp, 32);
        assertEquals(List.of("cats", "dogs"), images.classNames());
        assertArrayEquals(new int[] {2, 2}, images.countsPerClass());
        assertEquals(3 * 32 * 32, images.shape().size());
        // cats/a, cats/z, dogs/b, dogs/deep/a
        assertEquals(255, value(images, 0, 0, 5, 5));
        assertEquals(254, value(images, 1, 2, 5, 5), 2);
        assertEquals(255, value(images, 2, 0, 5, 5));
        assertEquals(0, value(images, 2, 1, 5, 5));
        assertEquals(0, value(images, 3, 0, 5, 5), 3);
    }

    @Test
    void picturesInTheFolderItselfAreOneClass() throws IOException {
        save("mine/a.png", plain(8, 8, Color.RED));
        assertEquals(List.of("mine"), open(temp.resolve("mine"), 4).classNames());
    }

    @Test
    void ofASubsetNoOtherFileIsOpened() throws IOException {
        for (String name : List.of("a/1", "a/2", "b/1", "b/2", "c/1", "c/2")) {
            save(name + ".png", plain(8, 8, Color.RED));
        }
        for (String name : List.of("a/2", "b/2", "c/2")) {
            Files.writeString(temp.resolve(name + ".png"), "no picture");
        }
        Images images = open(temp, 4, Subset.firstOfEachClass(3));
        assertArrayEquals(new int[] {1, 1, 1}, images.countsPerClass());
        assertThrows(DatasetException.class, () -> open(temp, 4));
    }

    @Test
    void aClassWithoutAPictureInTheSubsetIsKept() throws IOException {
        save("a/1.png", plain(8, 8, Color.RED));
        save("b/1.png", plain(8, 8, Color.RED));
        Images images = open(temp, 4, Subset.first(1));
        assertEquals(List.of("a", "b"), images.classNames());
        assertArrayEquals(new int[] {1, 0}, images.countsPerClass());
    }

    @Test
    void cropsToTheMiddleSquare() throws IOException {
        BufferedImage wide = plain(300, 100, Color.RED);
        wide.createGraphics().drawImage(plain(100, 100, Color.GREEN), 100, 0, null);
        save("wide.png", wide);
        for (int x : new int[] {0, 31}) {
            assertArrayEquals(new int[] {0, 255, 0}, pixel(32, x, 0));
        }
    }

    @Test
    void scalesWithoutLosingFineDetail() throws IOException {
        // A chequered board of single pixels is a plain grey from afar.
        BufferedImage board = new BufferedImage(256, 256, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < 256; y++) {
            for (int x = 0; x < 256; x++) {
                board.setRGB(x, y, (x + y) % 2 == 0 ? 0xFFFFFF : 0);
            }
        }
        save("board.png", board);
        assertArrayEquals(new int[] {128, 128, 128}, pixel(32, 10, 20));
    }

    @Test
    void whatHasTheRightSizeStaysAsItIs() throws IOException {
        BufferedImage ramp = new BufferedImage(16, 16, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < 256; i++) {
            ramp.setRGB(i % 16, i / 16, i << 16 | 255 - i);
        }
        save("ramp.png", ramp);
        Images images = open(temp, 16);
        for (int i = 0; i < 256; i++) {
            assertEquals(i, value(images, 0, 0, i / 16, i % 16));
            assertEquals(255 - i, value(images, 0, 2, i / 16, i % 16));
        }
    }

    @Test
    void enlargesSmoothly() throws IOException {
        BufferedImage two = new BufferedImage(2, 2, BufferedImage.TYPE_INT_RGB);
        two.setRGB(1, 0, 0xFFFFFF);
        two.setRGB(1, 1, 0xFFFFFF);
        save("two.png", two);
        Images images = open(temp, 8);
        int[] row = IntStream.range(0, 8).map(x -> value(images, 0, 0, 3, x)).toArray();
        // New pixel centres lie at -3/8, -1/8, 1/8, … between the two old ones, whose weights fall linearly.
        assertArrayEquals(new int[] {0, 0, 32, 96, 159, 223, 255, 255}, row);
    }

    @Test
    void transparentPixelsAreOnWhite() throws IOException {
        BufferedImage clear = new BufferedImage(4, 4, BufferedImage.TYPE_INT_ARGB);
        for (int i = 0; i < 16; i++) {
            clear.setRGB(i % 4, i / 4, i < 8 ? 0x00FF0000 : 0x80000000);
        }
        save("clear.png", clear);
        assertArrayEquals(new int[] {255, 255, 255}, pixel(4, 0, 0));
        assertArrayEquals(new int[] {127, 127, 127}, pixel(4, 0, 3));
    }

    @Test
    void greyStaysAsDarkAsItIs() throws IOException {
        for (int type : new int[] {BufferedImage.TYPE_BYTE_GRAY, BufferedImage.TYPE_USHORT_GRAY}) {
            BufferedImage grey = new BufferedImage(4, 4, type);
            int full = type == BufferedImage.TYPE_BYTE_GRAY ? 255 : 65535;
            int[] samples = new int[16];
            Arrays.fill(samples, full / 255 * 100);
            grey.getRaster().setSamples(0, 0, 4, 4, 0, samples);
            save("grey.png", grey);
            assertArrayEquals(new int[] {100, 100, 100}, pixel(4, 1, 1));
        }
        Files.delete(temp.resolve("grey.png"));
        BufferedImage grey = new BufferedImage(16, 16, BufferedImage.TYPE_BYTE_GRAY);
        Arrays.fill(((DataBufferByte) grey.getRaster().getDataBuffer()).getData(), (byte) 100);
        save("grey.jpg", grey);
        assertEquals(100, pixel(16, 1, 1)[1], 1);
    }

    @Test
    void oneChannelHoldsTheLumaOfColours() throws IOException {
        Color[] colours = {Color.RED, Color.GREEN, Color.BLUE, Color.WHITE, new Color(100, 100, 100)};
        int[] luma = {76, 150, 29, 255, 100};
        for (int i = 0; i < colours.length; i++) {
            save("one.png", plain(8, 8, colours[i]));
            Images images = ImageFolder.open(temp, ImageShape.square(1, 4)).train();
            assertEquals(16, images.bytes(0).length);
            assertEquals(luma[i], value(images, 0, 0, 3, 3));
        }
    }

    @Test
    void greyImagesComeBackFromPngFiles() {
        ImageShape shape = ImageShape.square(1, 32);
        Images written = Shapes.of(shape, 10, 1, 1).train();
        PngFiles.export(written, temp.resolve("grey"));
        Images read = ImageFolder.open(temp.resolve("grey"), shape).train();
        assertEquals(10, read.size());
        for (int i = 0; i < 10; i++) {
            int same = written.classNames().indexOf(read.className(i));
            assertArrayEquals(written.bytes(same), read.bytes(i));
        }
    }

    @Test
    void itHasNothingToTestWith() throws IOException {
        save("a.png", plain(8, 8, Color.RED));
        ImageFolder folder = ImageFolder.open(temp, ImageShape.square(3, 4));
        assertEquals(List.of(Split.TRAIN), folder.splits());
        assertThrows(IllegalArgumentException.class, folder::test);
        assertThrows(IllegalArgumentException.class, () -> ImageFolder.open(temp, new ImageShape(3, 4, 5)));
    }

    @Test
    void palettesAndOneBitPictures() throws IOException {
        BufferedImage bits = new BufferedImage(8, 8, BufferedImage.TYPE_BYTE_BINARY);
        bits.setRGB(3, 3, 0xFFFFFF);
        save("bits.png", bits);
        assertArrayEquals(new int[] {255, 255, 255}, pixel(8, 3, 3));
        assertArrayEquals(new int[] {0, 0, 0}, pixel(8, 4, 3));
        BufferedImage palette = new BufferedImage(8, 8, BufferedImage.TYPE_BYTE_INDEXED);
        palette.createGraphics().drawImage(plain(8, 8, Color.RED), 0, 0, null);
        save("bits.png", palette);
        assertArrayEquals(new int[] {255, 0, 0}, pixel(8, 3, 3));
    }

    @Test
    void largePicturesAreReadInSteps() throws IOException {
        save("large.png", plain(5000, 4100, Color.ORANGE));
        assertArrayEquals(new int[] {255, 200, 0}, pixel(32, 31, 31));
    }

    @Test
    void aGiantIsRefusedBeforeItIsDecoded() throws IOException {
        Files.write(temp.resolve("giant.png"), pngHeader(50_000, 50_000));
        complaint(() -> open(temp, 32), "giant.png", "50,000 × 50,000", "250,000,000");
    }

    private static byte[] pngHeader(int width, int height) throws IOException {
        ByteArrayOutputStream header = new ByteArrayOutputStream();
        DataOutputStream data = new DataOutputStream(header);
        data.writeBytes("IHDR");
        data.writeInt(width);
        data.writeInt(height);
        data.write(new byte[] {8, 2, 0, 0, 0});
        CRC32 crc = new CRC32();
        crc.update(header.toByteArray());
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(png);
        out.write(new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10});
        out.writeInt(13);
        out.write(header.toByteArray());
        out.writeInt((int) crc.getValue());
        return png.toByteArray();
    }

    @Test
    void whatIsNoPicture() throws IOException {
        Files.writeString(temp.resolve("text.png"), "no picture");
        complaint(() -> open(temp, 32), "text.png", "no PNG, JPEG, WebP, BMP, GIF or TIFF");
        Files.write(temp.resolve("text.png"), new byte[0]);
        complaint(() -> open(temp, 32), "text.png", "no PNG, JPEG, WebP, BMP, GIF or TIFF");
    }

    @Test
    void cutOffPictures() throws IOException {
        BufferedImage noise = new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < 4096; i++) {
            noise.setRGB(i % 64, i / 64, i * 0x9E3779B9);
        }
        for (String name : List.of("cut.png", "cut.jpg")) {
            Path file = save(name, noise);
            byte[] whole = Files.readAllBytes(file);
            for (int length = 10; length < whole.length - 12; length += whole.length / 20) {
                Files.write(file, Arrays.copyOf(whole, length));
                complaint(() -> open(temp, 32), name);
            }
            Files.delete(file);
        }
    }

    @Test
    void foldersThatCannotBeUsed() throws IOException {
        complaint(() -> open(temp.resolve("no"), 32), "no", "no such folder");
        complaint(() -> open(temp, 32), temp.toString(), "there is no picture (", ".png, ", ".webp)");
        Path file = Files.createFile(temp.resolve("file"));
        complaint(() -> open(file, 32), "file", "no folder");
        Path sub = Files.createDirectory(temp.resolve("sub"));
        Path loop = Files.createSymbolicLink(sub.resolve("loop"), temp);
        complaint(() -> open(temp, 32), "a link leads back");
        Files.delete(loop);
        assertThrows(IllegalArgumentException.class, () -> open(temp, 0));
    }
}
