package dcgan.nn.mpi;

import dcgan.nn.gan.GanTrainer;
import dcgan.nn.gan.StepReport;
import dcgan.nn.gan.TrainingListener;
import dcgan.tensor.Value;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;

/**
 * Compares the parameters of all processes of a job by a hash, and ends the training if they differ. BatchNorm's running statistics
 * are not compared: each process has those of its own pictures.
 */
public final class ParameterCheck implements TrainingListener {

    /** How many steps there are from one check to the next. */
    public static final int STEPS = 100;

    private final MpiJob job;
    private GanTrainer trainer;

    ParameterCheck(MpiJob job) {
        this.job = job;
    }

    /**
     * {@inheritDoc}
     *
     * @throws MpiException if the processes begin with different parameters
     */
    @Override
    public void begin(GanTrainer begun) {
        trainer = begun;
        check();
    }

    /**
     * {@inheritDoc}
     *
     * @throws MpiException if the parameters of the processes have become different
     */
    @Override
    public void step(StepReport step) {
        if (trainer.steps() % STEPS == 0) {
            check();
        }
    }

    private void check() {
        List<String> hashes = job.gather(hash(trainer));
        List<String> places = job.places();
        for (int i = 1; i < hashes.size(); i++) {
            if (!hashes.get(i).equals(hashes.getFirst())) {
                throw MpiException.common("the parameters of " + places.get(i) + " differ from those of "
                        + places.getFirst() + " after step " + trainer.steps()
                        + ", which is an error of a machine or of this program; resume from the newest checkpoint, and"
                        + " check that machine if it happens again");
            }
        }
    }

    /** Of all that is trained and of the optimisers. */
    private static String hash(GanTrainer trainer) {
        CRC32C crc = new CRC32C();
        ByteBuffer bytes = ByteBuffer.allocate(0);
        for (Map.Entry<String, Value> parameter : trainer.graph().parameters().entrySet()) {
            if (isCommon(parameter.getKey())) {
                float[] values = trainer.read(parameter.getKey());
                int length = values.length * Float.BYTES;
                if (bytes.capacity() < length) {
                    bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
                }
                bytes.clear();
                bytes.asFloatBuffer().put(values);
                crc.update(bytes.limit(length));
            }
        }
        return Long.toHexString(crc.getValue());
    }

    private static boolean isCommon(String name) {
        return !name.endsWith(".running_mean") && !name.endsWith(".running_var");
    }
}
