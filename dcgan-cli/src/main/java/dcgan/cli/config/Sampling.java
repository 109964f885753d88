package dcgan.cli.config;

import dcgan.data.Subset;
import java.util.Locale;

/** Which images {@code --limit} takes. */
public enum Sampling {
    /** The first ones, as runs of format 1 did. */
    FIRST,
    /** A class-balanced random sample. */
    BALANCED;

    /**
     * The images of a run.
     *
     * @param limit how many; null for all
     */
    public Subset subset(Integer limit, long seed) {
        if (limit == null) {
            return Subset.ALL;
        }
        return this == FIRST ? Subset.first(limit) : Subset.balanced(limit, seed);
    }

    /** The name in lower case, as in files. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
