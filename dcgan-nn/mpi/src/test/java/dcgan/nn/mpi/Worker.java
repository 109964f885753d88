package dcgan.nn.mpi;

import dcgan.nn.gan.Augmentation;
import dcgan.nn.gan.AverageConfig;
import dcgan.nn.gan.DcganConfig;
import dcgan.nn.gan.DivergedException;
import dcgan.nn.gan.GanTrainer;
import dcgan.nn.gan.GradientExchange;
import dcgan.nn.gan.ImageBatch;
import dcgan.nn.gan.Network;
import dcgan.nn.gan.StepReport;
import dcgan.nn.gan.TrainingConfig;
import dcgan.tensor.Backend;
import dcgan.tensor.BackendOptions;
import dcgan.tensor.Backends;
import dcgan.tensor.Philox;
import dcgan.tensor.Shape;
import dcgan.tensor.Tensor;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * What {@code mpirun} starts in tests: a short training, of which rank 0 writes the averaged gradients of the first step, and the
 * losses of all steps.
 */
final class Worker {
    private static final int BATCH = 8;

    private Worker() {}

    /** Expects the number of steps, the model, the convolutions, what is wrong, in rank 1 unless it is the GPU, and the file to write. */
    public static void main(String[] args) throws IOException {
        int steps = Integer.parseInt(args[0]);
        MpiJob job = MpiJob.join();
        try {
            if (args[3].equals("gpu")) {
                job.requireOwnDevice("GPU 0");
            }
            Trained trained = train(job, steps, config(args[1]), args[2], job.rank() == 1 ? args[3] : "nothing");
            if (job.rank() == 0) {
                trained.write(Path.of(args[4]));
            }
        } catch (MpiException e) {
            if (job.rank() == 0 || !e.isCommon()) {
                System.err.println(e.getMessage());
            }
            job.close();
            System.exit(3);
        }
        job.close();
    }

    private static TrainingConfig config(String model) {
        DcganConfig network = model.equals("batchnorm") ? DcganConfig.batchnorm() : DcganConfig.simple();
        return TrainingConfig.of(
                        network.image(Shape.of(3, 16, 16)).featureMaps(4).latentSize(6))
                .batchSize(BATCH)
                .average(AverageConfig.DEFAULT.halfLife(100))
                .augment(Augmentation.of("translate,cutout"));
    }

    private record Trained(List<float[]> gradients, List<StepReport> reports) {
        void write(Path file) throws IOException {
            try (DataOutputStream out = new DataOutputStream(Files.newOutputStream(file))) {
                write(out, gradients);
                write(
                        out,
                        reports.stream()
                                .map(report -> new float[] {report.get("lossD"), report.get("lossG")})
                                .toList());
            }
        }

        private static void write(DataOutputStream out, List<float[]> arrays) throws IOException {
            out.writeInt(arrays.stream().mapToInt(array -> array.length).sum());
            for (float[] array : arrays) {
                for (float value : array) {
                    out.writeFloat(value);
                }
            }
        }
    }

    private static Trained train(MpiJob job, int steps, TrainingConfig config, String conv, String wrong) {
        List<float[]> gradients = new ArrayList<>();
        List<StepReport> reports = new ArrayList<>();
        try (Backend backend = Backends.open("simd", new BackendOptions(0, 1, Map.of("simd.conv", conv)));
                GanTrainer trainer = GanTrainer.of(config)
                        .slice(job.slice())
                        .syncBatchNorm(true)
                        .exchange(keeping(job.exchange(), gradients))
                        .on(backend)) {
            ParameterCheck check = job.parameterCheck();
            check.begin(trainer);
            trainer.add(check);
            int length = trainer.batchShape().size();
            float[] images = new float[length * job.size()];
            for (int step = 0; step < steps; step++) {
                Philox.uniform(7, 0, step, -1, 1, images);
                float[] own = Arrays.copyOfRange(images, job.rank() * length, (job.rank() + 1) * length);
                if (wrong.equals("nan") && step == 2) {
                    Arrays.fill(own, Float.NaN);
                }
                if (wrong.equals("memory") && step == 50) {
                    float[] weights = trainer.read("generator.0.weight");
                    weights[3] = Math.nextUp(weights[3]);
                    trainer.write("generator.0.weight", weights);
                }
                reports.add(trainer.step(ImageBatch.of(new Tensor(trainer.batchShape(), own))));
            }
        } catch (DivergedException e) {
            throw MpiException.common(
                    e.getMessage() + " because of " + job.exchange().notFinite());
        }
        return new Trained(gradients, reports);
    }

    /** Keeps the averaged gradients of the first step. */
    private static GradientExchange keeping(MpiExchange exchange, List<float[]> kept) {
        return new GradientExchange() {
            private int networks;

            @Override
            public void exchange(Network network, Gradients gradients) {
                exchange.exchange(network, gradients);
                if (networks++ < 2) {
                    for (String name : gradients.names()) {
                        float[] values = new float[gradients.shape(name).size()];
                        gradients.read(name, values);
                        kept.add(values);
                    }
                }
            }

            @Override
            public void synchronize(Network network, Tensors statistics) {
                exchange.synchronize(network, statistics);
            }
        };
    }
}
