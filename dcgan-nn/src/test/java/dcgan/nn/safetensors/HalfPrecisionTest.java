package dcgan.nn.safetensors;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HalfPrecisionTest {

    private static final float BELOW_OVERFLOW = Math.nextDown(65520f);

    @TempDir
    private Path folder;

    @Test
    void valuesThatHalfPrecisionHasComeBackExactly() throws IOException {
        float[] values = {0, -0f, 1, -2.5f, 65504, 0x1p-14f, 0x1p-24f, -0x1p-24f, 1 / 1024f + 1};

        assertArrayEquals(values, writtenAndRead(values));
    }

    @Test
    void othersBecomeTheNearestAndOfTwoTheEvenOne() throws IOException {
        float step = 0x1p-10f; // from 1 to 2
        float[] values = {
            1 + step / 2, 1 + 3 * step / 2, 1 + step / 2 + 0x1p-20f, 0x1p-25f, 0x1p-25f + 0x1p-40f, BELOW_OVERFLOW
        };
        float[] expected = {1, 1 + 2 * step, 1 + step, 0, 0x1p-24f, 65504};

        assertArrayEquals(expected, writtenAndRead(values));
    }

    @Test
    void infinityAndNotANumberStayWhatTheyAre() throws IOException {
        float[] values = {Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, Float.NaN};

        assertArrayEquals(values, writtenAndRead(values));
    }

    @Test
    void aNumberThatWouldBecomeInfiniteIsRefusedAndNothingIsLeftBehind() throws IOException {
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> writtenAndRead(new float[] {1, -65520}));

        assertEquals(
                "tensor \"t\" holds -65520.0, which is too large for F16; the greatest number is 65504",
                refused.getMessage());
        try (Stream<Path> left = Files.list(folder)) {
            assertEquals(List.of(), left.toList());
        }
    }

    @Test
    void anElementTakesTwoBytesLittleEndian() throws IOException {
        Path file = write(new float[] {1, -2});
        byte[] bytes = Files.readAllBytes(file);

        assertArrayEquals(
                new byte[] {0x00, 0x3C, 0x00, (byte) 0xC0}, Arrays.copyOfRange(bytes, bytes.length - 4, bytes.length));
        assertTrue(new String(bytes, StandardCharsets.ISO_8859_1)
                .contains("\"t\":{\"dtype\":\"F16\",\"shape\":[2],\"data_offsets\":[0,4]}"));
    }

    @Test
    void aFileInMemoryReadsAsTheOneOnDisk() throws IOException {
        Path path = write(new float[] {3, 4});
        SafeTensorsFile file = SafeTensorsFile.of(Files.readAllBytes(path));

        assertArrayEquals(new float[] {3, 4}, file.read("t"));
        assertEquals(SafeTensorsFile.open(path).metadata(), file.metadata());
        assertEquals(file.metadata().get("sum"), file.contentChecksum(Map.of("a", "b")));
    }

    @Test
    void aFileInMemoryThatIsCutOffIsRefused() throws IOException {
        byte[] whole = Files.readAllBytes(write(new float[] {3, 4}));

        for (int length : new int[] {0, 7, 8, 20, whole.length - 1}) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThrows(MalformedFileException.class, () -> SafeTensorsFile.of(cut), length + " bytes");
        }
    }

    private float[] writtenAndRead(float[] values) throws IOException {
        return SafeTensorsFile.open(write(values)).read("t");
    }

    private Path write(float[] values) throws IOException {
        Path file = folder.resolve("half.safetensors");
        TensorInfo tensor = new TensorInfo("t", TensorInfo.Type.F16, List.of((long) values.length));
        SafeTensorsWriter.write(file, Map.of("a", "b"), Map.of(), "sum", List.of(tensor), _ -> values);
        return file;
    }
}
