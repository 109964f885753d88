package dcgan.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** All modules that the program runs with, the libraries' included. */
class ModulePathTest {
    private final Set<ModuleReference> modules = ModuleFinder.of(
                    Arrays.stream(System.getProperty("jdk.module.path").split(File.pathSeparator))
                            .map(Path::of)
                            .toArray(Path[]::new))
            .findAll();

    @Test
    void holdsTheProgram() {
        Set<String> names =
                modules.stream().map(module -> module.descriptor().name()).collect(Collectors.toSet());
        assertTrue(names.containsAll(Set.of("dcgan.cli", "dcgan.data", "dcgan.nn", "dcgan.tensor")), names.toString());
    }

    @Test
    void splitsNoPackage() {
        Map<String, List<String>> owners = new TreeMap<>();
        for (ModuleReference module : modules) {
            for (String packageName : module.descriptor().packages()) {
                owners.computeIfAbsent(packageName, _ -> new ArrayList<>())
                        .add(module.descriptor().name());
            }
        }
        owners.values().removeIf(modules -> modules.size() == 1);
        assertEquals(Map.of(), owners);
    }

    /** A name that comes from a file's name may change with it. */
    @Test
    void namesEveryModuleInItsJar() throws IOException {
        List<String> unnamed = new ArrayList<>();
        for (ModuleReference module : modules) {
            if (module.descriptor().isAutomatic()) {
                try (JarFile jar =
                        new JarFile(Path.of(module.location().orElseThrow()).toFile())) {
                    if (jar.getManifest().getMainAttributes().getValue("Automatic-Module-Name") == null) {
                        unnamed.add(jar.getName());
                    }
                }
            }
        }
        assertEquals(List.of(), unnamed);
    }
}
