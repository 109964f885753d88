package dcgan.nn.gan;

import dcgan.nn.testing.TestBackends;
import dcgan.nn.testing.TestBackends.OnEveryBackend;
import dcgan.tensor.Backend;
import dcgan.tensor.Tensor;
import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Five steps of the simple model against PyTorch's, through the public API alone; ten times as loosely where convolutions
 * are computed by Winograd's algorithm, which rounds more.
 */
class GoldenTrainingTest {

    private static final int BATCH = 4;
    private static final int LATENT_SIZE = 100;

    /** The golden names of the weights, in the order of their {@code layer_index}, and ours. */
    private static final Map<String, String> WEIGHTS = new LinkedHashMap<>();

    static {
        WEIGHTS.put("D.conv1", "discriminator.0.weight");
        WEIGHTS.put("D.conv2", "discriminator.2.weight");
        WEIGHTS.put("D.conv3", "discriminator.4.weight");
        WEIGHTS.put("D.conv4", "discriminator.6.weight");
        WEIGHTS.put("G.convT1", "generator.0.weight");
        WEIGHTS.put("G.convT2", "generator.2.weight");
        WEIGHTS.put("G.convT3", "generator.4.weight");
        WEIGHTS.put("G.convT4", "generator.6.weight");
    }

    /**
     * How far a run may be from PyTorch's; see {@code suggested_tolerances}.
     *
     * @param steps relative, of losses and opinions in each step; the first also of gradients and pictures
     */
    private record Tolerances(double[] steps, double weightsAfter1, double weightsAfter5, double finalImage) {}

    /** What remains where Winograd's algorithm adds up numbers whose sum is zero. */
    private static double zero(String backend) {
        return backend.equals(TestBackends.WINOGRAD) ? 1e-11 : 0;
    }

    @OnEveryBackend
    void hash(String backend) throws IOException {
        Formula weights = (i, layer) -> 0.05 * (2 * Golden.hash(i, layer) - 1);
        Formula real = (i, unused) -> 2 * Golden.hash(i, 100) - 1;
        Formula z = (i, draw) -> Math.sqrt(3) * (2 * Golden.hash(i, 200 + draw) - 1);
        double[] steps = {1e-5, 1e-5, 1e-5, 1e-5, 1e-4};
        Tolerances tolerances = new Tolerances(steps, 1e-6, 2e-5, 2e-3);
        if (backend.equals(TestBackends.WINOGRAD)) {
            steps = new double[] {1e-4, 1e-4, 1e-4, 1e-4, 1e-3};
            tolerances = new Tolerances(steps, 1e-5, 2e-4, 1e-2);
        }
        check(backend, "train_hash_float32", weights, real, z, tolerances);
    }

    @OnEveryBackend
    void sin(String backend) throws IOException {
        Formula weights = (i, layer) -> 0.05 * Math.sin(0.1 * i + layer);
        Formula real = (i, unused) -> Math.sin(0.01 * i);
        Formula z = (i, draw) -> Math.cos(0.37 * i + draw);
        double first = backend.equals(TestBackends.WINOGRAD) ? 1e-3 : 1e-4;
        Tolerances tolerances = new Tolerances(new double[] {first, 2e-2, 2e-2, 2e-2, 2e-2}, 5e-6, 1e-3, 2e-2);
        check(backend, "train_sin_float32", weights, real, z, tolerances);
    }

