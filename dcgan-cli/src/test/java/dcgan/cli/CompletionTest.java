package dcgan.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.AutoComplete;
import picocli.CommandLine;

/** What bash and zsh complete, with the files as the archive to install has them. */
class CompletionTest {

    @TempDir
    private static Path share;

    @BeforeAll
    static void generate() throws IOException {
        Path bash = Files.createDirectories(share.resolve("bash-completion/completions"));
        Files.writeString(bash.resolve("dcgan"), AutoComplete.bash("dcgan", new CommandLine(new Main())));
        Path zsh = Files.createDirectories(share.resolve("zsh/site-functions"));
        Files.copy(Path.of("src/dist/share/zsh/site-functions/_dcgan"), zsh.resolve("_dcgan"));
    }

    @ParameterizedTest
    @CsvSource({
        "dcgan tr, train",
        "dcgan re, report",
        "dcgan data '', fetch info export shapes",
        "dcgan train --dataset '', cifar10 cifar100 mnist fashion-mnist shapes folder",
        "dcgan data info '', cifar10 cifar100 mnist fashion-mnist shapes folder",
        "dcgan data fetch '', cifar10 cifar100 mnist fashion-mnist",
        "dcgan train --model '', simple batchnorm",
        "dcgan train --init '', default dcgan",
        "dcgan verify --backend '', auto tornado reference simd",
        "dcgan bench --conv '', auto direct winograd",
        "dcgan evaluate --checkpoints '', newest all",
        "dcgan train --image-size '', 16 32 64 128 256",
        "dcgan bench --channels '', 1 3",
        "dcgan train --augment '', flip translate cutout color",
        "dcgan bench --kernels '', auto cpu gpu naive"
    })
    void bashCompletes(String line, String words) throws IOException, InterruptedException {
        assumeTrue(exists("bash"), "there is no bash");
        // Only readline sets the options that compopt changes.
        String said = run(
                "bash",
                "-c",
                "compopt() { :; }; source " + share + "/bash-completion/completions/dcgan"
                        + "; COMP_WORDS=(" + line + "); COMP_CWORD=$((${#COMP_WORDS[@]} - 1))"
                        + "; _complete_dcgan; echo \"${COMPREPLY[@]}\"");
        assertEquals(Set.of(words.split(" ")), Set.of(said.strip().split("\\s+")));
    }

    /** Types into a shell on a terminal of its own: the first completion of all is the one that loads the files. */
    @Test
    void zshCompletes() throws IOException, InterruptedException {
        assumeTrue(exists("zsh"), "there is no zsh");
        String said = run("zsh", "-f", "-c", """
            zmodload zsh/zpty
            zpty shell env HISTFILE= zsh -f -i
            zpty -w shell "fpath=(%s/zsh/site-functions \\$fpath); autoload -Uz compinit; compinit -u -D; print -r load''ed"
            zpty -r shell said '*loaded*'
            zpty -w -n shell $'dcgan tr\\t'
            zpty -r shell said '*dcgan train*'
            zpty -w -n shell $'--dataset s\\t'
            zpty -r shell all '*shapes*'
            zpty -d shell
            print -r -- $said $all
            """.formatted(share));
        assertTrue(said.contains("shapes"), said);
        assertTrue(!said.contains("not found"), said);
    }

    private static boolean exists(String shell) {
        return Stream.of(System.getenv("PATH").split(":"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, shell)));
    }

    private static String run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectOutput(share.resolve("said").toFile())
                .start();
        try {
            process.waitFor();
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        return Files.readString(share.resolve("said"), StandardCharsets.UTF_8);
    }
}
