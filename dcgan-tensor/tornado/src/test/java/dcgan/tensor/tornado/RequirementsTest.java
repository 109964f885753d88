package dcgan.tensor.tornado;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RequirementsTest {

    @TempDir
    private Path folder;

    private Path libraries;
    private Path vendors;
    private final Map<String, String> environment = new HashMap<>();

    @BeforeEach
    void emptySystem() throws Exception {
        libraries = Files.createDirectory(folder.resolve("lib"));
        vendors = folder.resolve("vendors");
    }

    private String missing(SdkBackend backend) {
        return requirements(Optional.empty()).missing(backend).orElse("");
    }

    private Requirements requirements(Optional<Path> cuda) {
        return new Requirements(
                new SystemLibraries(environment, List.of(libraries), folder.resolve("cache")),
                environment,
                vendors,
                () -> cuda);
    }

    @Test
    void eachMissingPieceOfCudaIsNamed() throws Exception {
        assertTrue(missing(SdkBackend.CUDA).startsWith("there is no NVIDIA driver (libcuda.so.1); install it"));
        Files.createFile(libraries.resolve("libcuda.so.1"));
        assertTrue(
                missing(SdkBackend.CUDA).startsWith("NVIDIA's run-time compiler (libnvrtc.so.13) is missing; install"));
        Files.createFile(libraries.resolve("libnvrtc.so.13"));
        assertEquals("", missing(SdkBackend.CUDA));
        // An SDK that was linked with another version.
        Path twelve = Files.writeString(folder.resolve("libtornado-cuda.so"), "\0libnvrtc.so.12\0");
        assertTrue(requirements(Optional.of(twelve))
                .missing(SdkBackend.CUDA)
                .orElseThrow()
                .contains("install the CUDA toolkit 12 "));
    }

    @Test
    void ptxNeedsTheDriverAlone() throws Exception {
        assertTrue(missing(SdkBackend.PTX).startsWith("there is no NVIDIA driver"));
        Files.createFile(libraries.resolve("libcuda.so.1"));
        assertEquals("", missing(SdkBackend.PTX));
    }

    @Test
    void eachMissingPieceOfOpenClIsNamed() throws Exception {
        assertTrue(missing(SdkBackend.OPENCL).startsWith("OpenCL's loader (libOpenCL.so.1) is missing; install it"));
        Files.createFile(libraries.resolve("libOpenCL.so.1"));
        assertEquals(
                "there is no OpenCL driver; install the driver of your device, such as pocl-opencl-icd for the"
                        + " processor",
                missing(SdkBackend.OPENCL));
        // As in many containers.
        Files.createFile(libraries.resolve("libnvidia-opencl.so.1"));
        assertTrue(missing(SdkBackend.OPENCL)
                .endsWith(vendors + "/nvidia.icd with the line libnvidia-opencl.so.1 makes it known"));
        Files.writeString(Files.createDirectory(vendors).resolve("nvidia.icd"), "libnvidia-opencl.so.1");
        assertEquals("", missing(SdkBackend.OPENCL));
    }

    @Test
    void librariesAreFoundWhereTheLoaderFindsThem() throws Exception {
        Files.createFile(Files.createDirectory(folder.resolve("told")).resolve("libcuda.so.1"));
        environment.put("LD_LIBRARY_PATH", "/absent::" + folder.resolve("told"));
        assertEquals("", missing(SdkBackend.PTX));
        environment.clear();
        assertFalse(missing(SdkBackend.PTX).isEmpty());
        Files.write(
                folder.resolve("cache"),
                new byte[] {(byte) 0xff, 'l', 'i', 'b', 'c', 'u', 'd', 'a', '.', 's', 'o', '.', '1', 0});
        assertEquals("", missing(SdkBackend.PTX));
    }

    @Test
    void openClDriversAreNamedByFiles() throws Exception {
        assertFalse(Requirements.mayNameDriver(vendors.resolve("absent")));
        Files.createDirectory(vendors);
        assertFalse(Requirements.mayNameDriver(vendors));
        Files.writeString(vendors.resolve("pocl.icd"), "libpocl.so.2");
        assertTrue(Requirements.mayNameDriver(vendors));
    }

    @Test
    void openClDriversAreLookedForWhereTheLoaderIsTold() throws Exception {
        assertEquals(vendors, requirements(Optional.empty()).vendorsOfLoader());
        environment.put("OCL_ICD_VENDORS", "");
        assertEquals(vendors, requirements(Optional.empty()).vendorsOfLoader());
        environment.put("OPENCL_VENDOR_PATH", "/b");
        assertEquals(Path.of("/b"), requirements(Optional.empty()).vendorsOfLoader());
        environment.put("OCL_ICD_VENDORS", "/a");
        assertEquals(Path.of("/a"), requirements(Optional.empty()).vendorsOfLoader());
        // A driver itself, and the name of a file in the usual folder.
        assertTrue(Requirements.mayNameDriver(Files.createFile(folder.resolve("libpocl.so"))));
        assertTrue(Requirements.mayNameDriver(Path.of("pocl.icd")));
        Files.createFile(libraries.resolve("libOpenCL.so.1"));
        environment.put("OCL_ICD_FILENAMES", "libpocl.so");
        assertEquals("", missing(SdkBackend.OPENCL));
    }
}
