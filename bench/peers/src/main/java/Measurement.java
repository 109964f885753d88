import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/**
 * Measures a peer as {@code dcgan bench} measures ours: so many seconds to warm up, then so many of which the median step counts.
 *
 * @param threads of the peer
 * @param batchSize images a step
 * @param model the networks
 * @param warmUpSeconds how long each part runs before it is measured
 * @param seconds how long each part is measured
 */
record Measurement(int threads, int batchSize, Model model, double warmUpSeconds, double seconds) {
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final String PEAK_MEMORY = "VmHWM:";

    /** Expects threads, batch size, {@code simple} or {@code batchnorm}, image size, seconds to warm up and seconds to measure. */
    static Measurement of(String[] args) {
        return new Measurement(
                Integer.parseInt(args[0]),
                Integer.parseInt(args[1]),
                new Model(args[2].equals("batchnorm"), Integer.parseInt(args[3])),
                Double.parseDouble(args[4]),
                Double.parseDouble(args[5]));
    }

    /** Prints the results under the names that {@code dcgan bench --json} gives them. */
    void run(Runnable trainingStep, Runnable generation) throws IOException {
        double training = imagesPerSecond(trainingStep);
        double generated = imagesPerSecond(generation);
        System.out.printf(Locale.ROOT, """
            {
              "train_images_per_second" : %.3f,
              "generate_images_per_second" : %.3f,
              "peak_memory_bytes" : %d
            }
            """, training, generated, peakMemory());
    }

    private double imagesPerSecond(Runnable work) {
        times(work, warmUpSeconds);
        List<Long> nanos = times(work, seconds);
        Collections.sort(nanos);
        return batchSize * 1e9 / nanos.get(nanos.size() / 2);
    }

    /** Runs it for so long, at least once; the time of each run. */
    private static List<Long> times(Runnable work, double seconds) {
        List<Long> nanos = new ArrayList<>();
        long begin = System.nanoTime();
        long start = begin;
        do {
            work.run();
            long now = System.nanoTime();
            nanos.add(now - start);
            start = now;
        } while (start - begin < seconds * 1e9);
        return nanos;
    }

    private static long peakMemory() throws IOException {
        return Files.readAllLines(STATUS).stream()
                .filter(line -> line.startsWith(PEAK_MEMORY))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                .findFirst()
                .orElse(0);
    }
}
