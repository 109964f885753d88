package dcgan.tensor.simd.memory;

import dcgan.tensor.planning.SummationOrder;
import dcgan.tensor.simd.vector.FloatSpecies;

/**
 * How channels are divided into blocks, and those, as columns of a matrix, into panels. Unless the image is thin, a block has
 * space for {@value #BLOCK} channels, however few there are: with that constant distance between two images a micro-kernel
 * needs no arithmetic to find its rows.
 *
 * @param channels all of them
 * @param size channels of a block; the last block may use fewer
 * @param count blocks; {@code count · size ≥ channels}
 */
public record ChannelBlocks(int channels, int size, int count) {

    /** Channels of a block unless the image is thin: as many as a micro-kernel sums at once. */
    public static final int BLOCK = SummationOrder.PART;

    /** Columns of a panel, which a micro-kernel computes at once: two vectors. */
    public static final int NR = 2 * FloatSpecies.V;

    /** Up to here an image is thin: its channels are not padded, and kernels gather its pixels first. */
    public static final int THIN = SummationOrder.THIN;

    /** The blocks of an image's channels. */
    static ChannelBlocks of(int channels) {
        return channels <= THIN ? new ChannelBlocks(channels, channels, 1) : padded(channels);
    }

    /** Blocks with room for {@value #BLOCK} channels, even of a thin image. */
    static ChannelBlocks padded(int channels) {
        return new ChannelBlocks(channels, BLOCK, Math.ceilDiv(channels, BLOCK));
    }

    /** Channels of a block that are no padding. */
    public int used(int block) {
        return Math.min(size, channels - block * size);
    }

    /** Panels of {@link #NR} columns that a block's channels fill. */
    public int panels(int block) {
        return Math.ceilDiv(used(block), NR);
    }
}
