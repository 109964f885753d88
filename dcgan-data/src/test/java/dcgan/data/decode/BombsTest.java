package dcgan.data.decode;

import static dcgan.data.Sentences.complaint;
import static dcgan.data.decode.Fixture.BLACK;
import static dcgan.data.decode.Fixture.BLUE;
import static dcgan.data.decode.Fixture.GREEN;
import static dcgan.data.decode.Fixture.RED;
import static dcgan.data.decode.Fixture.WHITE;
import static dcgan.data.decode.Fixture.assertColours;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Small files that would become large. Each is refused in one sentence, or read, within the heap of these tests, which is
 * 512 MB.
 */
class BombsTest {
    private static final String TOO_LARGE = "pixels, more than the 250,000,000 that are read); make it smaller";
    private static final String CUT_OFF = "the picture is cut off";

    @TempDir
    private Path temp;

    private int[] quarters(byte[] content) {
        return Fixture.quarters(temp, "picture", content, PictureOptions.DEFAULT);
    }

    private void refuse(String reason, byte[] content) {
        complaint(() -> quarters(content), "picture: ", reason);
    }

    private static ByteBuffer littleEndian(byte[] file) {
        return ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    }

    @Test
    void theHeapOfTheseTestsIsSmall() {
        assertTrue(Runtime.getRuntime().maxMemory() <= 512 << 20);
    }

    @Test
    void sizesOfPng() throws IOException {
        refuse("50,000 × 50,000 " + TOO_LARGE, png(50_000, 50_000, 0));
        refuse("2,147,483,647 × 2,147,483,647 " + TOO_LARGE, png(Integer.MAX_VALUE, Integer.MAX_VALUE, 0));
        refuse(CUT_OFF, png(15_000, 15_000, 1_000));
        refuse("wider than a million pixels", png(200_000_000, 1, 0));
        assertColours("white", 0, quarters(png(12_000, 1_000, 1_500 * 1_000 + 1_000)), WHITE, WHITE, WHITE, WHITE);
    }

    /** White, a bit for each pixel, and so many bytes of it. */
    private static byte[] png(int width, int height, int bytes) throws IOException {
        byte[] rows = new byte[bytes];
        Arrays.fill(rows, (byte) 0xFF);
        int row = Math.ceilDiv(width, 8) + 1;
        for (int i = 0; i < bytes; i += row) {
            rows[i] = 0;
        }
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        png.writeBytes(HexFormat.of().parseHex("89504e470d0a1a0a"));
        png.writeBytes(chunk(
                "IHDR",
                ByteBuffer.allocate(13)
                        .putInt(width)
                        .putInt(height)
                        .put((byte) 1)
                        .array()));
        png.writeBytes(chunk("IDAT", deflate(rows)));
        png.writeBytes(chunk("IEND", new byte[0]));
        return png.toByteArray();
    }

    private static byte[] chunk(String name, byte[] data) {
        byte[] content = concat(name.getBytes(StandardCharsets.US_ASCII), data);
        CRC32 crc = new CRC32();
        crc.update(content);
        ByteBuffer chunk = ByteBuffer.allocate(12 + data.length);
        return chunk.putInt(data.length)
                .put(content)
                .putInt((int) crc.getValue())
                .array();
    }

