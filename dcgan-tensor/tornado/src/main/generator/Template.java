import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Java source with gaps, which are written {@code $name}. A line that is nothing but a gap takes any number of lines,
 * indented as the gap is; if it takes none, the line vanishes.
 */
record Template(String text) {

    private static final Pattern GAP = Pattern.compile("\\$[A-Za-z]+");
    /** A name is of letters; a digit may follow it. */
    private static final String END = "(?![A-Za-z])";

    /** A zero, or a product with it, that is added; not the beginning of another number, product or quotient. */
    private static final Pattern ZERO_ADDED = Pattern.compile(" \\+ 0(?: \\* \\w++(?![.(\\[]))*+(?![\\w.])(?! [*/%])");

    /** A factor of one that begins a product which is added. */
    private static final Pattern ONE_ADDED = Pattern.compile("(?<= \\+) 1 \\*(?= )");

    /**
     * Fills a gap wherever it is.
     *
     * @throws IllegalArgumentException if it is nowhere
     */
    Template with(String gap, String source) {
        if (!Pattern.compile("\\$" + gap + END).matcher(text).find()) {
            throw new IllegalArgumentException("there is no gap $" + gap);
        }
        String lines = Pattern.compile("(?m)^( *)\\$" + gap + "\n")
                .matcher(text)
                .replaceAll(line -> Matcher.quoteReplacement(
                        source.indent(line.group(1).length()).replaceAll("(?m)^ +$", "")));
        return new Template(lines.replaceAll("\\$" + gap + END, Matcher.quoteReplacement(source)));
    }

    /** Repeats each line that has the gap, with the numbers from 0 on in its place; see {@link #numbered}. */
    Template repeated(String gap, int count) {
        Pattern number = number(gap);
        return new Template(text.lines()
                .flatMap(line -> number.matcher(line).find()
                        ? IntStream.range(0, count).mapToObj(k -> numbered(line, number, k))
                        : Stream.of(line))
                .collect(Collectors.joining("\n", "", "\n")));
    }

    /** Repeats all lines together, with the numbers of a range in place of the gap; see {@link #numbered}. */
    static String each(String gap, int from, int to, String lines) {
        Pattern number = number(gap);
        return IntStream.range(from, to)
                .mapToObj(k -> numbered(lines, number, k))
                .collect(Collectors.joining());
    }

    /** The source, which must have no gap left. */
    String source() {
        Matcher gap = GAP.matcher(text);
        if (gap.find()) {
            throw new IllegalStateException("nothing fills the gap " + gap.group());
        }
        return text;
    }

    private static Pattern number(String gap) {
        return Pattern.compile("\\$" + gap + END);
    }

    /** Writes k for {@code $gap}, and leaves out zeros that are added and factors of one. */
    private static String numbered(String lines, Pattern number, int k) {
        String filled = number.matcher(lines).replaceAll(String.valueOf(k));
        return ONE_ADDED.matcher(ZERO_ADDED.matcher(filled).replaceAll("")).replaceAll("");
    }
}
