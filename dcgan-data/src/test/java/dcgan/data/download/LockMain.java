package dcgan.data.download;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Another program that holds a lock: it says so with a mark, and deletes the file at the end of its input. */
final class LockMain {
    private LockMain() {}

    public static void main(String[] args) throws IOException {
        Path file = Path.of(args[0]);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            channel.lock();
            System.out.print('!');
            System.out.flush();
            while (System.in.read() >= 0) {
                // Nothing of it matters.
            }
            Files.delete(file);
        }
    }
}
