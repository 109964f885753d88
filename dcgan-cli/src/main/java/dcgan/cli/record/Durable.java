package dcgan.cli.record;

/** A listener whose rows the system may still hold in memory. */
interface Durable {
    /** Makes sure that all that was written so far outlives a loss of power. */
    void sync();
}
