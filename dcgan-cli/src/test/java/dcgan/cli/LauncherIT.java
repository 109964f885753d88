package dcgan.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The launcher of the project, in a copy of its folder with what was built there, and that of the archive. The copy has its own
 * {@code mvn}, which only says that it was called.
 */
class LauncherIT {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final String BUILDS = "a build has begun";

    /** Nothing of this process's environment, but what finds programs. */
    private static final String CLEAN_WITH_CACHE = "env -i PATH=\"$PWD/bin:$PATH\" HOME=\"$PWD\" ";

    /** The same, but nothing is prepared for faster starts, which takes seconds. */
    private static final String CLEAN = CLEAN_WITH_CACHE + "DCGAN_AOT_CACHE=off ";

    @TempDir
    private Path folder;

    record Result(int exit, String out, String err) {}

    @BeforeEach
    void copyTheProject() throws Exception {
        copyTo(folder.resolve("project"));
        Path mvn = Files.createDirectory(folder.resolve("bin")).resolve("mvn");
        Files.writeString(mvn, "#!/bin/sh\necho '" + BUILDS + "'\nexit 1\n");
        assertTrue(mvn.toFile().setExecutable(true));
    }

    private static void copyTo(Path project) throws IOException, InterruptedException {
        Files.createDirectories(project);
        Files.copy(ROOT.resolve("dcgan"), project.resolve("dcgan"), StandardCopyOption.COPY_ATTRIBUTES);
        Files.copy(ROOT.resolve("pom.xml"), project.resolve("pom.xml"));
        for (String module : List.of(
                "dcgan-tensor", "dcgan-tensor/tornado", "dcgan-nn", "dcgan-nn/mpi", "dcgan-data", "dcgan-cli")) {
            Files.createDirectories(project.resolve(module).resolve("src"));
            Files.copy(
                    ROOT.resolve(module).resolve("pom.xml"),
                    project.resolve(module).resolve("pom.xml"));
            copy(
                    ROOT.resolve(module).resolve("src/main"),
                    project.resolve(module).resolve("src/main"));
        }
        Files.createDirectory(project.resolve("dcgan-cli/target"));
        copy(ROOT.resolve("dcgan-cli/target/modules"), project.resolve("dcgan-cli/target/modules"));
        // Nothing is newer than it.
        Files.writeString(
                project.resolve("dcgan-cli/target/built"),
                Instant.now().plusSeconds(1).toString() + "\n");
    }

