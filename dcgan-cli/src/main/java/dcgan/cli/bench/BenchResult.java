package dcgan.cli.bench;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;

/**
 * What was measured.
 *
 * @param backend the backend's name
 * @param device its device
 * @param model which networks
 * @param featureMaps their width
 * @param imageSize height and width of the images, in pixels
 * @param channels channels of the images
 * @param batchSize images a step
 * @param threads threads of a backend on the CPU
 * @param trainImagesPerSecond real images a second, by the median step
 * @param generateImagesPerSecond images a second, by the median batch
 * @param fmaPeakGflops what the processor does at most with that many threads; 0 where vector operations are slow
 * @param bytesAllocatedPerStep bytes that all threads of the JVM allocated in a training step after the warm-up
 * @param peakMemoryBytes the most memory that the process held so far; 0 where the system does not tell
 * @param launchesPerStep kernels started on a device in a step
 * @param bytesUpPerStep bytes copied to a device in a step
 * @param bytesDownPerStep bytes copied from a device in a step
 * @param processes how many processes share a step; the speeds of training are theirs together
 * @param exchangeMillisPerStep what averaging over the processes takes in a step, waiting for others included; 0 for one process
 * @param ops where the time of a step goes; empty if the backend cannot tell
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record BenchResult(
        String backend,
        String device,
        String model,
        int featureMaps,
        int imageSize,
        int channels,
        int batchSize,
        int threads,
        double trainImagesPerSecond,
        double generateImagesPerSecond,
        double fmaPeakGflops,
        long bytesAllocatedPerStep,
        long peakMemoryBytes,
        long launchesPerStep,
        long bytesUpPerStep,
        long bytesDownPerStep,
        int processes,
        double exchangeMillisPerStep,
        List<OpShare> ops) {}
