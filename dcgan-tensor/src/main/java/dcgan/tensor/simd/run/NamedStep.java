package dcgan.tensor.simd.run;

/**
 * A step of a {@link Task}.
 *
 * @param name what it does, for tables
 */
public record NamedStep(String name, Step step) {}
