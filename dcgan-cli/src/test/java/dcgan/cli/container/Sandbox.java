package dcgan.cli.container;

import com.github.dockerjava.api.model.DeviceRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.testcontainers.containers.BindMode;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.output.OutputFrame.OutputType;
import org.testcontainers.images.builder.ImageFromDockerfile;
import org.testcontainers.utility.DockerImageName;

/**
 * Runs the packaged program in containers of an image, without a network, on one processor and little memory. The image is
 * built from the Dockerfile in this module, or named by the system property {@code dcgan.container.image}; that one is taken
 * as it is and gets the JDK of this machine.
 */
record Sandbox(Future<String> image, boolean mountJdk, Optional<DeviceRequest> device) {
    private static final long NANO_CPUS = 1_000_000_000;
    private static final long MEMORY = 2L << 30;
    private static final Duration TIMEOUT = Duration.ofMinutes(10);
    private static final Path MODULES = Path.of("target", "modules").toAbsolutePath();
    private static final String JDK = "/opt/jdk";
    private static final String APP = "/opt/dcgan";
    private static final String NVRTC = "/opt/nvrtc";
    private static final String TORNADO_OPTIONS = "/opt/dcgan-tornado/options";
    private static final String TORNADO_BACKEND = "/opt/dcgan-tornado/dcgan-tensor-tornado.jar";

    /** What a container has said. */
    record Result(long exit, String out, String err) {}

    static Sandbox create() {
        String image = System.getProperty("dcgan.container.image", "");
        return image.isEmpty()
                ? new Sandbox(
                        new ImageFromDockerfile("dcgan-verify", false)
                                .withFileFromPath(".", Path.of("src", "docker", "verify")),
                        false,
                        Optional.empty())
                : new Sandbox(CompletableFuture.completedFuture(image), true, Optional.empty());
    }

    Sandbox with(DeviceRequest request) {
        return new Sandbox(image, mountJdk, Optional.of(request));
    }

    /** The command for the same program on this machine. */
    List<String> command(List<String> args) {
        return java(System.getProperty("java.home"), MODULES.toString(), Optional.empty(), args);
    }

    /** Runs the program. */
    Result run(List<String> args) {
        return execute(java(JDK, APP, Optional.empty(), args));
    }

    /** Runs the program on TornadoVM, which must be there. */
    Result runOnTornado(List<String> args) {
        return execute(java(JDK, APP, TornadoSdk.find(), args));
    }

    /** Trains into a folder of the container, and has a file of that run printed at the end. */
    Result runAndPrint(List<String> args, String file) {
        List<String> words = java(JDK, APP, Optional.empty(), args);
        words.add("--out=/tmp/run");
        return execute(List.of("sh", "-c", String.join(" ", words) + " && cat /tmp/run/" + file));
    }

    /** Unpacks the archive to install in a container without Java, and runs a script in its folder. */
    Result runInstalled(Path archive, String script) {
        try (GenericContainer<?> container = container(false)) {
            container
                    .withFileSystemBind(archive.toString(), "/tmp/dcgan.tar.gz", BindMode.READ_ONLY)
                    .withCommand(
                            "sh",
                            "-ec",
                            "! command -v java; cd /opt; tar -xzf /tmp/dcgan.tar.gz; cd dcgan-[0-9]*; " + script)
                    .start();
            return result(container);
        }
    }

    private static List<String> java(String home, String modules, Optional<TornadoSdk> tornado, List<String> args) {
        List<String> words = new ArrayList<>(List.of(home + "/bin/java"));
        String modulePath = modules;
        if (tornado.isPresent()) {
            Path sdk = tornado.get().home();
            words.add("@" + TORNADO_OPTIONS);
            words.add("-Dtornado.recover.bailout=False");
            modulePath += ":" + TORNADO_BACKEND + ":" + sdk.resolve("share/java/tornado");
        }
        words.addAll(List.of("--module-path", modulePath, "--module", "dcgan.cli/dcgan.cli.Main"));
        words.addAll(args);
        return words;
    }

    private Result execute(List<String> command) {
        try (GenericContainer<?> container = container(mountJdk)) {
            container.withCommand(command.toArray(String[]::new)).start();
            return result(container);
        }
    }

    private GenericContainer<?> container(boolean withJdk) {
        GenericContainer<?> container = mountJdk
                ? new GenericContainer<>(DockerImageName.parse(image.resultNow())).withImagePullPolicy(_ -> false)
                : new GenericContainer<>(image);
        container
                .withNetworkMode("none")
                .withFileSystemBind(MODULES.toString(), APP, BindMode.READ_ONLY)
                .withStartupCheckStrategy(new Ended(TIMEOUT))
                .withCreateContainerCmdModifier(create -> {
                    create.getHostConfig().withNanoCPUs(NANO_CPUS).withMemory(MEMORY);
                    device.ifPresent(request -> create.getHostConfig().withDeviceRequests(List.of(request)));
                });
        if (device.isPresent()) {
            // NVIDIA's container toolkit brings the driver's libraries of these kinds.
            container.withEnv("NVIDIA_DRIVER_CAPABILITIES", "compute,utility");
            TornadoSdk.nvrtc()
                    .ifPresent(folder -> container
                            .withFileSystemBind(folder.toString(), NVRTC, BindMode.READ_ONLY)
                            .withEnv("LD_LIBRARY_PATH", NVRTC));
        }
        if (withJdk) {
            container.withFileSystemBind(System.getProperty("java.home"), JDK, BindMode.READ_ONLY);
        }
        TornadoSdk.find()
                .ifPresent(sdk -> container
                        .withFileSystemBind(sdk.home().toString(), sdk.home().toString(), BindMode.READ_ONLY)
                        .withFileSystemBind(sdk.options().toString(), TORNADO_OPTIONS, BindMode.READ_ONLY)
                        .withFileSystemBind(sdk.backend().toString(), TORNADO_BACKEND, BindMode.READ_ONLY));
        return container;
    }

    private static Result result(GenericContainer<?> container) {
        Long exit = container.getCurrentContainerInfo().getState().getExitCodeLong();
        return new Result(exit, container.getLogs(OutputType.STDOUT), container.getLogs(OutputType.STDERR));
    }
}
