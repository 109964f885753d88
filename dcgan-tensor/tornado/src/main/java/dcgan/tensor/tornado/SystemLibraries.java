package dcgan.tensor.tornado;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Looks for shared libraries as Linux' loader does: in the folders of {@code LD_LIBRARY_PATH}, in the usual ones and in its
 * cache.
 *
 * @param environment the variables of the process
 * @param folders the usual ones
 * @param cache the loader's cache, which holds the names of all libraries that it knows
 */
record SystemLibraries(Map<String, String> environment, List<Path> folders, Path cache) {

    private static final String LIBRARY_PATH = "LD_LIBRARY_PATH";

    /** Those of this system. */
    static SystemLibraries ofSystem() {
        return new SystemLibraries(
                System.getenv(),
                Stream.of("/usr/lib/wsl/lib", "/usr/lib64", "/usr/lib", "/usr/lib/" + architecture() + "-linux-gnu")
                        .map(Path::of)
                        .toList(),
                Path.of("/etc/ld.so.cache"));
    }

    private static String architecture() {
        String name = System.getProperty("os.arch");
        return name.equals("amd64") ? "x86_64" : name;
    }

    /** Whether there is a library of this name, such as {@code libcuda.so.1}. */
    boolean has(String name) {
        Stream<Path> told = Stream.of(environment.getOrDefault(LIBRARY_PATH, "").split(":"))
                .filter(folder -> !folder.isEmpty())
                .map(Path::of);
        return Stream.concat(told, folders.stream()).anyMatch(folder -> Files.exists(folder.resolve(name)))
                || isCached(name);
    }

    private boolean isCached(String name) {
        try {
            return new String(Files.readAllBytes(cache), StandardCharsets.ISO_8859_1).contains(name);
        } catch (IOException e) {
            return false;
        }
    }
}
