package dcgan.cli.config;

import dcgan.nn.Init;
import dcgan.nn.gan.AdamConfig;
import dcgan.nn.gan.DcganConfig;
import dcgan.nn.gan.TrainingConfig;

/**
 * The options of {@code dcgan train} that a run is made of. Each component is called as its option, {@code batchSize} for
 * {@code --batch-size}.
 *
 * <p>A field that is missing in a {@code config.json} stands for the default of its option.
 *
 * @param dataset where the images come from
 * @param data the archive or folder, absolute; null for the cache or where the data set needs none
 * @param limit only so many images; null for all
 * @param model which networks
 * @param featureMaps the width of the networks
 * @param latentSize the length of a latent
 * @param init how their weights start; null for the model's own way
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
        @WhenMissing("\"cifar10\"") DatasetKind dataset,
        @WhenMissing("null") String data,
        @WhenMissing("null") Integer limit,
        @WhenMissing("\"simple\"") DcganConfig.Variant model,
        @WhenMissing("64") int featureMaps,
        @WhenMissing("100") int latentSize,
        @WhenMissing("null") Init init,
        @WhenMissing("80") int epochs,
        @WhenMissing("64") int batchSize,
        @WhenMissing("0.0002") double lr,
        @WhenMissing("0.5") double beta1,
        @WhenMissing("0.999") double beta2,
        @WhenMissing("1") long seed,
        @WhenMissing("5") int sampleEvery,
        @WhenMissing("5") int checkpointEvery,
        @WhenMissing("\"auto\"") String backend,
        @WhenMissing("0") int device,
        @WhenMissing("0") int threads,
        @WhenMissing("null") String vectorBits,
        @WhenMissing("null") String conv,
        @WhenMissing("null") String kernels) {

    /** Fills in the initialisation. */
    public TrainOptions {
        init = init == null && model != null ? model.init() : init;
    }

    /** What defines the training. */
    public TrainingConfig training() {
        return TrainingConfig.of(DcganConfig.of(model)
                        .latentSize(latentSize)
                        .featureMaps(featureMaps)
                        .init(init))
                .optimizers(AdamConfig.DEFAULT.lr(lr).betas(beta1, beta2))
                .batchSize(batchSize)
                .seed(seed);
    }

    /** The part of them that chooses the backend. */
    public BackendChoice backendChoice() {
        return new BackendChoice(backend, device, threads, vectorBits, conv, kernels);
    }
}
