package dcgan.data.folder;

import dcgan.data.text.Messages;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a folder holds by the names of its files, before any of them is opened. Hidden folders are not searched.
 *
 * @param pictures how many files are taken for pictures, by the ending of their names, in lower case without the dot
 * @param others how many other files there are, by the ending, which is empty where there is none
 * @param hidden how many files have names that begin with a dot
 * @param brokenLinks symbolic links that lead nowhere, relative to the folder
 */
public record FolderContents(
        SortedMap<String, Integer> pictures, SortedMap<String, Integer> others, int hidden, List<Path> brokenLinks) {
    private static final int MOST_NAMED = 10;

    /** Takes copies. */
    public FolderContents {
        pictures = Collections.unmodifiableSortedMap(new TreeMap<>(pictures));
        others = Collections.unmodifiableSortedMap(new TreeMap<>(others));
        brokenLinks = List.copyOf(brokenLinks);
    }

    /** How many files are skipped. */
    public int skipped() {
        return sum(others) + hidden + brokenLinks.size();
    }

    /** One line for people: {@code 30 pictures (20 .jpg, 10 .png); 3 files skipped (2 .txt, 1 hidden)}. */
    public String describe() {
        String used = files(sum(pictures), "picture") + " (" + String.join(", ", counts(pictures)) + ")";
        return skipped() == 0 ? used : used + "; " + describeSkipped();
    }

    /** {@code 3 files skipped (2 .txt, 1 hidden)}. */
    String describeSkipped() {
        List<String> skipped = counts(others);
        if (hidden > 0) {
            skipped.add(Messages.format("%,d hidden", hidden));
        }
        if (!brokenLinks.isEmpty()) {
            skipped.add((brokenLinks.size() == 1 ? "broken link " : "broken links ") + names(brokenLinks, MOST_NAMED));
        }
        return files(skipped(), "file") + " skipped (" + String.join(", ", skipped) + ")";
    }

    /** Some names, and how many more there are. */
    static String names(List<Path> files, int most) {
        List<String> names = new ArrayList<>(files.stream()
                .limit(most)
                .map(file -> Messages.printable(file.toString()))
                .toList());
        if (files.size() > most) {
            names.add(Messages.format("and %,d more", files.size() - most));
        }
        return String.join(", ", names);
    }

    private static String files(int count, String what) {
        return Messages.format("%,d %s%s", count, what, count == 1 ? "" : "s");
    }

    private static int sum(Map<String, Integer> counts) {
        return counts.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** The most frequent first. */
    private static List<String> counts(Map<String, Integer> counts) {
        List<String> all = new ArrayList<>();
        counts.entrySet().stream()
                .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                .forEach(entry -> all.add(Messages.format("%,d ", entry.getValue())
                        + (entry.getKey().isEmpty() ? "without an ending" : "." + Messages.printable(entry.getKey()))));
        return all;
    }
}
