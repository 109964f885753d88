package dcgan.cli.container;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A TornadoVM SDK of this machine and what was built for it.
 *
 * @param home its folder, as the options name it
 * @param options the file with its options for the JVM
 * @param backend the jar of the tornado backend
 */
record TornadoSdk(Path home, Path options, Path backend) {
    static Optional<TornadoSdk> find() {
        String home = System.getenv("TORNADOVM_HOME");
        Path folder = home != null
                ? Path.of(home)
                : Path.of(System.getProperty("user.home"), ".sdkman/candidates/tornadovm/current");
        Path target = Path.of("..", "dcgan-tensor", "tornado", "target")
                .toAbsolutePath()
                .normalize();
        Path options = target.resolve("tornado-argfile.template");
        if (!Files.isDirectory(folder) || !Files.isReadable(options)) {
            return Optional.empty();
        }
        try (DirectoryStream<Path> jars = Files.newDirectoryStream(target, "dcgan-tensor-tornado-*SNAPSHOT.jar")) {
            for (Path jar : jars) {
                return Optional.of(new TornadoSdk(folder, options, jar));
            }
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
