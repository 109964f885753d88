package dcgan.tensor.tornado;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpenClDriversTest {

    @Test
    void areNamedByFiles(@TempDir Path vendors) throws Exception {
        assertFalse(OpenClDrivers.mayNameDriver(vendors.resolve("absent")));
        assertFalse(OpenClDrivers.mayNameDriver(vendors));
        Files.writeString(vendors.resolve("pocl.icd"), "libpocl.so.2");
        assertTrue(OpenClDrivers.mayNameDriver(vendors));
    }

    @Test
    void areLookedForWhereTheLoaderIsTold(@TempDir Path folder) throws Exception {
        Path usual = Path.of("/etc/OpenCL/vendors");
        assertEquals(usual, OpenClDrivers.vendors(Map.of()));
        assertEquals(usual, OpenClDrivers.vendors(Map.of("OCL_ICD_VENDORS", "")));
        assertEquals(Path.of("/b"), OpenClDrivers.vendors(Map.of("OPENCL_VENDOR_PATH", "/b")));
        assertEquals(Path.of("/a"), OpenClDrivers.vendors(Map.of("OPENCL_VENDOR_PATH", "/b", "OCL_ICD_VENDORS", "/a")));
        // A driver itself, and the name of a file in the usual folder.
        assertTrue(OpenClDrivers.mayNameDriver(Files.createFile(folder.resolve("libpocl.so"))));
        assertTrue(OpenClDrivers.mayNameDriver(Path.of("pocl.icd")));
    }
}
