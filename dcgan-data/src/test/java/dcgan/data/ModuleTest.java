package dcgan.data;

import static java.util.Map.entry;
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
    private static final ModuleDescriptor MODULE = Dataset.class.getModule().getDescriptor();

    @Test
    void requiresLittleAndNoTensors() {
        assertEquals(
                Map.ofEntries(
                        entry("com.twelvemonkeys.common.image", Set.of()),
                        entry("com.twelvemonkeys.common.io", Set.of()),
                        entry("com.twelvemonkeys.common.lang", Set.of()),
                        entry("com.twelvemonkeys.imageio.core", Set.of()),
                        entry("com.twelvemonkeys.imageio.metadata", Set.of()),
                        entry("com.twelvemonkeys.imageio.tiff", Set.of()),
                        entry("com.twelvemonkeys.imageio.webp", Set.of()),
                        entry("java.base", Set.of(Modifier.MANDATED)),
                        entry("java.desktop", Set.of(Modifier.TRANSITIVE)),
                        entry("java.net.http", Set.of()),
                        entry("org.apache.commons.compress", Set.of())),
                MODULE.requires().stream().collect(toMap(Requires::name, Requires::modifiers)));
    }

    @Test
    void exportsDataSetsAndOpensNothing() {
        assertEquals(
                Set.of(
                        "dcgan.data",
                        "dcgan.data.cifar",
                        "dcgan.data.convert",
                        "dcgan.data.decode",
                        "dcgan.data.download",
                        "dcgan.data.folder",
                        "dcgan.data.idx",
                        "dcgan.data.picture",
                        "dcgan.data.shapes",
                        "dcgan.data.file to [dcgan.cli]"),
                MODULE.exports().stream().map(Exports::toString).collect(toSet()));
        assertEquals(Set.of(), MODULE.opens());
        assertFalse(MODULE.isOpen());
    }
}