    private static void copy(Path from, Path to) throws IOException, InterruptedException {
        assertEquals(
                0,
                new ProcessBuilder("cp", "-R", from.toString(), to.toString())
                        .inheritIO()
                        .start()
                        .waitFor());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "env -i DCGAN_AOT_CACHE=off ",
                "env -i DCGAN_AOT_CACHE=off HOME= ",
                "env -u HOME DCGAN_AOT_CACHE=off PATH=\"$PWD/bin:$PATH\" ",
                "env -i DCGAN_AOT_CACHE=off LC_ALL=C ",
                "env -i DCGAN_AOT_CACHE=off LANG=xx_XX.UTF-8 "
            })
    void startsWithoutAnEnvironment(String environment) throws Exception {
        // Without HOME an SDK of the user who runs the tests would be found, and nothing here is built for it.
        Files.delete(folder.resolve("project/dcgan-tensor/tornado/pom.xml"));
        Result result = run(environment + "project/dcgan --version");
        assertEquals(0, result.exit(), result.err());
        assertTrue(result.out().startsWith("dcgan "), result.out());
    }

    /** The build, which needs it, is told. */
    @ParameterizedTest
    @ValueSource(strings = {"", "HOME="})
    void withoutHomeTheOneOfTheAccountIsTaken(String home) throws Exception {
        Files.writeString(folder.resolve("bin/mvn"), "#!/bin/sh\necho \"HOME is $HOME\"\nexit 1\n");
        Files.delete(folder.resolve("project/dcgan-cli/target/built"));
        Result result = run("env -i PATH=\"$PWD/bin:$PATH\" " + home + " project/dcgan --version");
        assertEquals(1, result.exit(), result.err());
        // Java asks the accounts, too.
        assertTrue(result.err().lines().anyMatch(("HOME is " + System.getProperty("user.home"))::equals), result.err());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "LC_ALL=C", "LC_ALL=xx_XX.UTF-8", "LC_CTYPE=POSIX LANG=C.UTF-8", "LC_ALL=C.UTF-8"})
    void namesAreUtf8InEveryLocale(String locale) throws Exception {
        Result result = run("name=$(printf 'Z\\303\\274rich'); " + CLEAN + locale
                + " project/dcgan data shapes --per-file 1 --out \"$name/$name.png\"");
        assertEquals(0, result.exit(), result.err());
        assertEquals("Zürich/Zürich.png\n", result.out());
        Result told = run("name=$(printf 'Z\\303\\274rich'); test -f \"$name/$name.png\" && " + CLEAN + locale
                + " project/dcgan data info --data \"$name/$name.png\"");
        assertEquals(0, told.exit(), told.err());
        // Numbers are those of no country.
        assertTrue(told.out().startsWith("Zürich/Zürich.png: 5 images to train with, 1 to test with"), told.out());
    }

    @Test
    void aRunWithNamesInUtf8WorksInTheLocaleC() throws Exception {
        Result result = run("name=$(printf 'Z\\303\\274rich'); d=\"" + CLEAN.replace("\"", "\\\"")
                + " LC_ALL=C project/dcgan\"; set -e; eval $d data shapes --per-file 1 --out a;"
                + " eval $d data export --data a --out '\"$name\"';"
                + " mv \"$name/circle/00001.png\" \"$name/circle/$name.png\";"
                + " eval $d train --dataset folder --data '\"$name\"' --batch-size 4 --feature-maps 2 --epochs 1"
                + " --backend reference --out '\"run-$name\"';"
                + " eval $d generate --from '\"run-$name\"' --grid '\"$name.png\"'");
        assertEquals(0, result.exit(), result.err());
        assertTrue(result.out().endsWith("Zürich.png\n"), result.out());
    }

    @Test
    void aSourceFromTheFutureDoesNotBuildEachTime() throws Exception {
        String version = CLEAN + "project/dcgan --version";
        assertEquals(0, run(version).exit());
        Path source = folder.resolve("project/dcgan-nn/src/main/java/module-info.java");
        Files.setLastModifiedTime(source, FileTime.from(Instant.now().plus(Duration.ofDays(1000))));
        Result result = run(version);
        assertEquals(0, result.exit(), result.err());
        assertFalse(result.err().contains(BUILDS), result.err());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "echo >> $m/module-info.java; touch -d 2001-01-01 $m/module-info.java",
                "rm $m/module-info.java",
                "touch -d 2001-01-01 $m/new",
                "touch $m/new; date -u +%Y-%m-%dT%H:%M:%S.000Z -d '1 hour ago' >" + " project/dcgan-cli/target/built",
            })
    void changedSourcesAreBuilt(String change) throws Exception {
        String version = CLEAN + "project/dcgan --version";
        assertEquals(0, run(version).exit());
        Result result = run("m=project/dcgan-nn/src/main/java; " + change + "; " + version);
        assertEquals(1, result.exit(), result.err());
        assertTrue(result.err().contains(BUILDS), result.err());
    }

    /** As those that mpirun starts on a host. */
    @Test
    void severalLaunchesBuildOnce() throws Exception {
        assertEquals(0, run(CLEAN + "project/dcgan --version").exit());
        Files.writeString(
                folder.resolve("bin/mvn"),
                "#!/bin/sh\n"
                        + "echo built >> builds\n"
                        + "sleep 1\n"
                        + "date -u +%Y-%m-%dT%H:%M:%S.000Z > project/dcgan-cli/target/built\n");
        Result result = run("echo >> project/dcgan-nn/mpi/src/main/java/module-info.java; for i in 1 2 3; do " + CLEAN
                + " project/dcgan --version & done; wait");
        assertEquals(
                3,
                result.out().lines().filter(line -> line.startsWith("dcgan ")).count(),
                result.err());
        assertEquals("built\n", Files.readString(folder.resolve("builds")));
    }

    @Test
    void theCacheIsMadeOnceAndNoDefectOfItMatters() throws Exception {
        String preparing = "dcgan: preparing a cache for faster starts; it takes some seconds, once after a build";
        // The training that makes it must not take itself for a process of mpirun's, and wait for the others.
        String rank = CLEAN_WITH_CACHE + "OMPI_COMM_WORLD_RANK=0 OMPI_COMM_WORLD_SIZE=2 project/dcgan --version";
        Result two = run(rank + " > first & " + rank + " && wait $! && cat first");
        String version = CLEAN_WITH_CACHE + "project/dcgan --version";
        assertEquals(0, two.exit(), two.err());
        assertEquals(1, two.out().lines().distinct().count(), two.out());
        assertEquals(2, two.out().lines().count(), two.out());
        assertEquals(1, two.err().lines().filter(preparing::equals).count(), two.err());

        String loaded = "JDK_JAVA_OPTIONS=-Xlog:class+load project/dcgan --version";
        assertTrue(isShared(run(CLEAN_WITH_CACHE + loaded)), "the classes do not come from the cache");
        assertFalse(isShared(run(CLEAN + loaded)), "DCGAN_AOT_CACHE=off has no effect");

        String expected = two.out().lines().findFirst().orElseThrow() + "\n";
        for (String defect : List.of(
                "echo > $c",
                "truncate -s 1000000 $c",
                "printf xxxxxxxxxxxxxxxx | dd of=$c conv=notrunc bs=1 seek=100",
                "head -c 1000000 /dev/urandom | dd of=$c conv=notrunc bs=1000000 seek=9",
                "chmod 0 $c",
                "rm $c; mkdir -p $c/x",
                // A jar that is other than the one of the cache.
                "touch -d 2001-01-01 project/.dcgan/*/dcgan-nn-*.jar")) {
            Result result = run("c=$(ls project/.dcgan/*/*.aot); cp -p $c kept; { " + defect + "; } 2> /dev/null; "
                    + version + "; e=$?; rm -rf $c; mv kept $c; exit $e");
            assertEquals(0, result.exit(), defect + ": " + result.err());
            assertEquals(expected, result.out(), defect);
            // Of the JVM, about the Vector API.
            assertEquals("WARNING: Using incubator modules: jdk.incubator.vector\n", result.err(), defect);
        }
        // Another collector and size of the heap than the cache was made with.
        Result result = run(CLEAN_WITH_CACHE + "JDK_JAVA_OPTIONS='-XX:+UseG1GC -Xmx400g' project/dcgan --version");
        assertEquals(0, result.exit(), result.err());
        assertEquals(expected, result.out());
    }

    private static boolean isShared(Result result) {
        assertEquals(0, result.exit(), result.err());
        return result.out()
                .lines()
                .anyMatch(line -> line.matches(".* dcgan\\.cli\\.Main source: shared objects file.*"));
    }

    /** Nothing can be written there, even by root. */
    @Test
    void withoutAFolderForTheCacheItStarts() throws Exception {
        Files.createFile(folder.resolve("project/.dcgan"));
        Result result = run(CLEAN_WITH_CACHE + "project/dcgan --version");
        assertEquals(0, result.exit(), result.err());
        assertFalse(result.err().contains("cache"), result.err());
    }

    @Test
    void aColonInTheNameOfTheFolderIsTold() throws Exception {
        copyTo(folder.resolve("a:b"));
        Result result = run(CLEAN + "a:b/dcgan --version");
        assertEquals(1, result.exit(), result.err());
        assertEquals(
                "dcgan: the folder " + folder.toRealPath() + "/a:b has a colon in its name, which separates folders in"
                        + " Java's paths; move it\n",
                result.err());
    }

    @Test
    void aColonIsToldByTheBuildToo() throws Exception {
        copyTo(folder.resolve("a:b"));
        Files.createDirectory(folder.resolve("a:b/examples"));
        Files.copy(ROOT.resolve("examples/pom.xml"), folder.resolve("a:b/examples/pom.xml"));
        Result result = run("mvn -o -B -q -N -Dformat.skip -f a:b/pom.xml validate");
        assertEquals(1, result.exit());
        assertTrue(result.out().contains("has a colon in its name"), result.out());
    }

    @ParameterizedTest
    @ValueSource(strings = {"project", "installed"})
    void theHeapIsAGoodShareOfTheMemoryUnlessTheUserChooses(String which) throws Exception {
        String launcher = which.equals("project") ? "project/dcgan" : installed();
        assertEquals(
                700,
                heap("JDK_JAVA_OPTIONS='-XX:MaxRAM=1g -XX:+PrintFlagsFinal' " + launcher),
                60,
                "of a machine with 1 GB");
        for (String variable : List.of("JDK_JAVA_OPTIONS", "JAVA_TOOL_OPTIONS")) {
            assertEquals(300, heap(variable + "='-Xmx300m -XX:+PrintFlagsFinal' " + launcher), 10);
            assertEquals(
                    500,
                    heap(variable + "='-XX:MaxRAM=1000m -XX:MaxRAMPercentage=50 -XX:+PrintFlagsFinal' " + launcher),
                    20);
        }
    }

    /** With TornadoVM's alignment of objects, compressed references reach no further than 32 GB. */
    @ParameterizedTest
    @CsvSource({"8g, 5735", "40g, 28672", "256g, 31700"})
    void onTornadoTheHeapIsAGoodShareOfTheMemoryButHasCompressedReferences(String memory, double megabytes)
            throws Exception {
        sdk("chosen", "5.2.0-jdk25");
        Path template = folder.resolve("chosen/tornado-argfile.template");
        Files.writeString(template, """
            # === Options ===
            -XX:+UseParallelGC

            -Dfrom=${TORNADOVM_HOME}/lib
            --module-path .:${TORNADOVM_HOME}/share/java/tornado
            -Dlast=read\
            """);
        Path api = folder.resolve("chosen/share/java/tornado/tornado-api-5.2.0-jdk25.jar");
        Files.createDirectories(api.getParent());
        Path target = Files.createDirectory(folder.resolve("project/dcgan-tensor/tornado/target"));
        // Any jar does: what is tried does not get as far as the tornado backend.
        for (Path jar : List.of(api, target.resolve("dcgan-tensor-tornado-0.jar"))) {
            Files.copy(Path.of("target/modules/dcgan-data-" + System.getProperty("dcgan.version") + ".jar"), jar);
        }
        String flags = "JDK_JAVA_OPTIONS='-XX:MaxRAM=" + memory + " -XX:+PrintFlagsFinal -XshowSettings:properties' ";
        Result result =
                run(CLEAN + flags + "TORNADOVM_HOME=\"$PWD/chosen\" DCGAN_RUNTIME=tornado project/dcgan --version");
        String said = result.out() + result.err();
        assertTrue(said.matches("(?s).* ObjectAlignmentInBytes += 8 .*"), said);
        assertTrue(said.matches("(?s).* UseCompressedOops += true .*"), said);
        assertTrue(said.matches("(?s).* UseParallelGC += false .*"), said);
        assertTrue(said.contains(" from = " + folder.toRealPath() + "/chosen/lib\n"), said);
        assertTrue(said.contains(" last = read\n"), said);
        assertEquals(megabytes, maxHeap(said), megabytes / 20);
    }

    private double heap(String command) throws Exception {
        Result result = run(CLEAN + command + " --version");
        assertEquals(0, result.exit(), result.err());
        return maxHeap(result.out());
    }

    private static double maxHeap(String flags) {
        return Double.parseDouble(flags.replaceFirst("(?s).* MaxHeapSize += (\\d+).*", "$1")) / (1 << 20);
    }

    @ParameterizedTest
    @ValueSource(strings = {"JDK_JAVA_OPTIONS", "JAVA_TOOL_OPTIONS", "DCGAN_JAVA_OPTIONS"})
    void anotherCollectorMayBeChosen(String variable) throws Exception {
        for (String collector : List.of("UseG1GC", "UseSerialGC")) {
            Result result = run(
                    CLEAN + variable + "='-XX:+" + collector + " -XX:+PrintFlagsFinal' " + installed() + " --version");
            assertEquals(0, result.exit(), result.err());
            assertTrue(result.out().matches("(?s).* " + collector + " += true.*"), collector);
        }
        if (!variable.startsWith("DCGAN")) {
            Result result = run(CLEAN + variable + "='-XX:+UseG1GC -XX:+PrintFlagsFinal' project/dcgan --version");
            assertEquals(0, result.exit(), result.err());
        }
    }

    /** As the archive is laid out, with this JDK for its runtime. */
    private String installed() throws IOException {
        Path installed = folder.resolve("installed");
        if (!Files.exists(installed)) {
            Files.createDirectories(installed.resolve("bin"));
            Files.copy(Path.of("src/dist/bin/dcgan"), installed.resolve("bin/dcgan"));
            Files.createSymbolicLink(
                    installed.resolve("lib"), Path.of("target/modules").toAbsolutePath());
            Files.createSymbolicLink(installed.resolve("runtime"), Path.of(System.getProperty("java.home")));
        }
        return "sh installed/bin/dcgan";
    }

    @Test
    void theInstalledProgramTakesNamesInEveryLocale() throws Exception {
        for (String locale : List.of("", "LC_ALL=C", "LC_ALL=xx_XX.UTF-8")) {
            Result result = run("rm -rf Z*; name=$(printf 'Z\\303\\274rich'); " + CLEAN + locale + " " + installed()
                    + " data shapes --per-file 1 --out \"$name\"");
            assertEquals(0, result.exit(), result.err());
            assertEquals("Zürich\n", result.out());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "verify --backend tornado",
                "verify --backend TORNADO",
                "verify --backend simd --backend tornado",
                "verify @options",
                "train --resume run"
            })
    void anSdkThatDoesNotFitIsToldWithTheOneThatDoes(String arguments) throws Exception {
        Files.writeString(folder.resolve("options"), "--backend=tornado");
        Files.createDirectories(folder.resolve("run/checkpoints"));
        Files.writeString(folder.resolve("run/config.json"), """
            {"format": 1, "started": "2026-01-01T00:00:00Z", "program": "0", "java": "25", "system": "Linux",
             "backend": "tornado on it", "data": {"source": "shapes", "images": 8, "crc32c": "00000000"},
             "options": {"dataset": "shapes", "limit": 8, "model": "simple", "featureMaps": 2, "latentSize": 10,
              "init": "default", "epochs": 1, "batchSize": 8, "lr": 1e-3, "beta1": 0.5, "beta2": 0.9, "seed": 1,
              "sampleEvery": 1, "checkpointEvery": 1, "backend": "tornado", "device": 0, "threads": 0}, "resumed": []}
            """);
        sdk("sdkman/candidates/tornadovm/current", "4.0.0-jdk21-opencl");
        Result result = run(CLEAN + "SDKMAN_DIR=\"$PWD/sdkman\" project/dcgan " + arguments);
        assertEquals(1, result.exit(), result.err());
        assertTrue(
                result.err()
                        .endsWith(
                                "sdkman/candidates/tornadovm/current is 4.0.0-jdk21-opencl, but 5.2.0-jdk25 is needed;"
                                        + " install it (sdk install tornadovm 5.2.0-jdk25-opencl), and unset"
                                        + " TORNADOVM_HOME or let it point there\n"),
                result.err());
    }

    @Test
    void devicesTellsOfAnSdkThatDoesNotFit() throws Exception {
        sdk("chosen", "5.1.0-jdk25");
        for (String arguments : List.of("devices", "--stacktrace devices")) {
            Result result = run(CLEAN + "TORNADOVM_HOME=\"$PWD/chosen\" project/dcgan " + arguments);
            assertEquals(0, result.exit(), result.err());
            assertTrue(result.out().contains("chosen is 5.1.0-jdk25, but 5.2.0-jdk25 is needed"), result.out());
        }
        Result result = run(CLEAN + "TORNADOVM_HOME=\"$PWD/bin\" project/dcgan verify --backend tornado");
        assertTrue(result.err().contains("/bin, which is not the folder of a TornadoVM SDK; "), result.err());
    }

    private void sdk(String name, String version) throws IOException {
        Path sdk = folder.resolve(name);
        Files.createDirectories(sdk.resolve("etc"));
        Files.writeString(sdk.resolve("etc/tornado.release"), "version=" + version + "\nbranch=x\n");
        Files.createFile(sdk.resolve("tornado-argfile.template"));
    }

    /** On the same GPU CUDA is faster than PTX, and that faster than OpenCL. */
    @Test
    void ofSeveralSdksTheFastestWithADriverIsTakenAndTheOthersAreNamed() throws Exception {
        fittingSdk("sdkman/candidates/tornadovm/5.2.0-jdk25-opencl", "opencl");
        fittingSdk("sdkman/candidates/tornadovm/5.2.0-jdk25-ptx", "ptx");
        fittingSdk("sdkman/candidates/tornadovm/5.2.0-jdk25-cuda", "cuda");
        Path candidates = folder.resolve("sdkman/candidates/tornadovm");
        Files.createSymbolicLink(candidates.resolve("current"), Path.of("5.2.0-jdk25-opencl"));
        Files.createDirectory(folder.resolve("drivers"));
        Files.createFile(Files.createDirectory(folder.resolve("vendors")).resolve("x.icd"));
        String system = "SDKMAN_DIR=\"$PWD/sdkman\" OCL_ICD_VENDORS=\"$PWD/vendors\" LD_LIBRARY_PATH=\"$PWD/drivers\" ";
        assertEquals("opencl", taken(system));
        Files.createFile(folder.resolve("drivers/libcuda.so.1"));
        assertEquals("ptx", taken(system));
        Files.createFile(folder.resolve("drivers/libnvrtc.so.13"));
        assertEquals("cuda", taken(system));
        assertEquals("cuda", taken(system + "TORNADOVM_HOME=\"$PWD/sdkman/candidates/tornadovm/current\" "));
        assertEquals("ptx", taken(system + "TORNADOVM_HOME=\"$PWD/sdkman/candidates/tornadovm/5.2.0-jdk25-ptx\" "));
    }

    /** The backend of the SDK that is taken; the two others must be named. */
    private String taken(String environment) throws Exception {
        Result result = run(CLEAN + "JDK_JAVA_OPTIONS=-XshowSettings:properties " + environment
                + "DCGAN_RUNTIME=tornado project/dcgan --version");
        String said = result.out() + result.err();
        String others = said.replaceFirst("(?s).* dcgan.tornado.others = (.*?)\n.*", "$1");
        assertEquals(2, others.split(", ").length, said);
        String taken = said.replaceFirst("(?s).* dcgan.tornado.sdk = \\S*-(\\w+)\n.*", "$1");
        assertFalse(others.contains(taken), said);
        return taken;
    }

    /** TornadoVM starts all backends on its module path, or none. */
    @Test
    void aBackendOfTheSdkThatLacksItsDriverIsLeftOut() throws Exception {
        fittingSdk("chosen", "opencl", "cuda");
        Files.createFile(Files.createDirectory(folder.resolve("vendors")).resolve("x.icd"));
        Result result = run(CLEAN + "JDK_JAVA_OPTIONS=-XshowSettings:properties OCL_ICD_VENDORS=\"$PWD/vendors\" "
                + "TORNADOVM_HOME=\"$PWD/chosen\" DCGAN_RUNTIME=tornado project/dcgan --version");
        assertEquals(0, result.exit(), result.err());
        String said = result.out() + result.err();
        assertTrue(said.contains(" dcgan.tornado.left.out = cuda\n"), said);
        String modulePath = said.replaceFirst("(?s).* jdk.module.path = (.*?)\n    \\S+ = .*", "$1");
        assertTrue(modulePath.contains("tornado-drivers-opencl-5.2.0-jdk25.jar"), modulePath);
        assertFalse(modulePath.contains("tornado-drivers-cuda"), modulePath);
    }

    @Test
    void aNewerSdkIsTriedAndItsFailureTold() throws Exception {
        fittingSdk("chosen", "opencl");
        Path jars = folder.resolve("chosen/share/java/tornado");
        Files.move(jars.resolve("tornado-api-5.2.0-jdk25.jar"), jars.resolve("tornado-api-9.1.0-jdk25.jar"));
        String launch = CLEAN + "TORNADOVM_HOME=\"$PWD/chosen\" project/dcgan devices";
        Files.writeString(folder.resolve("bin/mvn"), """
            #!/bin/sh
            case "$*" in *-Dtornadovm.version=9.1.0-jdk25*) echo 'dcgan-tensor-tornado does not compile'; exit 1 ;; esac
            """);
        for (int k = 0; k < 2; k++) {
            Result refused = run(launch);
            assertEquals(0, refused.exit(), refused.err());
            assertTrue(
                    refused.out()
                            .contains("chosen is 9.1.0-jdk25, newer than 5.2.0-jdk25, and the tornado backend does not"
                                    + " build with it; install 5.2.0-jdk25 (sdk install tornadovm 5.2.0-jdk25-opencl)"),
                    refused.out());
        }
        Files.delete(folder.resolve("project/dcgan-cli/target/tornado-9.1.0-jdk25.refused"));
        Files.writeString(folder.resolve("bin/mvn"), "#!/bin/sh\n");
        // It builds, but there is no TornadoVM in it.
        Result unverified = run(launch);
        assertEquals(0, unverified.exit(), unverified.err());
        assertTrue(
                unverified.err().contains("dcgan: verifying the TornadoVM SDK 9.1.0-jdk25, once\n"), unverified.err());
        assertTrue(unverified.out().contains("and dcgan verify fails with it (see "), unverified.out());
    }

    /** As the launcher sees it, without any TornadoVM in it. */
    private void fittingSdk(String name, String... backends) throws IOException {
        sdk(name, "5.2.0-jdk25");
        Path sdk = folder.resolve(name);
        Files.writeString(
                sdk.resolve("tornado-argfile.template"),
                "--module-path .:${TORNADOVM_HOME}/share/java/tornado\n"
                        + "--add-modules java.se,tornado.drivers." + String.join(",tornado.drivers.", backends) + "\n"
                        + "--enable-native-access=tornado.drivers." + String.join(",tornado.drivers.", backends)
                        + "\n");
        Path jars = Files.createDirectories(sdk.resolve("share/java/tornado"));
        Files.createDirectories(sdk.resolve("lib"));
        Path some = Path.of("target/modules/dcgan-data-" + System.getProperty("dcgan.version") + ".jar");
        Files.copy(some, jars.resolve("tornado-api-5.2.0-jdk25.jar"));
        for (String backend : backends) {
            Files.writeString(sdk.resolve("lib/libtornado-" + backend + ".so"), "x libnvrtc.so.13 x");
            moduleJar(jars.resolve("tornado-drivers-" + backend + "-5.2.0-jdk25.jar"), "tornado.drivers." + backend);
        }
        Path target = Files.createDirectories(folder.resolve("project/dcgan-tensor/tornado/target"));
        Files.copy(some, target.resolve("dcgan-tensor-tornado-0.jar"), StandardCopyOption.REPLACE_EXISTING);
    }

    /** A jar that is a module of this name, with nothing in it. */
    private static void moduleJar(Path jar, String name) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(new Attributes.Name("Automatic-Module-Name"), name);
        new JarOutputStream(Files.newOutputStream(jar), manifest).close();
    }

    /** With the real SDK, under the name that SDKMAN gives it, beside another one that is current. */
    @Test
    void anSdkThatFitsIsFoundBesideACurrentOneThatDoesNot() throws Exception {
        Path real = realSdk();
        sdk("sdkman/candidates/tornadovm/4.0.0-jdk21-opencl", "4.0.0-jdk21-opencl");
        Path candidates = folder.resolve("sdkman/candidates/tornadovm");
        Files.createSymbolicLink(candidates.resolve("current"), Path.of("4.0.0-jdk21-opencl"));
        Files.createSymbolicLink(candidates.resolve("5.2.0-jdk25-opencl"), real);
        String launch = CLEAN + "SDKMAN_DIR=\"$PWD/sdkman\" ";
        for (String variable : List.of("", "TORNADOVM_HOME=\"$PWD/sdkman/candidates/tornadovm/current\" ")) {
            Result result = run(launch + variable + "project/dcgan --stacktrace devices");
            assertEquals(0, result.exit(), result.err());
            assertTrue(result.out().lines().anyMatch(line -> line.matches("tornado +0 .*OpenCL.*")), result.out());
        }
        // simd keeps its options, tornado has its own.
        String flags = "JDK_JAVA_OPTIONS=-XX:+PrintFlagsFinal project/dcgan ";
        Result simd = run(launch + flags + "verify --backend tornado --backend simd --op Fill");
        assertEquals(0, simd.exit(), simd.err());
        assertEquals(List.of("64"), alignments(simd));
        Result tornado = run(launch + flags + "verify --backend simd --backend TORNADO --op Fill");
        assertEquals(0, tornado.exit(), tornado.err());
        assertEquals(List.of("64", "8"), alignments(tornado));
        assertTrue(tornado.out().contains("1 of 1 passed, "), tornado.out());
        assertTrue(tornado.out().contains(" on tornado on "), tornado.out());
    }

    private static List<String> alignments(Result result) {
        return result.out()
                .lines()
                .filter(line -> line.contains(" ObjectAlignmentInBytes "))
                .map(line -> line.replaceFirst(".*= (\\d+).*", "$1"))
                .toList();
    }

    @Test
    void aSignalReachesTheProgramOnTornado() throws Exception {
        Path real = realSdk();
        Process process = new ProcessBuilder(
                        "sh",
                        "-c",
                        "exec " + CLEAN + "TORNADOVM_HOME='" + real + "' project/dcgan verify --backend tornado")
                .directory(folder.toFile())
                .redirectError(folder.resolve("err").toFile())
                .start();
        assertNotNull(process.inputReader().readLine(), "it says nothing");
        assertTrue(Files.readString(Path.of("/proc", process.pid() + "", "cmdline"))
                .contains("ObjectAlignmentInBytes=8"));
        process.destroy();
        assertEquals(143, process.waitFor(), Files.readString(folder.resolve("err")));
        assertTrue(Files.readString(folder.resolve("err")).endsWith("dcgan: stopped by SIGTERM\n"));
    }

    /** The SDK for which the tornado backend was built, whose jar then goes along. */
    private Path realSdk() throws Exception {
        String named = System.getenv("TORNADOVM_HOME");
        Path sdk = named != null
                ? Path.of(named)
                : Path.of(System.getProperty("user.home"), ".sdkman/candidates/tornadovm/current");
        Path jar = ROOT.resolve(
                "dcgan-tensor/tornado/target/dcgan-tensor-tornado-" + System.getProperty("dcgan.version") + ".jar");
        assumeTrue(
                Files.exists(sdk.resolve("share/java/tornado")) && Files.exists(jar),
                "the tornado backend is not built, for there is no TornadoVM SDK (" + TornadoRuntime.INSTALL + ")");
        Path target = Files.createDirectory(folder.resolve("project/dcgan-tensor/tornado/target"));
        Files.copy(jar, target.resolve(jar.getFileName()), LinkOption.NOFOLLOW_LINKS);
        return sdk.toRealPath();
    }

    /** Runs a line of a shell in the folder above the project. */
    private Result run(String line) throws Exception {
        Path out = folder.resolve("out.txt");
        Path err = folder.resolve("err.txt");
        ProcessBuilder builder = new ProcessBuilder("sh", "-c", line)
                .directory(folder.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().keySet().removeAll(List.of("TORNADOVM_HOME", "JDK_JAVA_OPTIONS", "JAVA_TOOL_OPTIONS"));
        int exit = builder.start().waitFor();
        return new Result(exit, latin(out), latin(err));
    }

    private static String latin(Path file) throws IOException {
        return Files.readString(file, StandardCharsets.UTF_8);
    }
}
