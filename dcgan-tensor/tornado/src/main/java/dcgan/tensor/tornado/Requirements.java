package dcgan.tensor.tornado;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What TornadoVM's backends need of a Linux system. It is looked for before TornadoVM starts, because TornadoVM's messages do not
 * name it, and its native code writes lines of its own to the standard output.
 *
 * @param libraries the libraries of the system
 * @param environment the variables of the process
 * @param vendors the usual folder of the files that name OpenCL drivers
 * @param cudaLibrary TornadoVM's own library for CUDA, which names the version of NVRTC that it needs
 */
record Requirements(
        SystemLibraries libraries,
        Map<String, String> environment,
        Path vendors,
        Supplier<Optional<Path>> cudaLibrary) {

    private static final Pattern NVRTC = Pattern.compile("libnvrtc\\.so\\.(\\d+)");

    /** Those of this system, and of the SDK that the JVM was started with. */
    static Requirements ofSystem() {
        return new Requirements(
                SystemLibraries.ofSystem(),
                System.getenv(),
                Path.of("/etc/OpenCL/vendors"),
                () -> Stream.of(System.getProperty("java.library.path", "").split(":"))
                        .map(folder -> Path.of(folder, "libtornado-cuda.so"))
                        .filter(Files::isReadable)
                        .findFirst());
    }

    /**
     * What a backend lacks, and what to install, in half a sentence; empty if nothing is known to be missing.
     */
    Optional<String> missing(SdkBackend backend) {
        return switch (backend) {
            case CUDA -> nvidiaDriver().or(this::nvrtc);
            case PTX -> nvidiaDriver();
            case OPENCL -> openCl();
        };
    }

    private Optional<String> nvidiaDriver() {
        return missing(
                "libcuda.so.1",
                "there is no NVIDIA driver (libcuda.so.1); install it, or start the container with the GPU"
                        + " (docker run --gpus all)");
    }

    private Optional<String> nvrtc() {
        String version = nvrtcVersion();
        return missing(
                "libnvrtc.so." + version,
                "NVIDIA's run-time compiler (libnvrtc.so." + version + ") is missing; install the CUDA toolkit "
                        + version
                        + " or the Python package nvidia-cuda-nvrtc, and put the library's folder into"
                        + " LD_LIBRARY_PATH");
    }

    /** Of the library that TornadoVM was linked with. */
    private String nvrtcVersion() {
        Optional<Path> library = cudaLibrary.get();
        if (library.isPresent()) {
            try {
                Matcher name =
                        NVRTC.matcher(new String(Files.readAllBytes(library.get()), StandardCharsets.ISO_8859_1));
                if (name.find()) {
                    return name.group(1);
                }
            } catch (IOException e) {
                // The version of TornadoVM's releases is the best guess.
            }
        }
        return "13";
    }

    private Optional<String> missing(String library, String reason) {
        return libraries.has(library) ? Optional.empty() : Optional.of(reason);
    }

    private Optional<String> openCl() {
        if (!libraries.has("libOpenCL.so.1")) {
            return Optional.of(
                    "OpenCL's loader (libOpenCL.so.1) is missing; install it, on Debian as ocl-icd-libopencl1");
        }
        boolean loaderIsToldFiles = environment.get("OCL_ICD_FILENAMES") != null;
        if (loaderIsToldFiles || mayNameDriver(vendorsOfLoader())) {
            return Optional.empty();
        }
        return Optional.of(
                "there is no OpenCL driver; install the driver of your device, such as pocl-opencl-icd for the"
                        + " processor" + (libraries.has("libnvidia-opencl.so.1") ? "; " + icdOfNvidia() : ""));
    }

    /** The driver is there, as in many containers, but no file names it. */
    private String icdOfNvidia() {
        return "NVIDIA's is there, and a file " + vendorsOfLoader().resolve("nvidia.icd")
                + " with the line libnvidia-opencl.so.1 makes it known";
    }

    /** Where the loader looks: the variables are those of ocl-icd and of Khronos' loader. */
    Path vendorsOfLoader() {
        return Stream.of("OCL_ICD_VENDORS", "OPENCL_VENDOR_PATH")
                .map(name -> environment.getOrDefault(name, ""))
                .filter(folder -> !folder.isEmpty())
                .map(Path::of)
                .findFirst()
                .orElse(vendors);
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
