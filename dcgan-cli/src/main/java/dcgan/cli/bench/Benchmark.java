package dcgan.cli.bench;

import com.sun.management.ThreadMXBean;
import dcgan.cli.run.Job;
import dcgan.nn.gan.GanTrainer;
import dcgan.nn.gan.ImageBatch;
import dcgan.nn.gan.ImageSampler;
import dcgan.nn.gan.Latents;
import dcgan.nn.gan.TrainingConfig;
import dcgan.nn.mpi.MpiJob;
import dcgan.tensor.Backend;
import dcgan.tensor.Device;
import dcgan.tensor.Executable;
import dcgan.tensor.Graph;
import dcgan.tensor.Shape;
import dcgan.tensor.Tensor;
import dcgan.tensor.spi.Profiled;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * Measures a model on a backend.
 *
 * @param job the processes that share a step
 * @param training the networks, and the images a step
 * @param threads threads of the backend, for the processor's peak
 * @param warmUpSeconds how long each part runs before it is measured; once in any case
 * @param seconds how long each part is measured; {@value #LEAST} runs in any case
 */
public record Benchmark(Job job, TrainingConfig training, int threads, int warmUpSeconds, int seconds) {
    private static final int LEAST = 2;
    private static final int EXCHANGES = 10;
    private static final double NANOS_A_MILLI = 1e6;
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final String PEAK_MEMORY = "VmHWM:";

    private static final ThreadMXBean ALLOCATION = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** Measures it; takes some three times the seconds and the warm-up. */
    public BenchResult run(Backend backend) throws IOException, InterruptedException {
        Watched watched = new Watched(backend);
        int batchSize = training.batchSize();
        GanTrainer.Builder builder = GanTrainer.of(training).slice(job.slice());
        job.mpi().ifPresent(mpi -> builder.exchange(mpi.exchange()));
        try (GanTrainer trainer = builder.on(watched)) {
            double peakBefore = FmaPeak.gflops(threads);
            ImageBatch images = images(trainer.batchShape());
            Times steps = time(() -> trainer.advance(images), job::decide);
            double exchange = exchangeMillis(trainer, images);
            Profiled.Profile profile = new Profiled.Profile(List.of(), 0, 0, 0);
            int profiledSteps = 1;
            if (watched.compiled instanceof Profiled profiled) {
                profiled.startProfile();
                profiledSteps = repeat(() -> trainer.advance(images), seconds, job::decide).nanos.length;
                profile = profiled.stopProfile();
            }
            // Again, because something else may have had the processor the first time.
            double peak = Math.max(peakBefore, FmaPeak.gflops(threads));
            return new BenchResult(
                    backend.name(),
                    backend.device().name(),
                    training.network().model().toString(),
                    training.network().featureMaps(),
                    training.network().image().dim(1),
                    training.network().image().dim(0),
                    batchSize,
                    threads,
                    steps.imagesPerSecond(batchSize),
                    generation(trainer, backend),
                    peak,
                    steps.allocated,
                    peakMemory(),
                    profile.launches() / profiledSteps,
                    profile.bytesUp() / profiledSteps,
                    profile.bytesDown() / profiledSteps,
                    job.size(),
                    exchange,
                    OpShare.of(profile.ops(), profiledSteps, peak));
        }
    }

    private double generation(GanTrainer trainer, Backend backend) {
        int batchSize = training.batchSize();
        try (ImageSampler sampler = new ImageSampler(trainer.generator(), batchSize, backend)) {
            sampler.load(trainer);
            return time(
                            () -> sampler.sample(Latents.draw(training.seed(), batchSize, trainer.latentSize())),
                            goesOn -> goesOn)
                    .imagesPerSecond(batchSize);
        }
    }

    /** The mean over some steps, for that of all includes the warm-up; 0 for a process alone. */
    private double exchangeMillis(GanTrainer trainer, ImageBatch images) {
        return job.mpi()
                .map(MpiJob::exchange)
                .map(exchange -> {
                    long before = exchange.nanos();
                    for (int i = 0; i < EXCHANGES; i++) {
                        trainer.advance(images);
                    }
                    return (exchange.nanos() - before) / (NANOS_A_MILLI * EXCHANGES);
                })
                .orElse(0.0);
    }

    private Times time(Runnable work, UnaryOperator<Boolean> agreement) {
        work.run();
        repeat(work, warmUpSeconds, agreement);
        return repeat(work, seconds, agreement);
    }

    /**
     * Runs it for so long, at least {@value #LEAST} times unless that is 0.
     *
     * @param agreement on whether to go on, with the other processes
     */
    private static Times repeat(Runnable work, int seconds, UnaryOperator<Boolean> agreement) {
        // Large enough not to grow while allocation is counted.
        long[] nanos = new long[1 << 16];
        int count = 0;
        long before = ALLOCATION.getTotalThreadAllocatedBytes();
        long start = System.nanoTime();
        long end = start + TimeUnit.SECONDS.toNanos(seconds);
        while (agreement.apply(count < nanos.length && (start < end || seconds > 0 && count < LEAST))) {
            work.run();
            long now = System.nanoTime();
            nanos[count++] = now - start;
            start = now;
        }
        long allocated = ALLOCATION.getTotalThreadAllocatedBytes() - before;
        return new Times(Arrays.copyOf(nanos, count), count == 0 ? 0 : allocated / count);
    }

    private ImageBatch images(Shape shape) {
        Random random = new Random(training.seed());
        float[] images = new float[shape.size()];
        for (int i = 0; i < images.length; i++) {
            images[i] = 2 * random.nextFloat() - 1;
        }
        return ImageBatch.of(new Tensor(shape, images));
    }

    private static long peakMemory() throws IOException {
        if (!Files.isReadable(STATUS)) {
            return 0;
        }
        try (Stream<String> lines = Files.lines(STATUS)) {
            return lines.filter(line -> line.startsWith(PEAK_MEMORY))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                    .findFirst()
                    .orElse(0);
        }
    }

    /** The times of some runs, and what one of them allocated on the average. */
    private record Times(long[] nanos, long allocated) {
        double imagesPerSecond(int images) {
            long[] sorted = nanos.clone();
            Arrays.sort(sorted);
            return images * 1e9 / sorted[sorted.length / 2];
        }
    }

    /** A backend that remembers what it compiled last. */
    private static final class Watched implements Backend {
        private final Backend backend;
        private Executable compiled;

        Watched(Backend backend) {
            this.backend = backend;
        }

        @Override
        public String name() {
            return backend.name();
        }

        @Override
        public Device device() {
            return backend.device();
        }

        @Override
        public long memory(Graph graph) {
            return backend.memory(graph);
        }

        @Override
        public long memoryLimit() {
            return backend.memoryLimit();
        }

        @Override
        public Executable compile(Graph graph) {
            compiled = backend.compile(graph);
            return compiled;
        }

        @Override
        public void close() {
            backend.close();
        }
    }
}
