package dcgan.data;

import java.util.Locale;

/** The parts of a data set. */
public enum Split {
    /** The images to train with. */
    TRAIN,
    /** The images to test with. */
    TEST;

    /** The name in lower case. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
