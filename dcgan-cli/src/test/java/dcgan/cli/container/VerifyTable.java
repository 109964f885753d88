package dcgan.cli.container;

import java.util.List;
import java.util.regex.Pattern;

/** The table that {@code dcgan verify} prints. */
final class VerifyTable {
    private static final Pattern ROW = Pattern.compile(
            "^(\\S.*?) +(\\d+) +(\\d\\S*e\\S+) +(\\d\\S*e\\S+) +(\\d\\S*e\\S+) {2}(.*)$", Pattern.MULTILINE);

    /** A line of it. */
    record Row(String op, int cases, double absoluteError, double relativeError, double tolerance, String verdict) {}

    private VerifyTable() {}

    static List<Row> rows(String output) {
        return ROW.matcher(output)
                .results()
                .map(row -> new Row(
                        row.group(1),
                        Integer.parseInt(row.group(2)),
                        Double.parseDouble(row.group(3)),
                        Double.parseDouble(row.group(4)),
                        Double.parseDouble(row.group(5)),
                        row.group(6).strip()))
                .toList();
    }
}
