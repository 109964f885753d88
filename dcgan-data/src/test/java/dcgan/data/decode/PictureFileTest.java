package dcgan.data.decode;

import static dcgan.data.Sentences.complaint;
import static dcgan.data.decode.Fixture.BLACK;
import static dcgan.data.decode.Fixture.BLUE;
import static dcgan.data.decode.Fixture.GREEN;
import static dcgan.data.decode.Fixture.RED;
import static dcgan.data.decode.Fixture.WHITE;
import static dcgan.data.decode.Fixture.assertColours;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dcgan.data.ImageShape;
import java.awt.Dimension;
import java.awt.Graphics2D;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PictureFileTest {
    private static final int[] QUARTERS = {RED, GREEN, BLUE, WHITE};
    private static final int LOSSLESS = 1;
    private static final int LOSSY = 8;

    @TempDir
    private Path temp;

    private int[] quarters(byte[] content) {
        return Fixture.quarters(temp, "picture", content, PictureOptions.DEFAULT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "palette-bad-badtime.png",
                "palette-bad-bkgd.png",
                "rgb-bad-badtime.png",
                "interlaced.png",
                "bits-16.png",
                "cmyk.jpg",
                "icc-duplicate-segment.jpg",
                "ycbcr-no-jfif-ids-0-1-2-444.jpg",
                "progressive.jpg",
                "webp-named.jpg",
                "lossless.webp",
                "lossy.webp",
                "animated.webp",
                "rgb.bmp",
                "palette.bmp",
                "rle8.bmp",
                "animated.gif",
                "interlaced.gif",
                "lzw.tif",
                "zip.tif",
                "packbits.tif",
                "jpeg.tif",
                "bits-16.tif",
                "palette.tif",
                "planar.tif",
                "tiled.tif",
                "pages.tif",
                "cmyk.tif",
                "big-endian.tif",
                "bigtiff.tif"
            })
    void quartersOf(String name) {
        assertColours(name, LOSSY, quarters(Fixture.bytes(name)), QUARTERS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"grey-1.png", "grey-2.png", "grey-4.png", "bits-1.bmp", "group3.tif", "group4.tif"})
    void fewBits(String name) {
        assertColours(name, LOSSLESS, quarters(Fixture.bytes(name)), BLACK, WHITE, WHITE, BLACK);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "alpha.png",
                "alpha-16.png",
                "alpha.bmp",
                "alpha.tif",
                "alpha-premultiplied.tif",
                "lossless-alpha.webp",
                "lossy-alpha.webp"
            })
    void transparencyIsComposedOnTheBackground(String name) {
        byte[] content = Fixture.bytes(name);
        assertColours(name, LOSSY, quarters(content), RED, 0x7FFF7F, WHITE, WHITE);
        int[] onColour = Fixture.quarters(temp, "picture", content, new PictureOptions(Fit.CROP, 0x2040C0));
        assertColours(name, LOSSY, onColour, RED, 0x10A060, 0x2040C0, WHITE);
    }

    @Test
    void transparentColoursOfGif() {
        PictureOptions options = new PictureOptions(Fit.CROP, 0x2040C0);
        int[] colours = Fixture.quarters(temp, "picture", Fixture.bytes("transparent.gif"), options);
        assertColours("transparent.gif", LOSSLESS, colours, RED, GREEN, 0x2040C0, WHITE);
        // The frame is 32 × 32 in the middle of 64 × 64.
        byte[] pixels = PictureFile.read(temp.resolve(writeFixture("offset.gif")), new ImageShape(3, 64, 64), options);
        assertEquals(0x20, pixels[0]);
        assertEquals((byte) 0xFF, pixels[16 * 64 + 16]);
        assertEquals(0, pixels[64 * 64 + 16 * 64 + 16]);
        assertEquals((byte) 0xC0, pixels[2 * 64 * 64 + 48 * 64 + 48]);
        assertEquals((byte) 0xFF, pixels[64 * 64 + 47 * 64 + 47]);
    }

    private String writeFixture(String name) {
        try {
            Files.write(temp.resolve(name), Fixture.bytes(name));
            return name;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"display-p3.jpg", "display-p3.png", "display-p3.webp", "display-p3.tif"})
    void displayP3(String name) {
        assertColours(name, 2, quarters(Fixture.bytes(name)), 0xD74511, 0xD74511, 0xD74511, 0xD74511);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "exif-orientation-6.jpg",
                "exif-orientation-6.png",
                "exif-orientation-6.webp",
                "exif-orientation-6.tif"
            })
    void orientationInAllFormats(String name) {
        assertColours(name, LOSSY, quarters(Fixture.bytes(name)), BLUE, RED, WHITE, GREEN);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9})
    void allOrientations(int value) throws IOException {
        int[] upright = switch (value) {
            case 2 -> new int[] {GREEN, RED, WHITE, BLUE};
            case 3 -> new int[] {WHITE, BLUE, GREEN, RED};
            case 4 -> new int[] {BLUE, WHITE, RED, GREEN};
            case 5 -> new int[] {RED, BLUE, GREEN, WHITE};
            case 6 -> new int[] {BLUE, RED, WHITE, GREEN};
            case 7 -> new int[] {WHITE, GREEN, BLUE, RED};
            case 8 -> new int[] {GREEN, WHITE, RED, BLUE};
            default -> QUARTERS;
        };
        // Twice as wide as high, of which the middle has the quarters: what is cropped depends on the orientation, too.
        BufferedImage wide = new BufferedImage(32, 16, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < 16; y++) {
            for (int x = 8; x < 24; x++) {
                wide.setRGB(x, y, QUARTERS[y / 8 * 2 + (x - 8) / 8]);
            }
        }
        byte[] exif =
                HexFormat.of().parseHex("4d4d002a000000080001" + "0112000300000001000" + value + "0000" + "00000000");
        byte[] png = write(wide, "png");
        assertColours("PNG", LOSSLESS, quarters(insert(png, 33, chunk("eXIf", exif))), upright);
        byte[] jpeg = write(wide, "jpg");
        byte[] app1 = segment(0xE1, concat("Exif\0\0".getBytes(StandardCharsets.US_ASCII), exif));
        assertColours("JPEG", 70, quarters(insert(jpeg, 2, app1)), upright);
        assertEquals(
                value >= 5 && value <= 8 ? new Dimension(16, 32) : new Dimension(32, 16),
                PictureFile.size(temp.resolve("picture")));
    }

    /** As libjpeg reads them: what matters are the markers of JFIF and Adobe, then the identifiers of components. */
    @Test
    void colourSpacesOfJpeg() {
        byte[] file = Fixture.bytes("ycbcr-no-jfif-ids-0-1-2-444.jpg");
        assertColours("ids 0, 1, 2", LOSSY, quarters(file), QUARTERS);
        assertColours("ids 1, 2, 3", LOSSY, quarters(withIds(file, 1, 2, 3)), QUARTERS);
        assertColours("ids 7, 8, 9", LOSSY, quarters(withIds(file, 7, 8, 9)), QUARTERS);
        // The same numbers, taken as red, green and blue.
        int[] rgb = {0x4C55FF, 0x962C15, 0x1DFF6B, 0xFF8080};
        byte[] named = withIds(file, 'R', 'G', 'B');
        assertColours("ids R, G, B", LOSSY, quarters(named), rgb);
        assertColours("ids R, G, B and JFIF", LOSSY, quarters(insert(named, 2, jfif())), QUARTERS);
        assertColours("ids R, G, B and Adobe 1", LOSSY, quarters(insert(named, 2, adobe(1))), QUARTERS);
        assertColours("Adobe 0", LOSSY, quarters(insert(file, 2, adobe(0))), rgb);
        assertColours("JFIF and Adobe 0", LOSSY, quarters(insert(insert(file, 2, adobe(0)), 2, jfif())), QUARTERS);
    }

    private static byte[] withIds(byte[] file, int... ids) {
        byte[] changed = file.clone();
        int frame = find(changed, 0xC0);
        int scan = find(changed, 0xDA);
        for (int i = 0; i < 3; i++) {
            changed[frame + 10 + 3 * i] = (byte) ids[i];
            changed[scan + 5 + 2 * i] = (byte) ids[i];
        }
        return changed;
    }

    private static int find(byte[] jpeg, int marker) {
        for (int i = 0; ; i++) {
            if (jpeg[i] == (byte) 0xFF && jpeg[i + 1] == (byte) marker) {
                return i;
            }
        }
    }

    @Test
    void brokenProfilesAreLeftOut() throws IOException {
        byte[] profile = ICC_Profile.getInstance(ColorSpace.CS_LINEAR_RGB).getData();
        byte[] jpeg = write(uniform(0x808080), "jpg");
        int[] linear = quarters(insert(jpeg, 2, icc(1, 1, profile)));
        assertColours("the profile", 3, linear, 0xBCBCBC);
        byte[] first = Arrays.copyOf(profile, 200);
        byte[] second = Arrays.copyOfRange(profile, 200, profile.length);
        assertColours("parts", 3, quarters(insert(jpeg, 2, concat(icc(2, 2, second), icc(1, 2, first)))), 0xBCBCBC);
        for (byte[] broken : List.of(
                icc(1, 2, profile),
                concat(icc(1, 1, profile), icc(1, 1, profile)),
                icc(0, 1, profile),
                icc(2, 1, profile),
                concat(icc(1, 1, profile), icc(2, 2, profile)),
                icc(1, 1, first),
                icc(1, 1, new byte[200]),
                icc(1, 1, ICC_Profile.getInstance(ColorSpace.CS_GRAY).getData()))) {
            assertColours("a broken profile", 1, quarters(insert(jpeg, 2, broken)), 0x808080);
        }
        byte[] png = write(uniform(0x808080), "png");
        byte[] named = concat(new byte[] {'p', 0, 0}, deflate(profile));
        assertColours("in PNG", 1, quarters(insert(png, 33, chunk("iCCP", named))), 0xBCBCBC);
        for (byte[] broken : List.of(
                new byte[0],
                new byte[] {'p', 0, 0},
                Arrays.copyOf(named, named.length / 2),
                concat(new byte[] {'p', 0, 0}, deflate(new byte[8 << 20])))) {
            assertColours("a broken profile", 1, quarters(insert(png, 33, chunk("iCCP", broken))), 0x808080);
        }
        byte[] damaged = chunk("iCCP", named);
        damaged[damaged.length - 1]++;
        assertColours("a wrong checksum", 1, quarters(insert(png, 33, damaged)), 0x808080);
    }

    @Test
    void greyProfiles() throws IOException {
        byte[] linear = ICC_Profile.getInstance(ColorSpace.CS_GRAY).getData();
        BufferedImage grey = new BufferedImage(16, 16, BufferedImage.TYPE_BYTE_GRAY);
        Arrays.fill(((java.awt.image.DataBufferByte) grey.getRaster().getDataBuffer()).getData(), (byte) 0x80);
        byte[] png = write(grey, "png");
        assertColours("without", 0, quarters(png), 0x808080);
        byte[] named = concat(new byte[] {'p', 0, 0}, deflate(linear));
        assertColours("PNG", 2, quarters(insert(png, 33, chunk("iCCP", named))), 0xBCBCBC);
        byte[] jpeg = write(grey, "jpg");
        assertColours("without", 1, quarters(jpeg), 0x808080);
        assertColours("JPEG", 2, quarters(insert(jpeg, 2, icc(1, 1, linear))), 0xBCBCBC);
    }

    /** As in libpng: tRNS counts if it is whole, of the right length and in front of the pixels. */
    @Test
    void transparencyOfPng() throws IOException {
        byte[] rgb = png(2, new byte[] {0, 10, 20, 30}, new byte[0]);
        byte[] trns = {0, 10, 0, 20, 0, 30};
        assertColours("RGB", 0, quarters(rgb), 0x0A141E);
        assertColours("the colour", 0, quarters(insert(rgb, 33, chunk("tRNS", trns))), WHITE);
        assertColours(
                "another",
                0,
                quarters(insert(rgb, 33, chunk("tRNS", (byte) 0, (byte) 10, (byte) 0, (byte) 20, (byte) 0, (byte) 31))),
                0x0A141E);
        assertColours("too short", 0, quarters(insert(rgb, 33, chunk("tRNS", (byte) 0, (byte) 10))), 0x0A141E);
        byte[] damaged = chunk("tRNS", trns);
        damaged[damaged.length - 1]++;
        assertColours("a wrong checksum", 0, quarters(insert(rgb, 33, damaged)), 0x0A141E);
        assertColours("after the pixels", 0, quarters(insert(rgb, rgb.length - 12, chunk("tRNS", trns))), 0x0A141E);
        byte[] grey = png(0, new byte[] {0, 77}, new byte[0]);
        assertColours("grey", 0, quarters(insert(grey, 33, chunk("tRNS", (byte) 0, (byte) 77))), WHITE);
        byte[] palette = png(3, new byte[] {0, 1}, chunk("PLTE", new byte[] {1, 2, 3, 10, 20, 30}));
        int after = 33 + 12 + 6;
        assertColours("palette", 0, quarters(palette), 0x0A141E);
        assertColours("its end is missing", 0, quarters(insert(palette, after, chunk("tRNS", (byte) 0))), 0x0A141E);
        assertColours("half", 1, quarters(insert(palette, after, chunk("tRNS", (byte) 0, (byte) 128))), 0x848A8F);
        assertColours("too long", 0, quarters(insert(palette, after, chunk("tRNS", new byte[3]))), 0x0A141E);
        assertColours("in front of PLTE", 0, quarters(insert(palette, 33, chunk("tRNS", new byte[2]))), 0x0A141E);
        assertColours("not in the palette", 0, quarters(png(3, new byte[] {0, 2}, chunk("PLTE", new byte[6]))), BLACK);
    }

    @Test
    void checksumsOfPng() throws IOException {
        BufferedImage noise = new BufferedImage(32, 32, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < 1024; i++) {
            noise.setRGB(i % 32, i / 32, i * 0x9E3779B9);
        }
        byte[] png = write(noise, "png");
        for (int offset = 16; offset < png.length - 12; offset += 61) {
            byte[] damaged = png.clone();
            damaged[offset] ^= 4;
            complaint(() -> quarters(damaged), "picture");
        }
        // Adler-32 of the pixels is wrong, but CRC-32 of the chunk is right.
        byte[] pixels = deflate(new byte[8 * 25]);
        pixels[pixels.length - 1]++;
        byte[] header = Arrays.copyOf(png(2, new byte[] {0, 0, 0, 0}, new byte[0]), 33);
        complaint(
                () -> quarters(concat(header, concat(chunk("IDAT", pixels), chunk("IEND")))), "its pixels are damaged");
    }

    @ParameterizedTest
    @EnumSource(Fit.class)
    void fits(Fit fit) throws IOException {
        // Red, green, blue and white columns of 4 × 4 pixels.
        BufferedImage wide = new BufferedImage(16, 4, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < 64; i++) {
            wide.setRGB(i % 16, i / 16, QUARTERS[i % 16 / 4]);
        }
        Path file = Files.write(temp.resolve("wide.png"), write(wide, "png"));
        byte[] pixels = PictureFile.read(file, new ImageShape(3, 16, 16), new PictureOptions(fit, 0x808080));
        int[] row = new int[4];
        for (int i = 0; i < 4; i++) {
            row[i] = colour(pixels, 8 * 16 + 4 * i + 2);
        }
        int corner = colour(pixels, 0);
        switch (fit) {
            case CROP -> {
                assertColours("crop", 1, row, GREEN, row[1], row[2], BLUE);
                assertColours("crop", 1, new int[] {corner}, GREEN);
            }
            case PAD -> {
                assertColours("pad", 1, row, QUARTERS);
                assertColours(
                        "pad",
                        1,
                        new int[] {corner, colour(pixels, 5 * 16), colour(pixels, 6 * 16)},
                        0x808080,
                        0x808080,
                        RED);
            }
            case STRETCH -> {
                assertColours("stretch", 1, row, QUARTERS);
                assertColours("stretch", 1, new int[] {corner}, RED);
            }
        }
    }

    private static int colour(byte[] pixels, int index) {
        return (pixels[index] & 0xFF) << 16 | (pixels[256 + index] & 0xFF) << 8 | pixels[512 + index] & 0xFF;
    }

    @Test
    void greyIsTheLumaOfItu601() throws IOException {
        Path file = Files.write(temp.resolve("a.png"), write(uniform(0x64C832), "png"));
        byte[] grey = PictureFile.read(file, new ImageShape(1, 4, 4), PictureOptions.DEFAULT);
        byte[] expected = new byte[16];
        Arrays.fill(expected, (byte) Math.round((299 * 100 + 587 * 200 + 114 * 50) / 1000f));
        assertArrayEquals(expected, grey);
    }

    /** Rows and columns are left out; no decoder may lose its way over it. */
    @ParameterizedTest
    @ValueSource(strings = {"png", "jpg", "bmp", "gif", "tiff"})
    void largePictures(String format) throws IOException {
        BufferedImage large = new BufferedImage(4500, 4200, BufferedImage.TYPE_3BYTE_BGR);
        Graphics2D graphics = large.createGraphics();
        for (int i = 0; i < 4; i++) {
            graphics.setColor(new java.awt.Color(QUARTERS[i]));
            graphics.fillRect(i % 2 * 2250, i / 2 * 2100, 2250, 2100);
        }
        graphics.dispose();
        byte[] content = write(large, format);
        assertColours(format, LOSSY, quarters(content), QUARTERS);
        int[] stretched = Fixture.quarters(temp, "picture", content, new PictureOptions(Fit.STRETCH, WHITE));
        assertColours(format, LOSSY, stretched, QUARTERS);
    }

    @Test
    void itTellsTheFormatsThatItReads() throws IOException {
        assertEquals("PNG, JPEG, WebP, BMP, GIF or TIFF", PictureFile.FORMATS);
        assertTrue(PictureFile.ENDINGS.containsAll(List.of("png", "jpg", "jpeg", "webp", "bmp", "gif", "tif", "tiff")));
        Path file = Files.writeString(temp.resolve("text.png"), "This is no picture at all.");
        complaint(() -> PictureFile.size(file), "text.png", "this is no " + PictureFile.FORMATS + " picture");
        complaint(() -> PictureFile.size(temp.resolve("missing.png")), "missing.png", "cannot be read (");
    }

    private static BufferedImage uniform(int rgb) {
        BufferedImage image = new BufferedImage(16, 16, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < 256; i++) {
            image.setRGB(i % 16, i / 16, rgb);
        }
        return image;
    }

    private static byte[] write(BufferedImage image, String format) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        assertTrue(ImageIO.write(image, format, out), format);
        return out.toByteArray();
    }

    /** 8 × 8 equal pixels of 8 bits, given with the filter in front of them. */
    private static byte[] png(int type, byte[] filterAndPixel, byte[] palette) throws IOException {
        ByteArrayOutputStream rows = new ByteArrayOutputStream();
        for (int y = 0; y < 8; y++) {
            rows.write(filterAndPixel[0]);
            for (int x = 0; x < 8; x++) {
                rows.write(filterAndPixel, 1, filterAndPixel.length - 1);
            }
        }
        byte[] signature = HexFormat.of().parseHex("89504e470d0a1a0a");
        byte[] header = chunk("IHDR", new byte[] {0, 0, 0, 8, 0, 0, 0, 8, 8, (byte) type, 0, 0, 0});
        byte[] pixels = chunk("IDAT", deflate(rows.toByteArray()));
        return concat(concat(concat(signature, header), palette), concat(pixels, chunk("IEND")));
    }

    private static byte[] chunk(String name, byte... data) {
        byte[] content = concat(name.getBytes(StandardCharsets.US_ASCII), data);
        CRC32 crc = new CRC32();
        crc.update(content);
        return concat(concat(u32(data.length), content), u32((int) crc.getValue()));
    }

    private static byte[] segment(int marker, byte... data) {
        int length = data.length + 2;
        return concat(new byte[] {(byte) 0xFF, (byte) marker, (byte) (length >> 8), (byte) length}, data);
    }

    private static byte[] icc(int number, int all, byte[] part) {
        byte[] begin = "ICC_PROFILE\0".getBytes(StandardCharsets.US_ASCII);
        return segment(0xE2, concat(concat(begin, new byte[] {(byte) number, (byte) all}), part));
    }

    private static byte[] jfif() {
        return segment(0xE0, new byte[] {'J', 'F', 'I', 'F', 0, 1, 1, 0, 0, 1, 0, 1, 0, 0});
    }

    private static byte[] adobe(int transform) {
        return segment(0xEE, new byte[] {'A', 'd', 'o', 'b', 'e', 0, 100, 0, 0, 0, 0, (byte) transform});
    }

    private static byte[] deflate(byte[] data) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (DeflaterOutputStream deflate = new DeflaterOutputStream(out, new Deflater())) {
            deflate.write(data);
        }
        return out.toByteArray();
    }

    private static byte[] u32(int value) {
        return new byte[] {(byte) (value >> 24), (byte) (value >> 16), (byte) (value >> 8), (byte) value};
    }

    private static byte[] insert(byte[] file, int offset, byte[] inserted) {
        return concat(concat(Arrays.copyOf(file, offset), inserted), Arrays.copyOfRange(file, offset, file.length));
    }

    private static byte[] concat(byte[] a, byte[] b) {
        byte[] both = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, both, a.length, b.length);
        return both;
    }
}
