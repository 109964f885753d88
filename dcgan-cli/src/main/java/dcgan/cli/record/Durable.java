package dcgan.cli.record;

/** A listener whose files may be written behind the scenes. */
interface Durable {
    /** Makes sure that all that was written so far outlives a loss of power. */
    void sync();
}
