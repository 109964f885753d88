package dcgan.cli;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleDescriptor.Opens;
import java.lang.module.ModuleDescriptor.Requires;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ModuleTest {
    private final ModuleDescriptor module = Main.class.getModule().getDescriptor();

    @Test
    void exportsNothing() {
        assertEquals(Set.of(), module.exports());
    }

    @Test
    void opensItsOptionsAndItsJsonToThoseThatReadThem() {
        assertEquals(
                Map.of(
                        "dcgan.cli", Set.of("com.fasterxml.jackson.databind", "info.picocli"),
                        "dcgan.cli.bench", Set.of("com.fasterxml.jackson.databind"),
                        "dcgan.cli.config", Set.of("com.fasterxml.jackson.databind"),
                        "dcgan.cli.evaluation", Set.of("com.fasterxml.jackson.databind")),
                module.opens().stream().collect(toMap(Opens::source, Opens::targets)));
    }

    @Test
    void requiresTheModulesBelowAndItsLibraries() {
        assertEquals(
                Set.of(
                        "com.fasterxml.jackson.databind",
                        "dcgan.data",
                        "dcgan.nn",
                        "dcgan.nn.mpi",
                        "info.picocli",
                        "java.base",
                        "java.desktop",
                        "jdk.incubator.vector",
                        "jdk.management",
                        "jdk.unsupported",
                        "org.jfree.jfreechart"),
                module.requires().stream().map(Requires::name).collect(toSet()));
    }

    @Test
    void passesNoneOfThemOn() {
        assertEquals(
                Set.of("java.base"),
                module.requires().stream()
                        .filter(requires -> !requires.modifiers().isEmpty())
                        .map(Requires::name)
                        .collect(toSet()));
    }
}
