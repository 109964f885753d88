package dcgan.data.text;

import java.util.Locale;

/** Pieces of the sentences that users read. */
public final class Messages {
    private Messages() {}

    /** A name from outside, short and without anything that a terminal might obey. */
    public static String printable(String name) {
        String plain = name.replaceAll("[^\\p{Print}\\p{L}\\p{N}]", "?");
        return plain.length() <= 80 ? plain : plain.substring(0, 77) + "...";
    }

    /** {@link String#format} with the same digits and commas everywhere. */
    public static String format(String format, Object... arguments) {
        return String.format(Locale.ROOT, format, arguments);
    }
}
