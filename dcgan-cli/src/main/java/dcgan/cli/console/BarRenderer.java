package dcgan.cli.console;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/** A progress bar as text. What does not fit into the terminal is left out whole: nothing is cut in its middle. */
final class BarRenderer {
    private static final String GAP = "  ";
    private static final int MIN_BAR = 10;

    private final String unit;
    private final long unitSize;

    /**
     * A renderer.
     *
     * @param unit what is counted, such as {@code "images"}
     * @param unitSize how many make one of these units
     */
    BarRenderer(String unit, long unitSize) {
        this.unit = unit;
        this.unitSize = unitSize;
    }

    /** As a line of at most {@code maxLength} characters; {@code total} is -1 if nobody knows it. */
    String render(String task, long start, long done, long total, Duration elapsed, String words, int maxLength) {
        double rate = elapsed.isZero() ? 0 : (done - start) * 1e9 / elapsed.toNanos();
        boolean known = total > 0;
        String share = known ? String.format(Locale.ROOT, " %3d%%", Math.min(100, done * 100 / total)) : "";
        String speed = rate > 0
                ? String.format(Locale.ROOT, unitSize == 1 ? "%.0f %s/s" : "%.1f %s/s", rate / unitSize, unit)
                : "";
        String left = rate > 0 && known && done < total ? ProgressDisplay.time((total - done) / rate) + " left" : "";
        String count = done / unitSize + (known ? "/" + Math.ceilDiv(total, unitSize) : "") + " " + unit;
        // From what is least to be missed to all.
        for (List<String> pieces : List.of(
                List.of(count, speed, left, words), List.of(speed, left, words), List.of(speed, left), List.of(left))) {
            String line = line(task + share, known ? (double) done / total : -1, pieces, maxLength);
            // The bar itself says more than the numbers behind it.
            boolean inPlaceOfTheBar = known && pieces.contains(count) && line.indexOf('[') < 0;
            if (line.length() <= maxLength && !inPlaceOfTheBar) {
                return line;
            }
        }
        return share.isEmpty() || share.length() > maxLength ? "" : share.strip();
    }

    private static String line(String head, double share, List<String> pieces, int maxLength) {
        List<String> line = new ArrayList<>(List.of(head));
        pieces.stream().filter(Predicate.not(String::isEmpty)).forEach(line::add);
        int room = maxLength - String.join(GAP, line).length() - GAP.length() - "[]".length();
        if (share >= 0 && room >= MIN_BAR) {
            int full = (int) Math.min(room, room * share);
            line.add(1, "[" + "=".repeat(full) + " ".repeat(room - full) + "]");
        }
        return String.join(GAP, line);
    }
}
