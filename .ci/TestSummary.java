import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** Says how many tests a build has run and skipped, a line a module, and why each was skipped; the build ends with it. */
class TestSummary {
    private record Test(String module, String reason) {
        boolean skipped() {
            return reason != null;
        }
    }

    /**
     * Expects the folder of the project, the instant when the build began (older reports are another build's), the tornado
     * backend's artifact if it is built, and TornadoVM's version.
     */
    public static void main(String[] args) throws Exception {
        Path root = Path.of(args[0]);
        Instant begin = Instant.parse(args[1]);
        DocumentBuilder parser = DocumentBuilderFactory.newInstance().newDocumentBuilder();
        Map<String, int[]> modules = new TreeMap<>();
        Map<String, Integer> reasons = new TreeMap<>();
        for (Path report : reports(root, begin)) {
            Document document = parser.parse(report.toFile());
            for (Test test : tests(module(root, report), document)) {
                int[] counts = modules.computeIfAbsent(test.module(), _ -> new int[2]);
                counts[test.skipped() ? 1 : 0]++;
                if (test.skipped()) {
                    reasons.merge(test.module() + ": " + test.reason(), 1, Integer::sum);
                }
            }
        }
        modules.forEach((module, counts) -> print(module, counts[0], counts[1]));
        print(
                "All modules",
                modules.values().stream().mapToInt(counts -> counts[0]).sum(),
                modules.values().stream().mapToInt(counts -> counts[1]).sum());
        reasons.forEach((reason, count) -> System.out.println("Skipped " + count + " in " + reason));
        if (!args[2].equals("dcgan-tensor-tornado")) {
            System.out.println("Skipped all in dcgan-tensor/tornado: there is no TornadoVM SDK (sdk install tornadovm "
                    + args[3] + "-opencl)");
        }
    }

    private static void print(String module, int run, int skipped) {
        System.out.printf("%-24s %5d tests run, %d skipped%n", module, run, skipped);
    }

    private static List<Path> reports(Path root, Instant begin) throws IOException {
        try (Stream<Path> files = Files.walk(root, 5)) {
            return files.filter(file -> file.getFileName().toString().matches("TEST-.*\\.xml"))
                    .filter(file -> file.getParent().endsWith("target/surefire-reports")
                            || file.getParent().endsWith("target/failsafe-reports"))
                    .filter(file -> !file.toFile().isHidden() && file.toFile().lastModified() >= begin.toEpochMilli())
                    .sorted()
                    .toList();
        }
    }

    private static String module(Path root, Path report) {
        return root.relativize(report.getParent().getParent().getParent()).toString();
    }

    private static List<Test> tests(String module, Document report) {
        NodeList cases = report.getElementsByTagName("testcase");
        return IntStream.range(0, cases.getLength())
                .mapToObj(i -> new Test(module, reason((Element) cases.item(i))))
                .toList();
    }

    /** Why the test was skipped, or null if it ran. */
    private static String reason(Element testcase) {
        NodeList skips = testcase.getElementsByTagName("skipped");
        if (skips.getLength() == 0) {
            return null;
        }
        Element skip = (Element) skips.item(0);
        // @Disabled leaves its reason in the attribute, an assumption in the stack trace.
        String reason = skip.hasAttribute("message")
                ? skip.getAttribute("message")
                : skip.getTextContent()
                        .replaceFirst("(?s)\\n\\s+at .*", "")
                        .replaceFirst("^\\S+Exception:?\\s*", "")
                        .replaceFirst("^Assumption failed: ", "");
        reason = reason.strip().replaceAll("\\s+", " ");
        String name = testcase.getAttribute("classname").replaceAll(".*\\.", "");
        return name + ": " + (reason.isEmpty() ? "no reason given" : reason);
    }
}
