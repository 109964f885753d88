package dcgan.cli.container;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A TornadoVM SDK of this machine and the backend that was built for it.
 *
 * @param home its folder, as its own argument file names it
 * @param backend the jar of the tornado backend
 */
record TornadoSdk(Path home, Path backend) {
    static Optional<TornadoSdk> find() {
        String home = System.getenv("TORNADOVM_HOME");
        Path folder = home != null
                ? Path.of(home)
                : Path.of(System.getProperty("user.home"), ".sdkman/candidates/tornadovm/current");
        Path target = Path.of("..", "dcgan-tensor", "tornado", "target")
                .toAbsolutePath()
                .normalize();
        if (!Files.isReadable(folder.resolve("tornado-argfile")) || !Files.isDirectory(target)) {
            return Optional.empty();
        }
        try (DirectoryStream<Path> jars = Files.newDirectoryStream(target, "dcgan-tensor-tornado-*SNAPSHOT.jar")) {
            for (Path jar : jars) {
                return Optional.of(new TornadoSdk(folder, jar));
            }
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
