package dcgan.data;

import java.net.URI;
import java.nio.file.Path;

/** A fetch in a process of its own: address, MD5, file. */
final class FetchMain {
    private FetchMain() {}

    public static void main(String[] args) {
        Cifar10Download.to(Path.of(args[2]))
                .from(URI.create(args[0]))
                .md5(args[1])
                .fetch();
    }
}
