package dcgan.cli;

import com.sun.management.OperatingSystemMXBean;
import dcgan.cli.console.Console;
import dcgan.cli.console.Table;
import dcgan.cli.io.Program;
import dcgan.tensor.Backend;
import dcgan.tensor.BackendOptions;
import dcgan.tensor.Backends;
import dcgan.tensor.Device;
import dcgan.tensor.spi.BackendProvider;
import dcgan.tensor.verify.OpResult;
import dcgan.tensor.verify.Report;
import dcgan.tensor.verify.Verification;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;

/** {@code dcgan doctor}. */
@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        versionProvider = Main.ModuleVersion.class,
        sortOptions = false,
        description = {
            "Shows what a bug report needs: the JVM, TornadoVM, drivers and memory. Verifies a few kernels on every"
                    + " device.",
            "",
            "The last line is the next step. The exit code is 1 if a kernel computes wrong numbers.",
            ""
        })
final class DoctorCommand implements Callable<Integer> {
    private static final long MEGABYTE = 1 << 20;
    private static final Path NVIDIA_DRIVER = Path.of("/proc/driver/nvidia/version");
    private static final Path ICD_FILES = Path.of("/etc/OpenCL/vendors");

    private final Console console = Console.ofProcess();

    @Override
    public Integer call() {
        TornadoRuntime.startIfAvailable();
        Table facts = new Table();
        facts.row("dcgan", Program.version());
        facts.row("JVM", property("java.vm.name") + " " + property("java.vm.version") + ", " + property("java.vendor"));
        facts.row("JIT", jit());
        facts.row("system", property("os.name") + " " + property("os.version") + ", " + property("os.arch"));
        facts.row("memory", memory());
        facts.row("TornadoVM", TornadoRuntime.sdk().map(DoctorCommand::sdk).orElseGet(TornadoRuntime::missing));
        facts.row("NVIDIA", firstLine(NVIDIA_DRIVER).orElse("no driver in " + NVIDIA_DRIVER));
        facts.row("OpenCL", icdFiles());
        facts.lines().forEach(console::result);
        console.result("");

        Optional<String> wrong = verify();
        console.result("");
        console.result("next step: " + wrong.orElseGet(DoctorCommand::nextStep));
        return wrong.isPresent() ? 1 : 0;
    }

    private static String property(String name) {
        return System.getProperty(name, "unknown");
    }

    /** What simd needs of the JIT compiler. */
    private static String jit() {
        String name = ManagementFactory.getCompilationMXBean() == null
                ? "none"
                : ManagementFactory.getCompilationMXBean().getName();
        return Stream.concat(
                        Stream.of(name),
                        providers("simd")
                                .map(simd -> simd.slow()
                                        .or(simd::unavailable)
                                        .map(reason -> "simd is slow here: " + reason)
                                        .orElse(simd.devices().getFirst().detail())))
                .reduce((compiler, vectors) -> compiler + "; " + vectors)
                .orElse(name);
    }

    private static Stream<BackendProvider> providers(String name) {
        return Backends.providers().stream().filter(provider -> provider.name().equals(name));
    }

    private static String memory() {
        OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        return String.format(
                Locale.ROOT,
                "%,d MB, %,d MB of them free; heap up to %,d MB",
                system.getTotalMemorySize() / MEGABYTE,
                system.getFreeMemorySize() / MEGABYTE,
                Runtime.getRuntime().maxMemory() / MEGABYTE);
    }

    /** The version and the backends of an SDK. */
    private static String sdk(String folder) {
        return folder + " ("
                + firstLine(Path.of(folder, "etc", "tornado.release")).orElse("version unknown") + ", "
                + firstLine(Path.of(folder, "etc", "tornado.backend")).orElse("backends unknown") + ")"
                + TornadoRuntime.otherSdks().map(others -> "; " + others).orElse("");
    }

    private static Optional<String> firstLine(Path file) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.filter(line -> !line.isBlank()).findFirst().map(String::strip);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** The drivers that OpenCL's loader is told of. */
    private static String icdFiles() {
        TreeSet<String> files = new TreeSet<>();
        try (DirectoryStream<Path> folder = Files.newDirectoryStream(ICD_FILES, "*.icd")) {
            folder.forEach(file ->
                    files.add(file.getFileName() + " (" + firstLine(file).orElse("empty") + ")"));
        } catch (IOException e) {
            // As if it were empty.
        }
        return files.isEmpty() ? "no ICD file in " + ICD_FILES : ICD_FILES + ": " + String.join(", ", files);
    }

    /** Tells of every device whether it computes as the reference does; what is wrong, if something is. */
    private Optional<String> verify() {
        Table table = new Table(1, 4).row("BACKEND", "DEVICE", "TYPE", "NAME", "MEMORY", "VERIFIED", "DETAIL");
        List<String> wrong = new ArrayList<>();
        for (BackendProvider provider : Backends.providers()) {
            if (provider.unavailable().isPresent()) {
                table.row(
                        provider.name(),
                        "-",
                        "-",
                        "not available",
                        "-",
                        "-",
                        provider.unavailable().get());
            }
            for (Device device : provider.devices()) {
                String verdict = verify(provider, device);
                if (!verdict.equals("passed")) {
                    wrong.add(provider.name() + " on " + device.name());
                }
                table.row(
                        provider.name(),
                        Integer.toString(device.index()),
                        device.type(),
                        device.name(),
                        String.format(Locale.ROOT, "%,d MB", device.memory() / MEGABYTE),
                        verdict,
                        device.detail());
            }
        }
        table.lines().forEach(console::result);
        return wrong.isEmpty()
                ? Optional.empty()
                : Optional.of(String.join(", ", wrong)
                        + " fails the verification; do not use it, and report this output with that of "
                        + Program.LAUNCHER + " verify --backend "
                        + wrong.getFirst().replaceFirst(" .*", ""));
    }

    private static String verify(BackendProvider provider, Device device) {
        try (Backend backend = provider.open(BackendOptions.DEFAULT.withDevice(device.index()))) {
            Report report = Verification.sample(backend);
            return report.results().stream()
                    .filter(result -> !result.passed())
                    .map(DoctorCommand::failure)
                    .findFirst()
                    .orElse("passed");
        } catch (RuntimeException | LinkageError e) {
            return "FAILED: " + e.getMessage();
        }
    }

    private static String failure(OpResult result) {
        return "FAILED: " + result.op() + " "
                + result.failure().orElse(String.format(Locale.ROOT, "is off by %.1e", result.maxRelError()));
    }

    /** The one thing to do, the most useful first. */
    private static String nextStep() {
        boolean hasGpu = TornadoRuntime.hasGpu();
        if (hasGpu && !TornadoRuntime.isThere()) {
            return "to use the GPU: " + TornadoRuntime.missing();
        }
        Optional<String> missing = providers(TornadoRuntime.BACKEND)
                .flatMap(tornado -> Stream.concat(tornado.unavailable().stream(), tornado.notes().stream()))
                .findFirst();
        if (missing.isPresent()) {
            return "to use tornado: " + missing.get();
        }
        return providers("simd")
                .flatMap(simd -> simd.slow().stream())
                .findFirst()
                .map(reason -> "to make simd fast: " + reason)
                .orElse("nothing is missing; try " + Program.LAUNCHER
                        + " train --dataset shapes --epochs 3 --out runs/shapes");
    }
}
