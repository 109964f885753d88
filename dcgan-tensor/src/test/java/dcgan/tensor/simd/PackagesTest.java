package dcgan.tensor.simd;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.constantpool.PoolEntry;
import java.lang.classfile.constantpool.Utf8Entry;
import java.lang.module.ModuleReader;
import java.lang.module.ModuleReference;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The packages of the backend depend on each other one way, from the top down. */
class PackagesTest {

    private static final String ROOT = SimdProvider.class.getPackageName();

    /** A class of the backend as class files name it, also within a descriptor; its package is the group. */
    private static final Pattern CLASS = Pattern.compile("(" + ROOT.replace('.', '/') + "(?:/[a-z]+)*)/[A-Z]");

    /** The order that the package's description states: a package depends only on those of later lines. */
    private static final List<List<String>> LAYERS = List.of(
            List.of("simd"),
            List.of("simd.convolution"),
            List.of("simd.convolution.direct", "simd.convolution.winograd"),
            List.of("simd.convolution.kernel"),
            List.of("simd.channel", "simd.elementwise", "simd.augment", "simd.matrix"),
            List.of("simd.compile"),
            List.of("simd.memory"),
            List.of("simd.run"),
            List.of("simd.vector"));

    @Test
    void areAllInTheOrder() throws IOException {
        assertEquals(
                LAYERS.stream().flatMap(List::stream).collect(Collectors.toSet()),
                dependencies().keySet());
    }

    @Test
    void dependOnlyOnThoseBelow() throws IOException {
        Map<String, Set<String>> upward = new TreeMap<>();
        dependencies().forEach((own, needed) -> {
            Set<String> wrong = new TreeSet<>(needed);
            wrong.removeIf(other -> layer(other) > layer(own));
            if (!wrong.isEmpty()) {
                upward.put(own, wrong);
            }
        });
        assertEquals(Map.of(), upward, "packages, and what they need of their own layer or of a layer above");
    }

    private static int layer(String name) {
        return LAYERS.indexOf(LAYERS.stream()
                .filter(layer -> layer.contains(name))
                .findFirst()
                .orElseThrow());
    }

    /** For each package the others that its classes name. */
    private static Map<String, Set<String>> dependencies() throws IOException {
        Map<String, Set<String>> dependencies = new TreeMap<>();
        for (byte[] file : classFiles()) {
            var parsed = ClassFile.of().parse(file);
            String own = packages(parsed.thisClass().asInternalName()).getFirst();
            Set<String> needed = dependencies.computeIfAbsent(own, _ -> new TreeSet<>());
            for (PoolEntry entry : parsed.constantPool()) {
                if (entry instanceof Utf8Entry text) {
                    needed.addAll(packages(text.stringValue()));
                }
            }
            needed.remove(own);
        }
        return dependencies;
    }

    private static List<String> packages(String text) {
        return CLASS.matcher(text)
                .results()
                .map((MatchResult found) -> found.group(1).replace('/', '.').substring(ROOT.lastIndexOf('.') + 1))
                .toList();
    }

    /** Those of the backend, but not those of the tests, which are patched into its module. */
    private static List<byte[]> classFiles() throws IOException {
        ModuleReference module = SimdProvider.class
                .getModule()
                .getLayer()
                .configuration()
                .findModule(SimdProvider.class.getModule().getName())
                .orElseThrow()
                .reference();
        String location = module.location().orElseThrow().toString();
        try (ModuleReader reader = module.open();
                var names = reader.list()) {
            return names.filter(name -> CLASS.matcher(name).lookingAt() && name.endsWith(".class"))
                    .filter(name -> find(reader, name).contains(location))
                    .map(name -> read(reader, name))
                    .toList();
        }
    }

    private static String find(ModuleReader reader, String name) {
        try {
            return reader.find(name).orElseThrow().toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] read(ModuleReader reader, String name) {
        try (var stream = reader.open(name).orElseThrow()) {
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
