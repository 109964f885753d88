package dcgan.tensor;

import static java.util.stream.Collectors.toSet;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.module.ModuleDescriptor;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ModuleTest {

    private final ModuleDescriptor descriptor = Backend.class.getModule().getDescriptor();

    @Test
    void requiresTheJdkAlone() {
        assertEquals(
                Set.of("java.base", "jdk.incubator.vector"),
                descriptor.requires().stream()
                        .map(ModuleDescriptor.Requires::name)
                        .collect(toSet()));
    }

    @Test
    void exportsNoBackend() {
        assertEquals(
                Set.of("dcgan.tensor", "dcgan.tensor.op", "dcgan.tensor.spi", "dcgan.tensor.verify"),
                descriptor.exports().stream()
                        .map(ModuleDescriptor.Exports::source)
                        .collect(toSet()));
        assertTrue(descriptor.opens().isEmpty());
    }
}
