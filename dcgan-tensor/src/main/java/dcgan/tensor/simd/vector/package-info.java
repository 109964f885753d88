/**
 * The vector width: how it is chosen, and the constants that follow from it; and the one loop over vectors that several packages
 * need. Every other package may depend on this one.
 */
package dcgan.tensor.simd.vector;
