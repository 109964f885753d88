package dcgan.cli.run;

import dcgan.nn.Init;
import dcgan.nn.gan.Dcgan;

/**
 * The options of {@code dcgan train} that a run is made of. Each component is called as its option, {@code batchSize} for
 * {@code --batch-size}.
 *
 * @param dataset where the images come from
 * @param data the archive or folder, absolute; null for the cache or where the data set needs none
 * @param limit only the first so many images; null for all
 * @param model which networks
 * @param featureMaps the width of the networks
 * @param latentSize the length of a latent
 * @param init how their weights start
 * @param epochs passes over the data
 * @param batchSize images a batch
 * @param lr Adam's learning rate
 * @param beta1 Adam's decay of the first moment
 * @param beta2 Adam's decay of the second moment
 * @param seed what all random numbers come from
 * @param sampleEvery epochs between sample pictures; 0 for none but the last
 * @param checkpointEvery epochs between checkpoints that are kept; 0 for none but the newest two
 * @param backend as given, {@code auto} included
 * @param device the device of the backend
 * @param threads threads of a backend on the CPU; 0 for one a processor
 * @param vectorBits the width of simd's vectors; null for the machine's
 * @param conv how convolutions are computed; null for its own choice
 * @param kernels which kernels tornado takes for convolutions; null for its own choice
 */
public record TrainOptions(
        DatasetKind dataset,
        String data,
        Integer limit,
        Dcgan.Variant model,
        int featureMaps,
        int latentSize,
        Init init,
        int epochs,
        int batchSize,
        double lr,
        double beta1,
        double beta2,
        long seed,
        int sampleEvery,
        int checkpointEvery,
        String backend,
        int device,
        int threads,
        String vectorBits,
        String conv,
        String kernels) {

    /** The part of them that chooses the backend. */
    public BackendChoice backendChoice() {
        return new BackendChoice(backend, device, threads, vectorBits, conv, kernels);
    }
}
