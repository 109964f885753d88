package dcgan.tensor;

import static java.util.stream.Collectors.toMap;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleDescriptor.Exports;
import java.lang.module.ModuleDescriptor.Requires;
import java.lang.module.ModuleDescriptor.Requires.Modifier;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ModuleTest {

    private final ModuleDescriptor descriptor = Backend.class.getModule().getDescriptor();

    @Test
    void requiresTheJdkAlone() {
        assertEquals(
                Map.of(
                        "java.base", Set.of(Modifier.MANDATED),
                        "jdk.incubator.vector", Set.of(),
                        "jdk.management", Set.of()),
                descriptor.requires().stream().collect(toMap(Requires::name, Requires::modifiers)));
    }

    @Test
    void exportsNoBackend() {
        assertEquals(
                Map.of(
                        "dcgan.tensor", Set.of(),
                        "dcgan.tensor.op", Set.of(),
                        "dcgan.tensor.planning", Set.of("dcgan.tensor.tornado"),
                        "dcgan.tensor.spi", Set.of(),
                        "dcgan.tensor.verify", Set.of()),
                descriptor.exports().stream().collect(toMap(Exports::source, Exports::targets)));
        assertEquals(Set.of(), descriptor.opens());
        assertFalse(descriptor.isOpen());
    }
}
