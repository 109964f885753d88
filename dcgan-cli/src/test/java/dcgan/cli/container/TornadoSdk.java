package dcgan.cli.container;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A TornadoVM SDK of this machine and what was built for it.
 *
 * @param home its folder, as the options name it
 * @param options the file with its options for the JVM
 * @param backend the jar of the tornado backend
 */
record TornadoSdk(Path home, Path options, Path backend) {
    private static final Path TARGET =
            Path.of("..", "dcgan-tensor", "tornado", "target").toAbsolutePath().normalize();

    static Optional<TornadoSdk> find() {
        String named = System.getenv("TORNADOVM_HOME");
        String home = named != null ? named : System.getProperty("user.home") + "/.sdkman/candidates/tornadovm/current";
        Path options = TARGET.resolve("tornado-argfile.template");
        Path backend = TARGET.resolve("dcgan-tensor-tornado-" + System.getProperty("dcgan.version") + ".jar");
        return Files.isReadable(Path.of(home, "etc", "tornado.release"))
                        && Files.isReadable(backend)
                        && areFor(home, options)
                ? Optional.of(new TornadoSdk(Path.of(home), options, backend))
                : Optional.empty();
    }

    /** Whether it has a backend: {@code cuda}, {@code ptx} or {@code opencl}. */
    boolean has(String name) {
        return Files.exists(home.resolve("lib/libtornado-" + name + ".so"));
    }

    /** The folder of NVIDIA's run-time compiler in {@code LD_LIBRARY_PATH}, which a container does not have. */
    static Optional<Path> nvrtc() {
        return Stream.of(Optional.ofNullable(System.getenv("LD_LIBRARY_PATH"))
                        .orElse("")
                        .split(":"))
                .filter(folder -> !folder.isEmpty())
                .map(Path::of)
                .filter(folder -> Files.exists(folder.resolve("libnvrtc.so.13")))
                .findFirst();
    }

    /** An earlier build may have left those for another SDK. */
    private static boolean areFor(String home, Path options) {
        try {
            return Files.isReadable(options) && Files.readString(options).contains("=" + home + "/lib\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
