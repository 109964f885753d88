package dcgan.tensor.simd;

import dcgan.tensor.op.Op;
import java.util.List;

/**
 * What a compiled stage does for one op.
 *
 * @param op the op, for tables
 * @param steps in the order in which they run
 * @param written the storages that it changes
 */
record Task(Op op, List<Step> steps, List<Storage> written) {}
