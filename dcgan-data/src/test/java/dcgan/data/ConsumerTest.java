package dcgan.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Somebody else's module, which has this one on its module path and nothing else of the project. */
class ConsumerTest {
    @TempDir
    Path temp;

    @Test
    void useItAlone() throws IOException, InterruptedException {
        String modulePath = System.getProperty("jdk.module.path");
        assertNotNull(modulePath, "the tests do not run on the module path");
        Path info = Files.writeString(temp.resolve("module-info.java"), "module consumer { requires dcgan.data; }");
        Path main = Files.writeString(
                Files.createDirectory(temp.resolve("consumer")).resolve("Main.java"), """
                package consumer;

                import dcgan.data.*;
                import dcgan.data.cifar.*;
                import dcgan.data.picture.*;
                import dcgan.data.shapes.*;
                import java.awt.image.BufferedImage;
                import java.nio.file.Path;

                class Main {
                    public static void main(String[] args) {
                        Path archive = Path.of(args[0]);
                        Cifar10Writer.write(Shapes.of(Cifar10.SHAPE, 50, 10, 1), 10, archive);
                        Dataset cifar = Cifar10.open(archive);
                        int images = 0;
                        for (Batch batch : cifar.train().batches(8).shuffled(1).epoch(1)) {
                            images += batch.images().length / cifar.shape().size();
                        }
                        BufferedImage grid = PictureGrid.of(cifar.train(), 0, 8).render();
                        System.out.print(images + " images, " + grid.getWidth() + " pixels");
                    }
                }
                """);
        ToolProvider javac = ToolProvider.findFirst("javac").orElseThrow();
        Path classes = temp.resolve("classes");
        assertEquals(
                0,
                javac.run(
                        System.out,
                        System.err,
                        "-Xlint:all",
                        "-Werror",
                        "-p",
                        modulePath,
                        "-d",
                        classes.toString(),
                        info.toString(),
                        main.toString()));
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-p",
                        modulePath + File.pathSeparator + classes,
                        "-m",
                        "consumer/consumer.Main",
                        temp.resolve("shapes.tar.gz").toString())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), output);
        assertEquals("48 images, 274 pixels", output);
    }
}
