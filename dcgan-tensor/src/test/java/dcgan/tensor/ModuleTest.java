package dcgan.tensor;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;
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
                Set.of("dcgan.tensor", "dcgan.tensor.op", "dcgan.tensor.spi", "dcgan.tensor.verify"),
                descriptor.exports().stream().map(Exports::toString).collect(toSet()));
        assertEquals(Set.of(), descriptor.opens());
        assertFalse(descriptor.isOpen());
    }
}
