package dcgan.data.download;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/** A fetch in a process of its own: address, MD5, file. It prints a line when it waits for another process. */
final class FetchMain {
    private FetchMain() {}

    public static void main(String[] args) {
        RemoteFile file =
                new RemoteFile("file", List.of(URI.create(args[0])), RemoteFile.UNKNOWN, Checksum.md5(args[1]));
        Download.of(file, Path.of(args[2]))
                .progress(new DownloadProgress() {
                    @Override
                    public void advanced(long bytes, long total) {}

                    @Override
                    public void waiting(Path target) {
                        System.out.println("waiting for " + target);
                    }
                })
                .fetch();
    }
}
