package dcgan.nn;

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

    private final ModuleDescriptor module = Layer.class.getModule().getDescriptor();

    @Test
    void requiresTheTensorLayerAlone() {
        assertEquals(
                Map.of("java.base", Set.of(Modifier.MANDATED), "dcgan.tensor", Set.of(Modifier.TRANSITIVE)),
                module.requires().stream().collect(toMap(Requires::name, Requires::modifiers)));
    }

    @Test
    void exportsLayersTrainingAndScoresButNotTheFileFormat() {
        assertEquals(
                Set.of("dcgan.nn", "dcgan.nn.evaluation", "dcgan.nn.gan"),
                module.exports().stream().map(Exports::toString).collect(toSet()));
        assertEquals(Set.of(), module.opens());
        assertFalse(module.isOpen());
    }
}
