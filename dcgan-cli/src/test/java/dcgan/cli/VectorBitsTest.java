package dcgan.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dcgan.cli.Dcgan.Result;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The kernels on the vector units are right at every width; one that the processor lacks is composed by the JVM. */
class VectorBitsTest {
    private static final String CONVOLUTIONS =
            "Conv2d,Conv2dGradInput,Conv2dGradWeight,ConvTranspose2d,ConvTranspose2dGradInput,ConvTranspose2dGradWeight";

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"128", "256", "512"})
    void verifyPassesAtEveryWidth(String bits) throws Exception {
        Result result = Dcgan.in(folder).with().run("verify", "--backend", "simd", "--vector-bits", bits);
        assertEquals(0, result.exit(), result.out() + result.err());
        assertTrue(result.out().lines().toList().getLast().contains(bits + "-bit vectors"), result.out());
    }

    @ParameterizedTest
    @ValueSource(strings = {"128", "256", "512"})
    void winogradPassesAtEveryWidth(String bits) throws Exception {
        Result result = Dcgan.in(folder)
                .with()
                .run("verify", "--backend", "simd", "--vector-bits", bits, "--conv", "winograd", "--op", CONVOLUTIONS);
        assertEquals(0, result.exit(), result.out() + result.err());
        assertTrue(result.out().contains("6 of 6 passed"), result.out());
    }
}