    private static byte[] deflate(byte[] data) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (DeflaterOutputStream deflate = new DeflaterOutputStream(out, new Deflater(9))) {
            deflate.write(data);
        }
        return out.toByteArray();
    }

    private static byte[] concat(byte[] a, byte[] b) {
        byte[] both = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, both, a.length, b.length);
        return both;
    }

    private static byte[] insert(byte[] file, int at, byte[] inserted) {
        return concat(concat(Arrays.copyOf(file, at), inserted), Arrays.copyOfRange(file, at, file.length));
    }

    /** Chunks that become 50 MB: none of them is needed for the pixels. */
    @ParameterizedTest
    @ValueSource(strings = {"zTXt", "iTXt", "iCCP"})
    void packedChunksOfPng(String name) throws IOException {
        String begin = name.equals("iTXt") ? "text\0\1\0\0\0" : "text\0\0";
        byte[] data = concat(begin.getBytes(StandardCharsets.US_ASCII), deflate(new byte[50_000_000]));
        byte[] file = insert(Fixture.bytes("rgb-bad-badtime.png"), 33, chunk(name, data));
        assertColours(name, 0, quarters(file), RED, GREEN, BLUE, WHITE);
    }

    /** A directory that follows itself, and one with more entries than there are bytes. */
    @Test
    void directoriesOfExif() {
        byte[] loop = HexFormat.of().parseHex("4d4d002a000000080001" + "011200030000000100010000" + "00000008");
        byte[] endless = HexFormat.of().parseHex("4d4d002a00000008ffff" + "011200030000000100060000" + "00000008");
        byte[] large = HexFormat.of().parseHex("4d4d002a000000080001" + "01120004ffffffff00000000" + "00000008");
        for (byte[] exif : new byte[][] {loop, endless, large}) {
            byte[] png = insert(Fixture.bytes("rgb-bad-badtime.png"), 33, chunk("eXIf", exif));
            assertColours("PNG", 0, quarters(png), RED, GREEN, BLUE, WHITE);
            byte[] data = concat("Exif\0\0".getBytes(StandardCharsets.US_ASCII), exif);
            byte[] segment = concat(new byte[] {(byte) 0xFF, (byte) 0xE1, 0, (byte) (data.length + 2)}, data);
            byte[] jpeg = insert(Fixture.bytes("progressive.jpg"), 2, segment);
            assertColours("JPEG", 8, quarters(jpeg), RED, GREEN, BLUE, WHITE);
        }
    }

    @Test
    void sizesOfJpeg() {
        byte[] jpeg = Fixture.bytes("ycbcr-no-jfif-ids-0-1-2-444.jpg");
        int frame = 0;
        while (jpeg[frame] != (byte) 0xFF || jpeg[frame + 1] != (byte) 0xC0) {
            frame++;
        }
        ByteBuffer.wrap(jpeg).putShort(frame + 5, (short) 65_000).putShort(frame + 7, (short) 65_000);
        refuse("65,000 × 65,000 " + TOO_LARGE, jpeg);
        ByteBuffer.wrap(jpeg).putShort(frame + 5, (short) 15_000).putShort(frame + 7, (short) 15_000);
        refuse(CUT_OFF, jpeg);
        ByteBuffer.wrap(jpeg).putShort(frame + 5, (short) 256).putShort(frame + 7, (short) 64);
        refuse(CUT_OFF, jpeg);
    }

    @Test
    void sizesOfGif() {
        byte[] gif = Fixture.bytes("offset.gif");
        littleEndian(gif).putShort(6, (short) 65_535).putShort(8, (short) 65_535);
        refuse("65,535 × 65,535 " + TOO_LARGE, gif);
        // The frame is small, and in a corner of what is shown.
        littleEndian(gif).putShort(6, (short) 15_000).putShort(8, (short) 15_000);
        assertColours("canvas", 0, quarters(gif), WHITE, WHITE, WHITE, WHITE);
        byte[] frame = Fixture.bytes("transparent.gif");
        int image = 13 + (3 << (frame[10] & 7) + 1);
        while (frame[image] != ',') {
            image++;
        }
        littleEndian(frame).putShort(image + 5, (short) 15_000).putShort(image + 7, (short) 15_000);
        refuse(CUT_OFF, frame);
    }

    @Test
    void sizesOfWebp() {
        byte[] lossless = Fixture.bytes("lossless.webp");
        littleEndian(lossless).putInt(21, littleEndian(lossless).getInt(21) & 0xF0000000 | 16_383 << 14 | 16_383);
        refuse("16,384 × 16,384 " + TOO_LARGE, lossless);
        littleEndian(lossless).putInt(21, littleEndian(lossless).getInt(21) & 0xF0000000 | 9_999 << 14 | 9_999);
        refuse("10,000 × 10,000 pixels, more than the 25,000,000 that are read of a WebP file", lossless);
        littleEndian(lossless).putInt(21, littleEndian(lossless).getInt(21) & 0xF0000000 | 4_999 << 14 | 4_999);
        refuse("the picture ", lossless);
        littleEndian(lossless).putInt(21, littleEndian(lossless).getInt(21) & 0xF0000000 | 99 << 14 | 31);
        refuse("the picture ", lossless);
        byte[] lossy = Fixture.bytes("lossy.webp");
        littleEndian(lossy).putShort(26, (short) 16_383).putShort(28, (short) 16_383);
        refuse("16,383 × 16,383 " + TOO_LARGE, lossy);
        littleEndian(lossy).putShort(26, (short) 15_000).putShort(28, (short) 15_000);
        refuse(CUT_OFF, lossy);
        littleEndian(lossy).putShort(26, (short) 32).putShort(28, (short) 640);
        refuse(CUT_OFF, lossy);
        byte[] canvas = Fixture.bytes("animated.webp");
        littleEndian(canvas).putInt(24, 0xFFFFFFFF).putShort(28, (short) 0xFFFF);
        refuse("16,777,216 × 16,777,216 " + TOO_LARGE, canvas);
        littleEndian(canvas)
                .putInt(24, 15_000)
                .put(26, (byte) 0)
                .putShort(27, (short) 15_000)
                .put(29, (byte) 0);
        assertColours("canvas", 0, quarters(canvas), WHITE, WHITE, WHITE, WHITE);
    }

    @Test
    void sizesOfBmp() {
        byte[] bmp = Fixture.bytes("rgb.bmp");
        littleEndian(bmp).putInt(18, 50_000).putInt(22, 50_000);
        refuse("50,000 × 50,000 " + TOO_LARGE, bmp);
        littleEndian(bmp).putInt(18, 15_000).putInt(22, 15_000);
        refuse(CUT_OFF, bmp);
        littleEndian(bmp).putInt(18, Integer.MAX_VALUE).putInt(22, Integer.MIN_VALUE);
        refuse("picture cannot be read", bmp);
    }

    /** Runs that end at once are allowed: all pixels are of the first colour. */
    @Test
    void runsOfBmp() {
        byte[] bmp = Fixture.bytes("rle8.bmp");
        int start = littleEndian(bmp).getInt(10);
        byte[] empty = concat(Arrays.copyOf(bmp, start), new byte[] {0, 1});
        littleEndian(empty).putInt(18, 15_000).putInt(22, 15_000).putInt(54, 0x00FFFFFF);
        refuse("15,000 × 15,000 pixels, more than the 25,000,000 that are read of a BMP file with runs", empty);
        littleEndian(empty).putInt(18, 5_000).putInt(22, 5_000);
        assertColours("no runs", 0, quarters(empty), WHITE, WHITE, WHITE, WHITE);
        byte[] steps = concat(Arrays.copyOf(bmp, start), new byte[] {0, 2, 0, (byte) 255, 0, 1});
        assertColours("a step beyond the top", 255, quarters(steps), BLACK, BLACK, BLACK, BLACK);
    }

    @Test
    void directoriesOfTiff() {
        byte[] tiff = Fixture.bytes("lzw.tif");
        int directory = littleEndian(tiff).getInt(4);
        int next = directory + 2 + 12 * littleEndian(tiff).getShort(directory);
        byte[] loop = tiff.clone();
        littleEndian(loop).putInt(next, directory);
        assertColours("a loop", 0, quarters(loop), RED, GREEN, BLUE, WHITE);
        byte[] beyond = tiff.clone();
        littleEndian(beyond).putInt(next, 0x7FFFFFFE);
        assertColours("beyond the end", 0, quarters(beyond), RED, GREEN, BLUE, WHITE);
        byte[] itself = tiff.clone();
        littleEndian(itself).putInt(next, next);
        assertColours("in itself", 0, quarters(itself), RED, GREEN, BLUE, WHITE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"lzw.tif", "zip.tif", "packbits.tif", "jpeg.tif", "group4.tif", "tiled.tif", "planar.tif"})
    void sizesOfTiff(String name) {
        refuse("50,000 × 50,000 " + TOO_LARGE, sized(name, 50_000, 50_000));
        complaint(() -> quarters(sized(name, 15_000, 15_000)), "picture: ");
        complaint(() -> quarters(sized(name, 32, 640)), "picture: ");
    }

    private static byte[] sized(String name, int width, int height) {
        byte[] tiff = Fixture.bytes(name);
        setEntry(tiff, 256, width);
        setEntry(tiff, 257, height);
        setEntry(tiff, 278, height);
        return tiff;
    }

    private static void setEntry(byte[] tiff, int tag, int value) {
        ByteBuffer file = littleEndian(tiff);
        int directory = file.getInt(4);
        for (int i = 0; i < file.getShort(directory); i++) {
            int entry = directory + 2 + 12 * i;
            if (file.getShort(entry) == (short) tag) {
                file.putShort(entry + 2, (short) 4).putInt(entry + 8, value);
            }
        }
    }

    /** A phone's photo of 108 million pixels: rows and columns are left out while it is read. */
    @Test
    void aLargePhoto() throws IOException {
        BufferedImage photo = new BufferedImage(12_000, 9_000, BufferedImage.TYPE_BYTE_GRAY);
        Graphics2D graphics = photo.createGraphics();
        graphics.setColor(Color.WHITE);
        graphics.fillRect(6_000, 0, 6_000, 4_500);
        graphics.fillRect(0, 4_500, 6_000, 4_500);
        graphics.dispose();
        ByteArrayOutputStream jpeg = new ByteArrayOutputStream();
        assertTrue(ImageIO.write(photo, "jpg", jpeg));
        photo.flush();
        assertColours("108 million pixels", 8, quarters(jpeg.toByteArray()), BLACK, WHITE, WHITE, BLACK);
    }
}
