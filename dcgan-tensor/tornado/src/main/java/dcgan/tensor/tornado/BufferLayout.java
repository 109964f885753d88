package dcgan.tensor.tornado;

/** How the numbers of a buffer lie in the arena. */
enum BufferLayout {
    /** As the host sees them. */
    ROW_MAJOR,
    /** An image {@code [N, C, H, W]} as {@code [C][H][W][P]}, P being N rounded up to whole vectors. */
    BATCH_INNERMOST
}
