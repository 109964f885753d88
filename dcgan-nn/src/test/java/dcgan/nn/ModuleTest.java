package dcgan.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.module.ModuleDescriptor;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ModuleTest {

    private final ModuleDescriptor module = Layer.class.getModule().getDescriptor();

    @Test
    void requiresTheTensorLayerAlone() {
        assertEquals(
                Set.of("java.base", "dcgan.tensor"),
                module.requires().stream().map(ModuleDescriptor.Requires::name).collect(Collectors.toSet()));
    }

    @Test
    void exportsLayersAndTrainingButNotTheFileFormat() {
        assertEquals(
                Set.of("dcgan.nn", "dcgan.nn.gan"),
                module.exports().stream().map(ModuleDescriptor.Exports::source).collect(Collectors.toSet()));
        assertEquals(Set.of(), module.opens());
    }
}
