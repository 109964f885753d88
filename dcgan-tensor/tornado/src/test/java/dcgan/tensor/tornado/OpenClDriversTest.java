package dcgan.tensor.tornado;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpenClDriversTest {

    @Test
    void areNamedByFiles(@TempDir Path vendors) throws Exception {
        assertFalse(OpenClDrivers.namesDriver(vendors.resolve("absent")));
        assertFalse(OpenClDrivers.namesDriver(vendors));
        Files.writeString(vendors.resolve("pocl.icd"), "libpocl.so.2");
        assertTrue(OpenClDrivers.namesDriver(vendors));
    }
}