    private static void check(
            String name, String entry, Formula weights, Formula real, Formula z, Tolerances tolerances)
            throws IOException {
        Golden golden = Golden.load("pytorch-training.json", entry);
        Map<String, float[]> gradients = new HashMap<>();
        try (Backend backend = TestBackends.open(name);
                GanTrainer trainer = GanTrainer.of(
                                TrainingConfig.of(DcganConfig.simple()).batchSize(BATCH))
                        .latents((draw, latents) -> fill(latents, z, draw))
                        .exchange((network, access) -> collect(network, access, gradients))
                        .on(backend);
                ImageSampler sampler = new ImageSampler(trainer.generator(), BATCH, backend)) {
            int layer = 0;
            for (Map.Entry<String, String> weight : WEIGHTS.entrySet()) {
                float[] values = new float[trainer.read(weight.getValue()).length];
                fill(values, weights, layer++);
                trainer.write(weight.getValue(), values);
                golden.at("initial").at(weight.getKey()).checkFirst("first8", trainer.read(weight.getValue()), 0);
                golden.at("initial").at(weight.getKey()).checkWhole(values, 1e-7, 1e-10);
            }
            checkImages(
                    golden.at("fake_first_forward"),
                    sampler.load(trainer),
                    z,
                    0,
                    tolerances.steps()[0]);

            float[] images = new float[trainer.batchShape().size()];
            fill(images, real, 0);
            ImageBatch batch = ImageBatch.of(new Tensor(trainer.batchShape(), images));
            for (int step = 0; step < 5; step++) {
                double tolerance = tolerances.steps()[step];
                checkStep(golden.at("steps", step), trainer.step(batch), trainer, tolerance);
                if (step == 0) {
                    WEIGHTS.forEach((theirs, ours) -> {
                        Golden gradient = golden.at("gradients_step1").at(theirs);
                        gradient.checkFirstRelative(
                                "first8", gradients.get(ours), tolerances.steps()[0], zero(name));
                        gradient.checkWhole(gradients.get(ours), tolerances.steps()[0], 1e-6);
                    });
                    checkWeights(golden.at("weights_after_step1"), trainer, tolerances.weightsAfter1());
                }
            }
            checkWeights(golden.at("weights_after_step5"), trainer, tolerances.weightsAfter5());
            Golden last = golden.at("generator_output_after_step5_z99");
            float[] image = checkImages(last, sampler.load(trainer), z, 99, tolerances.finalImage());
            last.checkFirstRelative("pixels_sample0_ch0_row0", image, tolerances.finalImage());
        }
    }

    private static void checkStep(Golden golden, StepReport step, GanTrainer trainer, double tolerance) {
        golden.check("lossD", step.get("lossD"), tolerance);
        golden.check("lossD_real", step.get("lossD_real"), tolerance);
        golden.check("lossD_fake", step.get("lossD_fake"), tolerance);
        golden.check("lossG", step.get("lossG"), tolerance);
        golden.check("D_x", step.get("D_x"), tolerance);
        golden.check("D_G_z1", step.get("D_G_z1"), tolerance);
        golden.check("D_G_z2", step.get("D_G_z2"), tolerance);
        golden.checkFirstRelative("D_real_out", trainer.read("D(x)"), tolerance);
        golden.checkFirstRelative("D_fake1_out", trainer.read("D(G(z)).1"), tolerance);
        golden.checkFirstRelative("D_fake2_out", trainer.read("D(G(z)).2"), tolerance);
    }

    private static void checkWeights(Golden golden, GanTrainer trainer, double tolerance) {
        WEIGHTS.forEach((theirs, ours) -> {
            golden.at(theirs).checkFirst("first8", trainer.read(ours), tolerance);
            golden.at(theirs).checkWhole(trainer.read(ours), Math.max(1e-5, tolerance), Math.max(1e-6, tolerance));
        });
    }

    private static float[] checkImages(Golden golden, ImageSampler sampler, Formula z, int draw, double tolerance) {
        float[] latents = new float[BATCH * LATENT_SIZE];
        fill(latents, z, draw);
        float[] images = sampler.sample(latents);
        golden.checkFirstRelative("first8", images, tolerance);
        golden.checkWhole(images, tolerance, Math.max(1e-6, 0.1 * tolerance));
        return images;
    }

    private static void collect(Network network, GradientExchange.Gradients access, Map<String, float[]> gradients) {
        for (String name : access.names()) {
            float[] values = new float[access.shape(name).size()];
            access.read(name, values);
            gradients.putIfAbsent(network + "." + name, values);
        }
    }

    private static void fill(float[] values, Formula formula, int parameter) {
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) formula.at(i, parameter);
        }
    }

    /** The element at a flat index. */
    private interface Formula {
        double at(int i, int parameter);
    }
}
