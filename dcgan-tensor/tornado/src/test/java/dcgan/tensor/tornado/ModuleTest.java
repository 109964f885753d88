package dcgan.tensor.tornado;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
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
                Set.of("java.base", "dcgan.tensor", "tornado.api"),
                module.requires().stream().map(ModuleDescriptor.Requires::name).collect(Collectors.toSet()));
    }

    @Test
    void exportsNothingAndOpensItsKernelsToTheRuntime() {
        assertEquals(Set.of(), module.exports());
        assertEquals(
                List.of("dcgan.tensor.tornado.kernels to tornado.runtime"),
                module.opens().stream()
                        .map(opens -> opens.source() + " to " + String.join(", ", opens.targets()))
                        .toList());
    }

    /** Its packages are its own; the other modules are held to that together, on the command line's module path. */
    @Test
    void splitsNoPackage() {
        assertTrue(
                module.packages().stream().allMatch(name -> name.startsWith("dcgan.tensor.tornado")),
                module.packages().toString());
    }
}
