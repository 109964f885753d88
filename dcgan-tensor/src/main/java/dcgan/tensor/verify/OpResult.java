package dcgan.tensor.verify;

import java.util.Optional;

/**
 * How an op, or a kind of graph, came off.
 *
 * @param op the op's name, or {@code graph: …}
 * @param cases how many cases were tried
 * @param maxAbsError the greatest difference from the reference, in any element of any case; infinite if one has a NaN or an
 *     infinity where the other does not
 * @param maxRelError the greatest quotient of a difference and the reference's greatest magnitude in the same buffer
 * @param tolerance what {@code maxRelError} may be at most
 * @param worstCase describes the case with the greatest relative error
 * @param failure what was thrown, if anything; the case and the message in one line
 */
public record OpResult(
        String op,
        int cases,
        double maxAbsError,
        double maxRelError,
        double tolerance,
        String worstCase,
        Optional<String> failure) {

    /** Whether nothing was thrown and the errors are within the tolerance. */
    public boolean passed() {
        return failure.isEmpty() && maxRelError <= tolerance;
    }
}
