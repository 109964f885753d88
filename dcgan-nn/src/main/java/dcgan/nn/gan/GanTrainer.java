package dcgan.nn.gan;

import dcgan.nn.Init;
import dcgan.nn.Sequential;
import dcgan.tensor.Backend;
import dcgan.tensor.Graph;
import dcgan.tensor.Shape;
import dcgan.tensor.Tensor;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Trains a generator against a discriminator. A step: the discriminator's loss on real pictures and on G(z), the gradients
 * summed, Adam on the discriminator; then, with a new z and the updated discriminator, the generator's loss on D(G(z)), Adam on
 * the generator, and the average of the generator, if one is kept. The {@link Objective} has the losses. BatchNorm is in training mode throughout, and each pass normalises by
 * itself.
 *
 * <p>The same seed, batches and backend give the same bits, interrupted by a {@link Checkpoint} or not. Not thread-safe but
 * for {@link #stop}.
 */
public final class GanTrainer implements TensorSource, AutoCloseable {

    /** The latents are drawn by a float32 counter, which is exact up to here. */
    private static final int MAX_STEPS = 1 << 24;

    private final GanGraph.Settings settings;
    private final GanExecutable executable;
    private final Shape batchShape;
    private final Shape imageShape;
    private final Progress progress;
    private final List<TrainingListener> listeners = new ArrayList<>();
    private volatile boolean stopRequested;

    private GanTrainer(GanGraph.Settings settings, GanExecutable executable) {
        this.settings = settings;
        this.executable = executable;
        this.progress = new Progress(settings.config().metrics());
        this.batchShape = graph().named(GanGraph.REAL).shape();
        this.imageShape = Shape.of(batchShape.dim(1), batchShape.dim(2), batchShape.dim(3));
    }

    /**
     * Starts to set up a trainer of a DCGAN.
     *
     * @throws IllegalArgumentException if the configuration has no network
     */
    public static Builder of(TrainingConfig config) {
        DcganConfig network = config.network();
        if (network == null) {
            throw new IllegalArgumentException(
                    "the configuration has no network, so the networks must be given with it");
        }
        return new Builder(config, network.generator(), network.discriminator(config.objective()), network.init());
    }

    /**
     * Starts to set up a trainer of networks of the caller's own.
     *
     * @param generator {@code [B, latent size, 1, 1] → [B, C, H, W]}
     * @param discriminator {@code [B, C, H, W]} to one output for each picture, a logit or, if the objective allows a
     *     {@link dcgan.nn.Sigmoid} at its end, a probability
     * @param config has no network; see {@link TrainingConfig#ofOwnNetworks}
     * @throws IllegalArgumentException if the generator has no layer that tells the latent size, the discriminator ends in a
     *     {@code Sigmoid} that the objective does not allow, or the configuration has a network
     */
    public static Builder of(Sequential generator, Sequential discriminator, TrainingConfig config) {
        if (config.network() != null) {
            throw new IllegalArgumentException("the configuration has a network of its own, " + config.network());
        }
        if (GanGraph.endsInSigmoid(discriminator) && !config.objective().sigmoid()) {
            throw new IllegalArgumentException("the discriminator ends in a Sigmoid, but the objective "
                    + config.objective().name() + " needs its logits");
        }
        Latents.size(generator);
        return new Builder(config, generator, discriminator, Init.DEFAULT);
    }

    /**
     * Adds a listener, which is told of all that follows, after those that were added before it.
     *
     * @param listener closed with the trainer
     */
    public void add(TrainingListener listener) {
        listeners.add(Objects.requireNonNull(listener));
    }

    /**
     * Trains until a number of epochs is complete, those before a restored checkpoint counted, or until {@link #stop}.
     *
     * @param source gives the real pictures, of the shape {@link #imageShape()} in batches of the shape {@link #batchShape()}
     * @param epochs how many shall be complete in the end
     * @return whether they are; false if it was stopped
     * @throws DivergedException if a loss becomes infinite or not a number
     * @throws IllegalArgumentException if the source or a batch has another shape, an epoch has no batch, or the learning rates
     *     fall to zero before the last epoch
     */
    public boolean train(BatchSource source, int epochs) {
        if (source == null) {
            throw new IllegalArgumentException("the source of batches is null");
        }
        if (!source.imageShape().equals(imageShape())) {
            throw new IllegalArgumentException(
                    "the source has pictures of " + source.imageShape() + ", but the trainer needs " + imageShape());
        }
        LinearDecay decay = config().decay();
        if (decay != null && epochs > decay.epochs()) {
            throw new IllegalArgumentException("the learning rates fall to zero after epoch " + decay.epochs()
                    + ", so there is nothing to train until epoch " + epochs);
        }
        try {
            listeners.forEach(listener -> listener.begin(this));
            boolean complete = trainEpochs(source, epochs);
            listeners.forEach(listener -> listener.end(complete));
            return complete;
        } finally {
            stopRequested = false;
        }
    }

    /** Whether all epochs are complete; false if it was stopped. */
    private boolean trainEpochs(BatchSource source, int epochs) {
        while (progress.epochs() < epochs) {
            if (!trainEpoch(source)) {
                return false;
            }
            endEpoch();
        }
        return true;
    }

    /** Whether the epoch is complete; false if it was stopped. */
    private boolean trainEpoch(BatchSource source) {
        try (Stream<ImageBatch> epoch = source.epoch(progress.epochs() + 1, progress.batches())) {
            Iterator<ImageBatch> batches = epoch.iterator();
            while (batches.hasNext()) {
                if (stopRequested) {
                    return false;
                }
                advance(batches.next());
            }
            return true;
        }
    }

    /** Makes {@link #train} return after the batch that it is at, or at once when it begins. Any thread may call it. */
    public void stop() {
        stopRequested = true;
    }

    /**
     * One training step.
     *
     * @param batch real pictures, {@link #batchShape()}
     * @return what it reports; the listeners were told the same
     * @throws DivergedException if a loss is infinite or not a number
     * @throws IllegalArgumentException if the batch has another shape
     */
    public StepReport step(ImageBatch batch) {
        return report(play(batch));
    }

    /**
     * One training step, like {@link #step}, that makes a report only if there are listeners; without them it allocates nothing.
     *
     * @param batch real pictures, {@link #batchShape()}
     * @throws DivergedException if a loss is infinite or not a number
     * @throws IllegalArgumentException if the batch has another shape
     */
    public void advance(ImageBatch batch) {
        play(batch);
    }

    private StepValues play(ImageBatch batch) {
        if (batch == null) {
            throw new IllegalArgumentException("the batch is null");
        }
        Tensor images = batch.images();
        if (!images.shape().equals(batchShape)) {
            throw new IllegalArgumentException(
                    "a batch has the shape " + images.shape() + ", but the trainer needs " + batchShape);
        }
        if (progress.steps() == MAX_STEPS) {
            throw new IllegalStateException("a training has at most " + MAX_STEPS + " steps");
        }
        StepValues values = executable.play(images.data(), progress.epochs(), progress.steps());
        if (!values.isFinite()) {
            throw new DivergedException(values.report(progress.epochs() + 1, progress.batches() + 1));
        }
        progress.add(values);
        if (!listeners.isEmpty()) {
            StepReport report = report(values);
            listeners.forEach(listener -> listener.step(report));
        }
        return values;
    }

    private StepReport report(StepValues values) {
        return values.report(progress.epochs() + 1, progress.batches());
    }

    private void endEpoch() {
        if (progress.batches() == 0) {
            throw new IllegalArgumentException(
                    "epoch " + (progress.epochs() + 1) + " has no batch of " + batchShape.dim(0) + " pictures");
        }
        EpochReport report = progress.endEpoch();
        listeners.forEach(listener -> listener.epoch(report));
    }

    /** How many epochs are complete. */
    public int epochs() {
        return progress.epochs();
    }

    /** How many batches of the next epoch are done. */
    public int batches() {
        return progress.batches();
    }

    /** How many steps were done in all epochs. */
    public int steps() {
        return progress.steps();
    }

    /** The shape of a batch of pictures, or of this trainer's slice of it, {@code [B, C, H, W]}. */
    public Shape batchShape() {
        return batchShape;
    }

    /** The shape of one picture, {@code [C, H, W]}. */
    public Shape imageShape() {
        return imageShape;
    }

    /** What the training is defined by. */
    public TrainingConfig config() {
        return settings.config();
    }

    /** The number of channels of a latent. */
    public int latentSize() {
        return settings.latentSize();
    }

    /** The metrics that every step reports, in their order. */
    public List<Metric> metrics() {
        return settings.config().metrics();
    }

    /** The seed of everything random. */
    public long seed() {
        return settings.config().seed();
    }

    /** The networks' layers, for an {@link ImageSampler}. */
    public Sequential generator() {
        return settings.generator();
    }

    /**
     * The graph of a step: four stages, gradients and update of the discriminator, then of the generator. With {@link
     * Builder#syncBatchNorm} and a slice the gradients take several stages.
     */
    public Graph graph() {
        return executable.graph();
    }

    /**
     * Reads a tensor, row-major.
     *
     * @param name a parameter, a buffer, or state of an optimiser, such as {@code optimizer_d.0.weight.exp_avg}
     * @throws IllegalArgumentException if there is none of that name
     */
    public float[] read(String name) {
        return executable.read(name);
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException if there is none of that name and shape
     */
    @Override
    public float[] read(String name, Shape shape) {
        Shape own = graph().named(name).shape();
        if (!own.equals(shape)) {
            throw new IllegalArgumentException(name + " is " + own + " in the trainer, but should be " + shape);
        }
        return executable.read(name);
    }

    /**
     * The averaged generator, under the names of the generator; empty if the configuration has no average. Its running statistics
     * are computed when they are first read after a step; see {@link AverageConfig}.
     */
    public Optional<TensorSource> averaged() {
        return config().average() == null ? Optional.empty() : Optional.of(new AveragedGenerator(this));
    }

    /**
     * Overwrites a tensor that can be {@linkplain #read read}. Running statistics of the averaged generator are an exception: they
     * follow from its weights.
     *
     * @throws IllegalArgumentException if there is none of that name, or the array has another length
     */
    public void write(String name, float[] values) {
        executable.write(name, values);
    }

    Progress progress() {
        return progress;
    }

    /** Whether the discriminator yields probabilities, not logits. */
    boolean hasProbabilities() {
        return GanGraph.endsInSigmoid(settings.discriminator());
    }

    /** Closes the listeners, the last one first, and gives the executable's buffers back; the backend stays open. */
    @Override
    public void close() {
        try (executable) {
            close(List.copyOf(listeners));
        } finally {
            listeners.clear();
        }
    }

    /** The last one first, and every one, whatever another one throws. */
    private static void close(List<TrainingListener> listeners) {
        if (!listeners.isEmpty()) {
            try (TrainingListener _ = listeners.getFirst()) {
                close(listeners.subList(1, listeners.size()));
            }
        }
    }

    /** What a trainer can be told beside its configuration, before it is built by {@link #on}. */
    public static final class Builder {

        private final TrainingConfig config;
        private final Sequential generator;
        private final Sequential discriminator;
        private Init init;
        private LatentSource latents;
        private GradientExchange exchange = GradientExchange.NONE;
        private BatchSlice slice = BatchSlice.WHOLE;
        private boolean syncBatchNorm;

        private Builder(TrainingConfig config, Sequential generator, Sequential discriminator, Init init) {
            this.config = config;
            this.generator = generator;
            this.discriminator = discriminator;
            this.init = init;
        }

        /**
         * How networks of the caller's own start; as PyTorch's layers do by default.
         *
         * @throws IllegalArgumentException if the networks are a {@link DcganConfig}'s, which says how they start
         */
        public Builder init(Init initialisation) {
            if (config.network() != null) {
                throw new IllegalArgumentException(
                        "the configuration says how its network starts: " + config.network());
            }
            init = Objects.requireNonNull(initialisation);
            return this;
        }

        /** Has the latents given by the caller; by default they are drawn from N(0, 1) where the training runs. */
        public Builder latents(LatentSource source) {
            latents = Objects.requireNonNull(source);
            return this;
        }

        /** Has the gradients exchanged before each update; they are left as they are by default. */
        public Builder exchange(GradientExchange gradients) {
            exchange = Objects.requireNonNull(gradients);
            return this;
        }

        /**
         * Has the trainer take a part of each batch, beside other trainers that take the rest. Latents and augmentation are those
         * that the pictures have in the whole batch. The {@link #exchange} is to average gradients and metrics.
         */
        public Builder slice(BatchSlice part) {
            slice = Objects.requireNonNull(part);
            return this;
        }

        /**
         * Whether BatchNorm normalises by the statistics of the whole batch, which the {@link #exchange} averages. By default it
         * normalises by those of the {@link #slice}.
         */
        public Builder syncBatchNorm(boolean ofWholeBatch) {
            syncBatchNorm = ofWholeBatch;
            return this;
        }

        /**
         * The trainer, its networks freshly initialised.
         *
         * @param backend runs it; stays open when the trainer is closed
         * @throws IllegalArgumentException if the discriminator does not take what the generator makes, or the batch cannot be cut
         *     into equal slices
         */
        public GanTrainer on(Backend backend) {
            GanGraph.Settings settings = new GanGraph.Settings(
                    config, generator, discriminator, Latents.size(generator), latents == null, slice, syncBatchNorm);
            return new GanTrainer(settings, new GanExecutable(settings, init, latents, exchange, backend));
        }
    }
}
