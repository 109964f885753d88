import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * Writes the kernels of {@code dcgan.tensor.tornado.kernels} that differ in few lines, but must be written out, because
 * TornadoVM does not compile what they have in common as a method. The build runs it.
 */
class Kernels {

    /** Expects the folder for the sources, which is emptied: javac would compile what an earlier version left there. */
    public static void main(String[] args) throws IOException {
        delete(Path.of(args[0]));
        Path folder = Files.createDirectories(Path.of(args[0], "dcgan", "tensor", "tornado", "kernels"));
        Files.writeString(folder.resolve("Sums.java"), SumKernels.source());
        Files.writeString(folder.resolve("TiledConvolutions.java"), TiledKernels.source());
        Files.writeString(folder.resolve("VectorConvolutions.java"), VectorKernels.source());
    }

    private static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
