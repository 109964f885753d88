package dcgan.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/** The real program in a process of its own, on the module path that these tests run on. */
final class Dcgan {
    /** A run of it that has ended. */
    record Result(int exit, String out, String err) {
        /** What it said on standard error, without the JVM's own warnings. */
        List<String> said() {
            return err.lines().filter(line -> !line.startsWith("WARNING: ")).toList();
        }

        /** Its last word, which tells what went wrong. */
        String failure() {
            return said().stream()
                    .filter(line -> line.startsWith("dcgan: "))
                    .reduce((first, second) -> second)
                    .orElseThrow(() -> new AssertionError("no failure was told:\n" + err));
        }
    }

    private final Path folder;
    private final List<String> prefix;
    private final List<String> jvmOptions;

    private Dcgan(Path folder, List<String> prefix, List<String> jvmOptions) {
        this.folder = folder;
        this.prefix = prefix;
        this.jvmOptions = jvmOptions;
    }

    /** It, with that working directory. These runs are short: quick to start counts for more than quick to run. */
    static Dcgan in(Path folder) {
        return new Dcgan(folder, List.of(), List.of("-XX:TieredStopAtLevel=1"));
    }

    /** Started by another command, such as {@code env}. */
    Dcgan by(String... command) {
        return new Dcgan(folder, List.of(command), jvmOptions);
    }

    /** With these options for the JVM instead of those that make it start quickly. */
    Dcgan with(String... options) {
        return new Dcgan(folder, prefix, List.of(options));
    }

    /** Runs it to its end. */
    Result run(String... args) throws IOException, InterruptedException {
        return start(args).end();
    }

    /** Starts it. */
    Running start(String... args) throws IOException {
        List<String> command = new ArrayList<>(prefix);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-XX:+UseSerialGC");
        command.addAll(jvmOptions);
        command.addAll(List.of("--module-path", System.getProperty("jdk.module.path")));
        command.addAll(List.of("--module", "dcgan.cli/dcgan.cli.Main"));
        command.addAll(List.of(args));
        Path said = Files.createTempDirectory("dcgan");
        Path out = said.resolve("out");
        Path err = said.resolve("err");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        // No archive of the machine's user, no options of its shell.
        builder.environment().keySet().removeAll(List.of("JDK_JAVA_OPTIONS", "JAVA_TOOL_OPTIONS"));
        builder.environment()
                .putAll(Map.of(
                        "XDG_CACHE_HOME",
                        folder.resolve("cache").toAbsolutePath().toString()));
        return new Running(builder.start(), folder, out, err);
    }

    /** The arguments of a training that takes a second or two: three epochs of eight batches. The reference starts quickest. */
    static String[] tiny(String out, String... more) {
        List<String> args = new ArrayList<>(List.of(
                "train --dataset shapes --limit 64 --batch-size 8 --feature-maps 2 --latent-size 10 --epochs 3 --backend reference"
                        .split(" ")));
        args.addAll(List.of("--out", out));
        args.addAll(List.of(more));
        return args.toArray(String[]::new);
    }

    /** Every file below a folder by its relative name, without {@code config.json} and {@code report.html}, which hold the time. */
    static Map<String, String> contents(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !file.endsWith("config.json") && !file.endsWith("report.html"))
                    .collect(Collectors.toMap(file -> folder.relativize(file).toString(), Dcgan::latin1));
        }
    }

    private static String latin1(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** A run of it that goes on. */
    record Running(Process process, Path folder, Path out, Path err) {
        /** Waits until files in its folder, or what it says, are so; fails when the process ends before. */
        void await(BooleanSupplier condition) throws IOException, InterruptedException {
            try (FolderWatch watch = new FolderWatch(folder, out.getParent())) {
                process.onExit().thenRun(watch::close);
                do {
                    watch.addNewFolders();
                } while (!condition.getAsBoolean() && watch.awaitChange());
            } catch (InterruptedException e) {
                process.destroyForcibly();
                throw e;
            }
            if (!condition.getAsBoolean()) {
                throw new AssertionError("it did not come so far:\n" + Files.readString(err));
            }
        }

        /** Sends it a signal. */
        void signal(String name) throws IOException, InterruptedException {
            new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                    .inheritIO()
                    .start()
                    .waitFor();
        }

        /** Waits for its end. */
        Result end() throws IOException, InterruptedException {
            try {
                process.waitFor();
            } catch (InterruptedException e) {
                process.destroyForcibly();
                throw e;
            }
            Result result = new Result(process.exitValue(), Files.readString(out), Files.readString(err));
            Files.delete(out);
            Files.delete(err);
            Files.delete(out.getParent());
            return result;
        }
    }
}
