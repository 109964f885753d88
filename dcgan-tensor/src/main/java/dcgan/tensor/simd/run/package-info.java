/**
 * Running compiled work: what a step is, and the threads that run its jobs. Nothing here knows what a step computes or how its
 * data lies in memory.
 */
package dcgan.tensor.simd.run;
