package dcgan.cli;

import dcgan.cli.console.Console;
import dcgan.cli.console.Table;
import dcgan.cli.io.RunException;
import dcgan.data.folder.FolderReport;
import dcgan.data.folder.ImageFolder;
import dcgan.data.folder.PictureSize;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.IntStream;

/** What {@code dcgan data info} tells about a folder of pictures. */
final class FolderInfo {
    private static final int MOST_LISTED = 100;

    private FolderInfo() {}

    /**
     * Reads all pictures, and tells what is in the folder.
     *
     * @throws RunException if a training would refuse it
     */
    static void tell(ImageFolder folder, StoredDataMixin data, Console console) {
        FolderReport report = folder.check();
        List<String> classNames = folder.classNames();
        int[] counts = report.countsPerClass();
        int readable = IntStream.of(counts).sum();
        console.result(String.format(
                Locale.ROOT,
                "%s: %,d image%s to train with, %d class%s",
                data.source(),
                readable,
                readable == 1 ? "" : "s",
                classNames.size(),
                classNames.size() == 1 ? "" : "es"));
        console.result("files: " + folder.contents().describe());
        if (!report.sizes().isEmpty()) {
            console.result("sizes: " + sizes(report.sizes()));
        }
        if (!report.unreadable().isEmpty()) {
            console.result("");
            console.result(String.format(
                    Locale.ROOT, "CANNOT BE READ (%,d)", report.unreadable().size()));
            report.unreadable().stream().limit(MOST_LISTED).forEach(picture -> console.result(picture.reason()));
            if (report.unreadable().size() > MOST_LISTED) {
                console.result(String.format(
                        Locale.ROOT, "and %,d more", report.unreadable().size() - MOST_LISTED));
            }
        }
        console.result("");
        Table table = new Table(0, 2);
        table.row("LABEL", "CLASS", "TRAIN");
        for (int label = 0; label < counts.length; label++) {
            table.row(Integer.toString(label), classNames.get(label), String.format(Locale.ROOT, "%,d", counts[label]));
        }
        table.lines().forEach(console::result);
        complain(report, classNames, data);
    }

    private static String sizes(SortedMap<PictureSize, Integer> sizes) {
        PictureSize smallest = sizes.firstKey();
        if (sizes.size() == 1) {
            return "all " + smallest + " pixels" + (smallest.width() == smallest.height() ? "" : ", not square");
        }
        Map.Entry<PictureSize, Integer> usual =
                sizes.entrySet().stream().max(Map.Entry.comparingByValue()).orElseThrow();
        int notSquare = sizes.entrySet().stream()
                .filter(entry -> entry.getKey().width() != entry.getKey().height())
                .mapToInt(Map.Entry::getValue)
                .sum();
        return String.format(
                Locale.ROOT,
                "%s to %s pixels, most often %s (%,d pictures); %,d not square",
                smallest,
                sizes.lastKey(),
                usual.getKey(),
                usual.getValue(),
                notSquare);
    }

    private static void complain(FolderReport report, List<String> classNames, StoredDataMixin data) {
        List<String> empty = new ArrayList<>();
        for (int label = 0; label < classNames.size(); label++) {
            if (report.countsPerClass()[label] == 0) {
                empty.add(classNames.get(label));
            }
        }
        int unreadable = report.unreadable().size();
        if (unreadable > 0 && data.refusesUnreadable()) {
            throw new RunException(String.format(
                    Locale.ROOT,
                    "%s: %,d cannot be read; repair or remove what is listed, or leave it out with --on-error skip",
                    data.source(),
                    unreadable));
        }
        if (!empty.isEmpty()) {
            throw new RunException(data.source() + ": no picture can be read of the class"
                    + (empty.size() == 1 ? " " : "es ") + String.join(", ", empty)
                    + "; add pictures, or remove the folder" + (empty.size() == 1 ? "" : "s"));
        }
    }
}
