package dcgan.tensor.spi;

import dcgan.tensor.op.Op;
import java.util.List;

/** An {@link dcgan.tensor.Executable} that can tell where the time of its runs goes. */
public interface Profiled {

    /**
     * Measures from now on, which may slow the runs down a little. A measurement that was begun before starts again.
     *
     * @throws IllegalStateException if the executable is closed or in use by another thread
     */
    void startProfile();

    /**
     * Ends the measurement and tells what was seen since {@link #startProfile()}.
     *
     * @throws IllegalStateException if none was started, or the executable is closed or in use by another thread
     */
    Profile stopProfile();

    /**
     * What a number of runs did.
     *
     * @param ops the time of each op of the graph, and of each copy that an op needed; of ops that are computed together the
     *     first has it all
     * @param launches kernels started on a device; 0 for a backend on the host
     * @param bytesUp bytes copied to a device; 0 for a backend on the host
     * @param bytesDown bytes copied from a device; 0 for a backend on the host
     */
    record Profile(List<OpTime> ops, long launches, long bytesUp, long bytesDown) {}

    /**
     * The time of one op of the graph, or of a copy that the backend makes for it.
     *
     * @param op the op, whose shapes tell its work
     * @param step the op's name, or for a copy what is copied, such as {@code relayout [64, 3, 32, 32]}
     * @param runs how often it ran
     * @param nanos the time of all its runs
     */
    record OpTime(Op op, String step, long runs, long nanos) {

        /** The time of an op itself. */
        public OpTime(Op op, long runs, long nanos) {
            this(op, op.name(), runs, nanos);
        }

        /** Whether this is the op itself, not a copy for it. */
        public boolean isOp() {
            return step.equals(op.name());
        }
    }
}
