package dcgan.data.cifar;

import dcgan.data.DatasetException;
import dcgan.data.file.Reasons;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** CIFAR-10 unpacked in a folder, or in {@code cifar-10-batches-bin} within it. */
final class Cifar10Folder {
    private Cifar10Folder() {}

    static Cifar10 read(Path path) {
        Path inner = path.resolve(Cifar10.FOLDER);
        Path folder = Files.isDirectory(inner) ? inner : path;
        Cifar10Files files = new Cifar10Files(folder.toString());
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            for (Path file : entries) {
                String name = file.getFileName().toString();
                if (files.wants(name)) {
                    add(files, name, file);
                }
            }
        } catch (IOException e) {
            throw new DatasetException(
                    folder + ": the folder cannot be read (" + Reasons.of(e) + "); check its permissions.", e);
        }
        return files.toCifar10();
    }

    private static void add(Cifar10Files files, String name, Path file) {
        if (!Files.isRegularFile(file)) {
            throw files.error(name, "is not a file; unpack the archive again, or give the archive itself.");
        }
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
            files.add(name, Files.size(file), in);
        } catch (IOException e) {
            throw files.error(name, "cannot be read (" + Reasons.of(e) + "); check the file and its permissions.");
        }
    }
}
