package dcgan.tensor.simd.run;

/**
 * A step of an op.
 *
 * @param name what it does, for tables: the op's name, or what is copied for the op
 */
public record NamedStep(String name, Step step) {}
