package dcgan.nn.gan;

/** Where the trainer takes real pictures from. */
@FunctionalInterface
public interface BatchSource {

    /**
     * The batches of an epoch. For the same arguments it must give the same ones, or a resumed training will differ from an
     * uninterrupted one.
     *
     * @param epoch counted from 1
     * @param fromBatch how many batches to leave out at the beginning, because they were trained on before
     * @return arrays {@code [B, C, H, W]}, row-major; one may be reused for the next batch
     */
    Iterable<float[]> epoch(int epoch, int fromBatch);
}
