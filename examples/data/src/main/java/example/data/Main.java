package example.data;

import dcgan.data.Batch;
import dcgan.data.Dataset;
import dcgan.data.Images;
import dcgan.data.cifar.Cifar10;
import dcgan.data.cifar.Cifar10Writer;
import dcgan.data.picture.PictureGrid;
import dcgan.data.picture.PngFiles;
import dcgan.data.shapes.Shapes;
import java.nio.file.Files;
import java.nio.file.Path;

/** Counts the images of each class, passes over them in shuffled batches, and draws the first ones. */
final class Main {
    private static final int BATCH_SIZE = 64;

    private Main() {}

    /** Expects an archive such as {@code cifar-10-binary.tar.gz}; where there is none yet, a procedural one is written. */
    public static void main(String[] args) {
        Path archive = Path.of(args[0]);
        if (Files.notExists(archive)) {
            Cifar10Writer.write(Shapes.of(Cifar10.SHAPE, 500, 100, 1), 100, archive);
        }
        Dataset cifar = Cifar10.open(archive);
        Images train = cifar.train();
        System.out.printf(
                "%d images to train with, %d to test with%n",
                train.size(), cifar.test().size());

        int[] counts = train.countsPerClass();
        for (int label = 0; label < counts.length; label++) {
            System.out.printf("  %-12s %5d%n", train.classNames().get(label), counts[label]);
        }

        int batches = 0;
        double sum = 0;
        for (Batch batch : train.batches(BATCH_SIZE).shuffled(1).epoch(1)) {
            // [64, 3, 32, 32], row-major, in [-1, 1]
            for (float value : batch.images()) {
                sum += value;
            }
            batches++;
        }
        double mean = sum / ((long) batches * BATCH_SIZE * train.shape().size());
        System.out.printf("%d batches of %d images with a mean of %.3f%n", batches, BATCH_SIZE, mean);

        Path grid = archive.resolveSibling("first-32.png");
        PngFiles.write(PictureGrid.of(train, 0, 32).scale(3).render(), grid);
        System.out.println("drew " + grid);
    }
}
