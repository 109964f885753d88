package dcgan.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.module.ModuleDescriptor;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ModuleTest {
    private final ModuleDescriptor module = Main.class.getModule().getDescriptor();

    @Test
    void exportsNothing() {
        assertTrue(module.exports().isEmpty(), module.exports().toString());
    }

    @Test
    void opensNothingToEverybody() {
        assertTrue(
                module.opens().stream().allMatch(ModuleDescriptor.Opens::isQualified),
                module.opens().toString());
    }

    @Test
    void requiresTheModulesBelowAndItsLibraries() {
        assertEquals(
                Set.of(
                        "com.fasterxml.jackson.databind",
                        "dcgan.data",
                        "dcgan.nn",
                        "info.picocli",
                        "java.base",
                        "java.desktop",
                        "jdk.incubator.vector",
                        "jdk.management",
                        "jdk.unsupported",
                        "me.tongfei.progressbar",
                        "org.jfree.jfreechart",
                        "org.jline.terminal",
                        "org.slf4j"),
                module.requires().stream().map(ModuleDescriptor.Requires::name).collect(Collectors.toSet()));
    }
}
