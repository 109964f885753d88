package dcgan.data;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.module.ModuleDescriptor;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ModuleTest {
    private static final ModuleDescriptor MODULE = Cifar10.class.getModule().getDescriptor();

    @Test
    void requiresLittleAndNoTensors() {
        assertEquals(
                Set.of("java.base", "java.desktop", "java.net.http", "org.apache.commons.compress"),
                MODULE.requires().stream().map(ModuleDescriptor.Requires::name).collect(Collectors.toSet()));
    }

    @Test
    void exportsOnePackageAndOpensNone() {
        assertEquals(
                Set.of("dcgan.data"),
                MODULE.exports().stream().map(ModuleDescriptor.Exports::source).collect(Collectors.toSet()));
        assertEquals(Set.of(), MODULE.opens());
    }
}
