package dcgan.data.idx;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The folder that the four files are in. */
final class IdxFolder {
    private IdxFolder() {}

    /**
     * The folder itself, or the one within it where torchvision puts the files: {@code raw}, {@code MNIST/raw} or {@code
     * FashionMNIST/raw}.
     */
    static Path find(IdxKind kind, Path folder) {
        String torchvision = kind.title().replace("-", "");
        return Stream.concat(Stream.of(""), List.of("raw", torchvision + "/raw").stream())
                .map(folder::resolve)
                .filter(candidate -> Stream.of(IdxFile.values()).anyMatch(file -> file.isIn(candidate)))
                .filter(Files::isDirectory)
                .findFirst()
                .orElse(folder);
    }
}
