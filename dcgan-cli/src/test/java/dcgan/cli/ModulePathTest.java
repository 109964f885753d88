package dcgan.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** All modules that the program runs with, the libraries' included. */
class ModulePathTest {
    private static final Path TORNADO = Path.of("..", "dcgan-tensor", "tornado", "target", "classes");

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
        assertEquals(Map.of(), splitPackages(modules));
    }

    /** The launcher adds that module where there is an SDK. */
    @Test
    void splitsNoPackageWithTornado() {
        assumeTrue(
                Files.exists(TORNADO.resolve("module-info.class")),
                "the tornado backend is not built, for there is no TornadoVM SDK (" + TornadoRuntime.INSTALL + ")");
        Set<ModuleReference> all = new HashSet<>(modules);
        all.addAll(ModuleFinder.of(TORNADO).findAll());
        assertEquals(modules.size() + 1, all.size());
        assertEquals(Map.of(), splitPackages(all));
    }

    /** The packages that several modules have, and those. */
    private static Map<String, List<String>> splitPackages(Set<ModuleReference> modules) {
        Map<String, List<String>> owners = new TreeMap<>();
        for (ModuleReference module : modules) {
            for (String packageName : module.descriptor().packages()) {
                owners.computeIfAbsent(packageName, _ -> new ArrayList<>())
                        .add(module.descriptor().name());
            }
        }
        owners.values().removeIf(names -> names.size() == 1);
        return owners;
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
