package dcgan.cli.report;

import java.util.List;
import java.util.stream.IntStream;

/** Some of many, evenly spread. */
final class Spread {
    private Spread() {}

    /** The first, the last, and evenly many between them; all if they are not more than {@code most}. */
    static <T> List<T> over(List<T> all, int most) {
        int taken = Math.min(all.size(), most);
        return IntStream.range(0, taken)
                .map(i -> taken == 1 ? all.size() - 1 : (int) ((long) i * (all.size() - 1) / (taken - 1)))
                .mapToObj(all::get)
                .toList();
    }
}
