/** JMH benchmarks of single ops through the public API of {@code dcgan.tensor}: a graph of one op each. */
package dcgan.bench;
