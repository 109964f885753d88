package dcgan.tensor.tornado;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Looks for OpenCL drivers by the files that name them on Linux, because TornadoVM's native code writes lines of its own to the
 * standard output when it finds none.
 */
final class OpenClDrivers {

    private static final Path VENDORS = Path.of("/etc/OpenCL/vendors");

    private OpenClDrivers() {}

    /** Whether TornadoVM would be sure to fail for want of a driver; what cannot be told is left to TornadoVM. */
    static boolean areMissing() {
        boolean loaderIsToldFiles = System.getenv("OCL_ICD_FILENAMES") != null;
        boolean needsOpenCl =
                ModuleLayer.boot().findModule("tornado.drivers.opencl").isPresent()
                        && Stream.of("ptx", "spirv")
                                .noneMatch(name -> ModuleLayer.boot()
                                        .findModule("tornado.drivers." + name)
                                        .isPresent());
        return needsOpenCl
                && !loaderIsToldFiles
                && System.getProperty("os.name").equals("Linux")
                && !mayNameDriver(vendors(System.getenv()));
    }

    /** Where the loader looks: the variables are those of ocl-icd and of Khronos' loader. */
    static Path vendors(Map<String, String> environment) {
        return Stream.of("OCL_ICD_VENDORS", "OPENCL_VENDOR_PATH")
                .map(name -> environment.getOrDefault(name, ""))
                .filter(folder -> !folder.isEmpty())
                .map(Path::of)
                .findFirst()
                .orElse(VENDORS);
    }

    /** Whether a folder holds a file that names a driver. What is no folder may be a driver, or be looked for elsewhere. */
    static boolean mayNameDriver(Path vendors) {
        if (!Files.isDirectory(vendors)) {
            return Files.exists(vendors) || !vendors.isAbsolute();
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(vendors, "*.icd")) {
            return files.iterator().hasNext();
        } catch (IOException | DirectoryIteratorException e) {
            return true;
        }
    }
}
