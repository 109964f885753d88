package dcgan.cli.console;

import java.math.BigDecimal;
import java.util.regex.Pattern;

/**
 * The one place that keeps a terminal from obeying what it is shown: names of files come from outside, and may hold escape
 * sequences, line feeds, or marks that turn the direction of writing. Each such character becomes a question mark, as {@code
 * ls} has it.
 */
public final class Printable {
    /** Control characters but the tab, ends of lines and paragraphs, and Unicode's controls of the direction. */
    private static final Pattern OBEYED = Pattern.compile(
            "[\\p{Cntrl}\\x80-\\x9f\\u2028\\u2029\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069&&[^\\t]]");

    private Printable() {}

    /** A number without an exponent, as one would type it. */
    public static String number(double value) {
        return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
    }

    /** A text that is shown as a single line, whatever is in it. */
    public static String line(Object text) {
        return OBEYED.matcher(String.valueOf(text)).replaceAll("?");
    }
}
