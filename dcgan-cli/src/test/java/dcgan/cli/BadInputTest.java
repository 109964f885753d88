package dcgan.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dcgan.cli.Dcgan.Result;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A user's mistake is told in one sentence, with the right exit code, and leaves everything as it was. */
class BadInputTest {
    @TempDir
    private Path folder;

    @BeforeEach
    void makeThingsInTheWay() throws IOException {
        Files.writeString(folder.resolve("file"), "not what you think");
        Files.createFile(folder.resolve("empty"));
        Files.createDirectory(folder.resolve("full"));
        Files.writeString(folder.resolve("full/something"), "precious");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        nosuch                          | there is no command "nosuch"
        data inf                        | there is no command "inf"
        train --batch-siez 3            | there is no option --batch-siez
        train --epoch=3                 | there is no option --epoch
        train shapes                    | "shapes" is one argument too many
        data fetch --url=a^b            | '--url': "a^b" is no address
        train --out=                    | '--out': it must name a file or folder, but is empty
        train --model dcgan             | '--model': it must be one of simple, batchnorm, but is "dcgan"
        train --dataset minst           | '--dataset': it must be one of cifar10, cifar100, mnist, fashion-mnist, shapes, folder, but is "minst"
        train --backend cuda            | '--backend': it must be one of auto
        train --vector-bits 64          | '--vector-bits': it must be one of 128, 256, 512, but is "64"
        train --conv fast               | '--conv': it must be one of auto, direct, winograd, but is "fast"
        train --kernels fast            | '--kernels': it must be one of auto, cpu, gpu, naive, but is "fast"
        verify --backend reference --vector-bits 128 | --vector-bits is no option of the backend reference
        verify --backend reference --conv direct     | --conv is no option of the backend reference
        verify --backend simd --kernels cpu          | --kernels is no option of the backend simd
        train --batch-size 0            | '--batch-size': it must be from 1 to 2147483647, but is 0
        train --batch-size many         | '--batch-size': it must be a whole number, but is "many"
        train --image-size 48           | '--image-size': it must be one of 16, 32, 64, 128, 256, but is "48"
        train --image-size 8            | '--image-size': it must be one of 16, 32, 64, 128, 256, but is "8"
        train --image-size 512          | '--image-size': it must be one of 16, 32, 64, 128, 256, but is "512"
        bench --image-size 64x64        | '--image-size': it must be one of 16, 32, 64, 128, 256, but is "64x64"
        train --channels 2              | '--channels': it must be one of 1, 3, but is "2"
        generate --from full --grid x --image-size 64 | there is no option --image-size
        train --augment mirror          | '--augment': it must be some of flip, translate, cutout, color, separated by commas, but has "mirror"
        train --augment flip,           | '--augment': it must be some of flip, translate, cutout, color, separated by commas, but has ""
        train --augment color,flip,color | '--augment': it must have each of flip, translate, cutout, color once at most, but has "color" more than once
        train --seed 1.5                | '--seed': it must be a whole number, but is "1.5"
        verify --op Conv3d              | There is no op "Conv3d" to verify
        train --lr -1                   | '--lr': it must be a number above 0, but is -1
        train --beta1 1                 | '--beta1': it must be at least 0 and below 1, but is 1
        train --objective wgan          | '--objective': it must be one of standard, relativistic, hinge, least-squares, but is "wgan"
        train --lr-d 0                  | '--lr-d': it must be a number above 0, but is 0
        train --lr-g NaN                | '--lr-g': it must be a number above 0, but is NaN
        train --lr-decay 0              | '--lr-decay': it must be from 1 to 2147483647, but is 0
        train --lr-decay 3 --epochs 2   | --lr-decay 3 begins after the last epoch, which is 2; give a smaller number, or more --epochs
        train --ema 0                   | '--ema': it must be from 1 to 2147483647, but is 0
        train --ema long                | '--ema': it must be a whole number, but is "long"
        train --dataset folder          | --dataset folder needs --data
        train --dataset shapes --data x | --dataset shapes takes no --data
        bench --seconds 0               | '--seconds': it must be from 1
        bench --backend reference --kernels naive    | --kernels is no option of the backend reference
        generate                        | Missing required option: '--from=RUN_OR_CHECKPOINT'
        generate --from full            | Give --grid FILE, --dir DIR, or both
        generate --from full --gif x.gif             | --gif animates a walk; give --interpolate, too
        generate --from full --interpolate --gif x.png | --gif writes GIF; let the name end in .gif, not as that of x.png
        generate --from full --interpolate --gif x --count 20 | --count is 20 and --steps 20
        generate --from full --grid x --steps 3      | --steps does nothing without --interpolate
        generate --from full --grid x --fps 3        | --fps does nothing without --gif
        generate --from full --interpolate --gif x --fps 51 | '--fps': it must be from 1 to 50, but is 51
        generate --from full --interpolate --gif x --fps NaN | '--fps': it must be a whole number, but is "NaN"
        generate --from full --grid x.JPG            | --grid writes PNG; let the name end in .png
        generate --from full --grid x --count 100001 | --count may be at most 100000, but is 100001
        evaluate                        | Missing required option: '--from=RUN_OR_CHECKPOINT'
        evaluate --from full --count 19 | '--count': it must be from 20 to 100000, but is 19
        evaluate --from full --count 100001          | '--count': it must be from 20 to 100000, but is 100001
        evaluate --from full --count NaN             | '--count': it must be a whole number, but is "NaN"
        evaluate --from full --checkpoints best      | '--checkpoints': it must be one of newest, all, but is "best"
        evaluate --from full --checkpoints all --neighbors n.png | --neighbors takes one checkpoint; leave out --checkpoints all
        evaluate --from full --neighbors n.jpg       | --neighbors writes PNG; let the name end in .png, not as that of n.jpg
        report                          | Missing required parameter: 'RUN'
        data                            | fetch, info, export or shapes
        """)
    void badUsageIsToldInALineAndAHint(String arguments, String expected) throws Exception {
        // In this process, because only arguments are read, and a process for each of so many cases would take long.
        StringWriter err = new StringWriter();
        int exit = new Main().commandLine().setErr(new PrintWriter(err)).execute(arguments.split(" "));
        List<String> said = err.toString().lines().toList();
        assertEquals(2, exit, said::toString);
        assertTrue(said.getFirst().startsWith("dcgan: "), said::toString);
        assertTrue(said.getFirst().contains(expected), said::toString);
        assertTrue(said.getLast().matches("Try \\./dcgan( \\w+)* --help"), said::toString);
        assertTrue(said.size() <= 3, said::toString);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        train --dataset shapes --out file                                 | file is a file
        train --dataset shapes --out full                                 | full is not empty
        train --dataset shapes --out file/below                           | file/below cannot be written to
        train --dataset shapes --out /proc/nothing/here                   | /proc/nothing/here cannot be written to
        train --dataset shapes --limit 9 --batch-size 10 --out new/run    | The batch size 10 is larger than the data set of 9
        train --dataset shapes --limit 9 --batch-size 1000000 --out new   | The batch size 1000000 is larger
        train --dataset shapes --limit 9 --batch-size 9 --device 99 --out new | has no device 99
        train --dataset shapes --limit 9 --batch-size 9 --feature-maps 100000 --out new | the networks would be too large
        train --offline --out new                                         | --offline forbids to fetch it
        train --data nothere --out new                                    | nothere: there is no such file
        train --data empty --out new                                      | the file is empty
        train --data file --out new                                       | this is neither gzip nor tar data
        train --data full --out new                                       | this folder does not hold CIFAR-10; for pictures
        train --dataset folder --data file --out new                      | this is no folder
        train --dataset folder --data full --out new                      | there is no picture (.bmp, .gif, .jpeg, .jpg
        train --resume nothere                                            | nothere does not exist
        train --resume full                                               | full is not the folder of a run
        train --resume file                                               | file is neither the folder of a run nor a checkpoint
        generate --from full --grid new                                   | full is not the folder of a run
        generate --from nothere --grid new                                | nothere does not exist; give the folder of a run
        generate --from file --grid new                                   | checkpoint file is damaged or none
        report nothere                                                    | nothere does not exist
        report file                                                       | file is not a folder
        report full                                                       | full is not the folder of a run
        data info --data nothere                                          | nothere: there is no such file
        data export --data file --out new                                 | this is neither gzip nor tar data
        data shapes --out file                                            | there is something of that name already
        bench --feature-maps 100000                                       | the networks would be too large
        bench --feature-maps 536870913 --backend reference                | the networks would be too large
        """)
    void aFailureIsToldInALine(String arguments, String expected) throws Exception {
        Result result = Dcgan.in(folder).run(arguments.split(" "));
        assertEquals(1, result.exit(), result.err());
        assertTrue(result.failure().contains(expected), result.err());
        assertEquals(result.failure(), result.said().getLast());
        assertEquals("", result.out());
        assertFalse(result.err().contains("\tat "), result.err());
        assertUntouched();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        data fetch        | dcgan: https://www.cs.toronto.edu/~kriz/cifar-10-binary.tar.gz: the name of the server
        train --out new   | dcgan: CIFAR-10 is neither in the cache nor can it be fetched; give its archive with --data,
        """)
    void withoutANetworkFetchingIsGivenUpAtOnceWithTheWayOut(String arguments, String expected) throws Exception {
        Result result = Dcgan.in(folder)
                .by("env", "https_proxy=http://no-such-host.invalid:3128", "no_proxy=")
                .run(arguments.split(" "));
        assertEquals(1, result.exit(), result.err());
        assertTrue(result.failure().startsWith(expected), result.err());
        assertTrue(result.failure().endsWith("or take another address."), result.err());
        assertEquals(result.failure(), result.said().getLast());
        assertUntouched();
    }

    @Test
    void whatMayHaveBeenMeantIsAsked() throws Exception {
        Result result = Dcgan.in(folder).run("train", "--epoch", "3");
        assertEquals(2, result.exit(), result.err());
        assertTrue(result.said().contains("Did you mean --epochs?"), result.err());
        result = Dcgan.in(folder).run("trian");
        assertTrue(result.said().get(1).startsWith("Did you mean ./dcgan train"), result.err());
    }

    @Test
    void resumeIsOfferedForAFolderThatHoldsARunAlone() throws Exception {
        String[] train = "train --dataset shapes --out full".split(" ");
        Result result = Dcgan.in(folder).run(train);
        assertTrue(result.failure().endsWith("choose another folder with --out"), result.err());
        Files.writeString(folder.resolve("full/config.json"), "{}");
        result = Dcgan.in(folder).run(train);
        assertEquals(1, result.exit(), result.err());
        assertTrue(result.failure().endsWith("or go on with the run in it: ./dcgan train --resume full"), result.err());
    }

    @Test
    void theStackTraceIsShownWhenItIsAskedFor() throws Exception {
        Result result = Dcgan.in(folder).run("data", "info", "--data", "nothere", "--stacktrace");
        assertEquals(1, result.exit());
        assertTrue(result.err().contains("dcgan.data.cifar.Cifar10.open("), result.err());
    }

    @Test
    void tooLittleMemoryIsToldWithWhatHelps() throws Exception {
        Result result = Dcgan.in(folder)
                .with("-Xmx64m")
                .run("train --dataset shapes --limit 8 --batch-size 8 --out new".split(" "));
        assertEquals(1, result.exit(), result.err());
        assertTrue(result.failure().contains("the heap may grow to"), result.err());
        assertTrue(result.failure().contains("JDK_JAVA_OPTIONS=-Xmx"), result.err());
        // It does not make the networks smaller, and CIFAR-10's archive is read whole.
        assertFalse(result.failure().contains("--limit"), result.err());
        assertUntouched();
    }

    @Test
    void aDamagedConfigIsNamed() throws Exception {
        Files.writeString(folder.resolve("full/config.json"), "{ \"format\" : 1, ");
        Result result = Dcgan.in(folder).run("train", "--resume", "full");
        assertEquals(1, result.exit(), result.err());
        assertTrue(result.failure().startsWith("dcgan: full/config.json is damaged: "), result.err());
        Files.writeString(folder.resolve("full/config.json"), "{ \"format\" : 1 }");
        result = Dcgan.in(folder).run("train", "--resume", "full");
        assertTrue(result.failure().contains("full/config.json is not a config.json that"), result.err());
    }

    @Test
    void aLossThatIsNoNumberEndsTheRunAndNamesTheLastGoodCheckpoint() throws Exception {
        Result result = Dcgan.in(folder).run(Dcgan.tiny("diverged", "--lr", "1e30"));
        assertEquals(1, result.exit(), result.err());
        assertTrue(
                result.failure()
                        .matches("dcgan: the training diverged in epoch 1, batch \\d: .*there was no checkpoint yet.*"),
                result.err());
        try (var checkpoints = Files.list(folder.resolve("diverged/checkpoints"))) {
            assertEquals(0, checkpoints.count());
        }
    }

    @Test
    void aFullDiskEndsTheRunAndLosesNothing() throws Exception {
        Path disk = Files.createDirectory(folder.resolve("disk"));
        // A disk of its own, of one megabyte, which only this process and its children see.
        String[] small = {
            "unshare",
            "--map-root-user",
            "--mount",
            "sh",
            "-c",
            "mount -t tmpfs -o size=1m none " + disk + " && \"$@\"; code=$?; cp -R " + disk + " "
                    + folder.resolve("copy") + "; exit $code",
            "sh"
        };
        assumeTrue(canMount(disk), "no tmpfs can be mounted here");
        Result result = Dcgan.in(folder).by(small).run(Dcgan.tiny("disk/run", "--epochs", "40"));
        assertEquals(1, result.exit(), result.err());
        assertTrue(result.failure().contains("disk/run/"), result.err());
        assertTrue(result.failure().contains("no space left on device"), result.err());
        Map<String, String> left = Dcgan.contents(folder.resolve("copy"));
        assertTrue(
                left.keySet().stream().noneMatch(name -> name.endsWith(".tmp")),
                left.keySet().toString());
        List<String> checkpoints = left.keySet().stream()
                .filter(name -> name.startsWith("run/checkpoints/"))
                .sorted()
                .toList();
        if (!checkpoints.isEmpty()) {
            Result drawn = Dcgan.in(folder).run("generate", "--from", "copy/run", "--count", "1", "--grid", "g.png");
            assertEquals(0, drawn.exit(), drawn.err());
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        data shapes --per-file 1 --out disk/new/a.tar.gz              | disk/new/a.tar.gz: the archive cannot be written
        data export --data a.tar.gz --out disk/new                    | disk/new/circle/00001.png: the picture cannot be written
        verify --backend reference --op Fill --json disk/verify.json  | disk/verify.json cannot be written
        """)
    void aFullDiskIsToldWithTheFileAndNothingIsLeftThere(String arguments, String expected) throws Exception {
        Path disk = Files.createDirectory(folder.resolve("disk"));
        assumeTrue(canMount(disk), "no tmpfs can be mounted here");
        assertEquals(
                0,
                Dcgan.in(folder)
                        .run("data", "shapes", "--per-file", "1", "--out", "a.tar.gz")
                        .exit());
        String[] full = {
            "unshare",
            "--map-root-user",
            "--mount",
            "sh",
            "-c",
            "mount -t tmpfs -o size=64k none disk; cat /dev/zero > disk/zeros 2> /dev/null; \"$@\"; code=$?;"
                    + " find disk -mindepth 1 > left; exit $code",
            "sh"
        };
        Result result = Dcgan.in(folder).by(full).run(arguments.split(" "));
        assertEquals(1, result.exit(), result.err());
        assertTrue(result.failure().startsWith("dcgan: " + expected), result.err());
        assertTrue(result.failure().contains("no space left on device"), result.err());
        assertEquals(result.failure(), result.said().getLast());
        assertEquals("disk/zeros\n", Files.readString(folder.resolve("left")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        verify --backend reference --json none/v.json | none/v.json cannot be written: its folder does not exist; create that first
        bench --backend reference --json none/b.json  | none/b.json cannot be written: its folder does not exist; create that first
        verify --backend reference --json full        | full cannot be written: it is a folder; name a file in it
        """)
    void whereResultsCannotGoIsToldBeforeTheyAreWorkedFor(String arguments, String expected) throws Exception {
        Result result = Dcgan.in(folder).run(arguments.split(" "));
        assertEquals(1, result.exit(), result.err());
        assertEquals("dcgan: " + expected, result.failure());
        assertEquals("", result.out());
    }

    private static boolean canMount(Path disk) throws InterruptedException {
        try {
            return new ProcessBuilder(
                                    "unshare",
                                    "--map-root-user",
                                    "--mount",
                                    "mount",
                                    "-t",
                                    "tmpfs",
                                    "none",
                                    disk.toString())
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private void assertUntouched() throws IOException {
        assertEquals(
                Map.of("file", "not what you think", "empty", "", "full/something", "precious"),
                Dcgan.contents(folder));
        assertFalse(Files.exists(folder.resolve("new")));
    }
}
