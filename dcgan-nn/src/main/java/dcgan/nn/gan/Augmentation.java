package dcgan.nn.gan;

import dcgan.nn.DiffAugment;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** How pictures are changed at random before the discriminator sees them: at least one {@link Kind}. Immutable. */
public final class Augmentation {

    /** A way to change pictures. */
    public enum Kind {
        /**
         * Real pictures are flipped left to right, every other one at random. The source of the batches does it, as
         * {@code dcgan.data} can: the trainer leaves the pictures that it is given as they are.
         */
        FLIP,
        /** Real and generated pictures are moved; see {@link DiffAugment#translate}. */
        TRANSLATE,
        /** A rectangle of real and generated pictures is cleared; see {@link DiffAugment#cutout}. */
        CUTOUT,
        /** Brightness, saturation and contrast of real and generated pictures are changed; see {@link DiffAugment#color}. */
        COLOR;

        /** The name in lower case, as in options and files. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final Set<Kind> kinds;

    private Augmentation(Set<Kind> kinds) {
        this.kinds = kinds;
    }

    /**
     * Some kinds.
     *
     * @throws IllegalArgumentException if there are none
     */
    public static Augmentation of(Set<Kind> kinds) {
        if (kinds.isEmpty()) {
            throw new IllegalArgumentException("an augmentation needs at least one of " + all());
        }
        return new Augmentation(EnumSet.copyOf(kinds));
    }

    /**
     * The kinds of these names, in any case and order.
     *
     * @param names separated by commas, such as {@code flip,color}
     * @throws IllegalArgumentException if there is none, one is not known, or one is there twice; the message lists the names
     *     there are
     */
    public static Augmentation of(String names) {
        Set<Kind> kinds = EnumSet.noneOf(Kind.class);
        for (String name : names.split(",", -1)) {
            Kind kind = Arrays.stream(Kind.values())
                    .filter(each -> each.toString().equals(name.toLowerCase(Locale.ROOT)))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException(
                            "it must be some of " + all() + ", separated by commas, but has \"" + name + "\""));
            if (!kinds.add(kind)) {
                throw new IllegalArgumentException(
                        "it must have each of " + all() + " once at most, but has \"" + kind + "\" more than once");
            }
        }
        return of(kinds);
    }

    private static String all() {
        return Arrays.stream(Kind.values()).map(Kind::toString).collect(Collectors.joining(", "));
    }

    /** Whether a kind is among them. */
    public boolean has(Kind kind) {
        return kinds.contains(kind);
    }

    /** The kinds, in their order. */
    public List<Kind> kinds() {
        return List.copyOf(kinds);
    }

    /** What is done to all pictures, real and generated, in the graph of a training step. */
    DiffAugment differentiable() {
        return new DiffAugment(has(Kind.COLOR), has(Kind.TRANSLATE), has(Kind.CUTOUT));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Augmentation that && kinds.equals(that.kinds);
    }

    @Override
    public int hashCode() {
        return kinds.hashCode();
    }

    /** The names in the order of the kinds, as in options and files: {@code flip,color}. */
    @Override
    public String toString() {
        return kinds.stream().map(Kind::toString).collect(Collectors.joining(","));
    }
}
