package dcgan.cli.config;

import java.util.Locale;

/** The data sets that one can train on. */
public enum DatasetKind {
    /** CIFAR-10, or other images in its layout. */
    CIFAR10,
    /** Golden shapes, drawn when they are needed. */
    SHAPES,
    /** One's own pictures. */
    FOLDER;

    /** The name in lower case, as in options and files. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
