package dcgan.tensor.tornado;

import static java.util.stream.Collectors.toMap;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleDescriptor.Opens;
import java.lang.module.ModuleDescriptor.Requires;
import java.lang.module.ModuleDescriptor.Requires.Modifier;
import java.lang.module.ModuleFinder;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The tests run on the class path, so the descriptor is read from its file. */
class ModuleTest {

    private static ModuleDescriptor module;

    @BeforeAll
    static void read() throws Exception {
        Path classes = Path.of(TornadoProvider.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        module = ModuleFinder.of(classes)
                .find("dcgan.tensor.tornado")
                .orElseThrow()
                .descriptor();
    }

    @Test
    void requiresTheTensorLayerAndTheApi() {
        assertEquals(
                Map.of("java.base", Set.of(Modifier.MANDATED), "dcgan.tensor", Set.of(), "tornado.api", Set.of()),
                module.requires().stream().collect(toMap(Requires::name, Requires::modifiers)));
    }

    @Test
    void exportsNothingAndOpensItsKernelsToTheRuntime() {
        assertEquals(Set.of(), module.exports());
        assertEquals(
                Map.of("dcgan.tensor.tornado.kernels", Set.of("tornado.runtime")),
                module.opens().stream().collect(toMap(Opens::source, Opens::targets)));
    }

    /** Its packages are its own; the other modules are held to that together, on the command line's module path. */
    @Test
    void splitsNoPackage() {
        assertTrue(
                module.packages().stream().allMatch(name -> name.startsWith("dcgan.tensor.tornado")),
                module.packages().toString());
    }
}
