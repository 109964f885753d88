/**
 * Tensors as everybody above sees them: shapes, the op set, graphs of ops, and the backends that run those graphs.
 *
 * <p>What belongs to one backend alone lives in a package of its own, which is not exported.
 */
package dcgan.tensor;
