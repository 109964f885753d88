package dcgan.tensor.simd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dcgan.tensor.Backends;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VectorCompilationTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        -XX:TieredStopAtLevel=0 | the JVM compiles nothing
        -XX:TieredStopAtLevel=1 | the C2 compiler is switched off (-XX:TieredStopAtLevel=1)
        -XX:TieredStopAtLevel=3 | the C2 compiler is switched off (-XX:TieredStopAtLevel=3)
        -XX:CompilationMode=quick-only | the C2 compiler is switched off (-XX:CompilationMode=quick-only)
        -XX:+NeverActAsServerClassMachine | the C2 compiler is switched off (-XX:+NeverActAsServerClassMachine)
        -Xint | the JVM compiles nothing
        -XX:-UseCompiler | the JVM compiles nothing
        -XX:+UnlockExperimentalVMOptions -XX:-EnableVectorSupport | not compiled with -XX:-EnableVectorSupport
        -XX:-Inline | not compiled with -XX:-Inline
        -XX:-UseFMA | no fused multiply-add
        """)
    void autoPassesOverSimdWhereVectorsAreNotCompiled(String options, String reason) throws Exception {
        skipsSimd(jvm(options.split(" ")), reason);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        -XX:UseAVX=0 | no fused multiply-add
        -XX:MaxVectorSize=4 | no vectors of floats
        """)
    void autoPassesOverSimdOnProcessorsWithoutVectors(String options, String reason) throws Exception {
        onAmd64();
        skipsSimd(jvm(options.split(" ")), reason);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-XX:+TieredCompilation",
                "-XX:-TieredCompilation -XX:TieredStopAtLevel=1",
                "-XX:CompilationMode=high-only",
                "-XX:-UseSuperWord",
                // As TornadoVM starts the JVM: Graal is there, but C2 compiles.
                "-XX:+UnlockExperimentalVMOptions -XX:+EnableJVMCI"
            })
    void autoTakesSimdWhereTheyAre(String options) throws Exception {
        assumeTrue(VectorCompilation.obstacle().isEmpty(), "on this processor it does not");
        assertEquals("simd: not slow", jvm(options.split(" ")).getLast());
    }

    @Test
    void autoTakesSimdWithoutAvx2() throws Exception {
        onAmd64();
        assumeTrue(VectorCompilation.obstacle().isEmpty(), "on this processor it does not");
        assertEquals("simd: not slow", jvm("-XX:UseAVX=1").getLast());
    }

    @Test
    void autoPassesOverSimdWithGraal() throws Exception {
        Path sdk = Optional.ofNullable(System.getenv("TORNADOVM_HOME"))
                .map(Path::of)
                .orElse(Path.of(System.getProperty("user.home"), ".sdkman/candidates/tornadovm/current"));
        List<Path> jars = jars(sdk.resolve("share/java/graalJars"), "*.jar");
        jars.addAll(jars(sdk.resolve("share/java/tornado"), "nativeimage-*.jar"));
        assumeTrue(jars.size() > 1, "a TornadoVM SDK with Graal is not there");
        String path = String.join(
                System.getProperty("path.separator"),
                jars.stream().map(Path::toString).toList());
        skipsSimd(
                jvm(
                        "-XX:+UnlockExperimentalVMOptions",
                        "-XX:+EnableJVMCI",
                        "-XX:+UseJVMCICompiler",
                        "--upgrade-module-path",
                        path,
                        "--add-modules",
                        "jdk.graal.compiler"),
                "the JIT compiler is Graal");
    }

    /** VMs that are not there to be tried. */
    @Test
    void vmsWithoutC2() {
        for (String vm : List.of(
                "OpenJDK 64-Bit Zero VM", "OpenJDK Client VM", "OpenJDK 64-Bit Minimal VM", "Eclipse OpenJ9 VM")) {
            assertEquals(
                    Optional.of("the " + vm + " has no C2 compiler; use a HotSpot server VM"),
                    VectorCompilation.obstacle(vm, "mixed mode", _ -> Optional.empty()));
        }
    }

    @Test
    void aServerVmWithItsDefaults() {
        Map<String, String> flags = new HashMap<>(Map.of(
                "MaxVectorSize", "16",
                "TieredCompilation", "true",
                "TieredStopAtLevel", "4",
                "CompilationMode", "default",
                "UseCompiler", "true",
                "Inline", "true",
                "UseFMA", "true"));
        assertEquals(Optional.empty(), obstacle(flags));
        flags.put("UseJVMCICompiler", "false");
        flags.put("EnableVectorSupport", "true");
        assertEquals(Optional.empty(), obstacle(flags), "when they are unlocked");
    }

    private static Optional<String> obstacle(Map<String, String> flags) {
        return VectorCompilation.obstacle(
                "OpenJDK 64-Bit Server VM", "mixed mode, sharing", name -> Optional.ofNullable(flags.get(name)));
    }

    private static void skipsSimd(List<String> output, String reason) {
        String last = output.getLast();
        assertTrue(last.startsWith("reference: ") && last.contains(reason), output.toString());
        assertTrue(output.contains("-bit vectors, slow here"), output.toString());
    }

    private static void onAmd64() {
        assumeTrue(System.getProperty("os.arch").equals("amd64"), "the option is one of x86");
    }

    private static List<Path> jars(Path folder, String glob) throws IOException {
        List<Path> jars = new ArrayList<>();
        if (Files.isDirectory(folder)) {
            try (var files = Files.newDirectoryStream(folder, glob)) {
                files.forEach(jars::add);
            }
        }
        return jars;
    }

    /** What {@link #main} prints in a JVM with some options. */
    private static List<String> jvm(String... options) throws IOException, InterruptedException, URISyntaxException {
        Path testClasses = Path.of(VectorCompilationTest.class
                        .getResource("VectorCompilationTest.class")
                        .toURI())
                .resolve("../../../..")
                .normalize();
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(options));
        command.addAll(List.of("--module-path", System.getProperty("jdk.module.path")));
        command.addAll(List.of("--patch-module", "dcgan.tensor=" + testClasses));
        command.addAll(List.of("--module", "dcgan.tensor/" + VectorCompilationTest.class.getName()));
        Process jvm = new ProcessBuilder(command).redirectErrorStream(true).start();
        List<String> output = new String(jvm.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList();
        assertEquals(0, jvm.waitFor(), output.toString());
        return output;
    }

    /** Prints what simd is on this JVM, then what auto takes and whether simd is slow. */
    static void main() {
        var simd = Backends.provider(SimdProvider.NAME);
        System.out.println(simd.devices().getFirst().detail().replaceFirst("^.* \\d+", ""));
        System.out.println(
                Backends.provider(Backends.AUTO).name() + ": " + simd.slow().orElse("not slow"));
    }
}
