/** The closed set of ops, one record each, with their shapes and formulas. No op computes anything; backends do. */
package dcgan.tensor.op;
