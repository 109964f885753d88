import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Writes the kernels of {@code dcgan.tensor.tornado.kernels} that differ in few lines, but must be written out, because
 * TornadoVM does not compile what they have in common as a method. The build runs it.
 */
class Kernels {

    /** Expects the folder for the sources. */
    public static void main(String[] args) throws IOException {
        Path folder = Files.createDirectories(Path.of(args[0], "dcgan", "tensor", "tornado", "kernels"));
        Files.writeString(folder.resolve("Sums.java"), SumKernels.source());
        Files.writeString(folder.resolve("TiledConvolutions.java"), TiledKernels.source());
        Files.writeString(folder.resolve("VectorConvolutions.java"), VectorKernels.source());
    }
}
