package dcgan.cli;

import dcgan.data.Cifar10Download;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The option that chooses an archive to look at. */
final class ArchiveMixin {
    @Option(
            names = "--data",
            paramLabel = "PATH",
            description =
                    "An archive in CIFAR-10's layout, or the folder it was unpacked to. Default: the one in the cache")
    private Path data;

    Path path() {
        return data == null ? Cifar10Download.cachedArchive() : data;
    }
}
