package dcgan.cli.report;

import com.fasterxml.jackson.databind.JsonNode;
import dcgan.cli.config.RunConfig;
import dcgan.cli.console.Printable;
import dcgan.cli.evaluation.Floor;
import dcgan.cli.evaluation.Score;
import dcgan.cli.io.Json;
import dcgan.cli.io.Program;
import dcgan.cli.record.EpochRow;
import dcgan.cli.record.RunDirectory;
import dcgan.data.Split;
import dcgan.nn.gan.EpochReport;
import dcgan.nn.gan.Metric;
import dcgan.nn.gan.StepReport;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** {@code report.html}: all of a run on one page, with its pictures inside. The frame is a resource of the same name. */
final class ReportPage {
    private static final Pattern PLACE = Pattern.compile("\\{\\{(\\w+)}}");

    /** More rows of samples would make the page heavy, and show no more of how they grow. */
    private static final int MAX_ROWS = 12;

    /** A longer table is folded up. */
    private static final int MAX_OPEN_ROWS = 10;

    private final RunDirectory run;
    private final RunConfig config;
    private final StepReport last;
    private final List<EpochReport> epochs;
    private final List<EpochRow> rows;
    private final List<Integer> animated;

    /**
     * A page.
     *
     * @param last the last batch that was done
     * @param rows the epochs that are complete
     * @param animated the epochs that the animation of the samples shows; none if there is no animation
     */
    ReportPage(RunDirectory run, RunConfig config, StepReport last, List<EpochRow> rows, List<Integer> animated) {
        this.run = run;
        this.config = config;
        this.last = last;
        this.epochs = EpochRow.reports(rows);
        this.rows = rows;
        this.animated = animated;
    }

    /** All of it. */
    String render() {
        Path name = run.root().toAbsolutePath().normalize().getFileName();
        Map<String, String> places = Map.of(
                "title", Html.escape(name == null ? run.root().toString() : name.toString()),
                "summary", Html.escape(summary()),
                "sections",
                        section("What was run", facts())
                                + section("What to do with it", commands())
                                + section("Charts", charts())
                                + section("The same latents, epoch by epoch", rows() + progress())
                                + section("Generated and real", grids())
                                + section("A walk from latent to latent", walk())
                                + section("Means of the epochs", means()));
        // In one pass: what looks like a place in a text that was filled in is none.
        return PLACE.matcher(frame()).replaceAll(place -> Matcher.quoteReplacement(places.get(place.group(1))));
    }

    private static String frame() {
        try (InputStream in = ReportPage.class.getResourceAsStream("report.html")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String section(String heading, String content) {
        return content.isEmpty() ? "" : "<section>\n" + Html.of("<h2>%s</h2>\n", heading) + content + "</section>\n";
    }

    private String summary() {
        return "A DCGAN, trained on " + config.options().source().dataset() + ": " + position();
    }

    private String position() {
        int done = complete();
        String whole = done + " of " + config.options().epochs() + " epochs are complete";
        return last.epoch() > done ? whole + ", and " + last.batch() + " batches of the next" : whole;
    }

    private int complete() {
        return epochs.isEmpty() ? 0 : epochs.getLast().epoch();
    }

    private String facts() {
        StringBuilder facts = new StringBuilder("<dl>\n");
        Json.tree(config.training())
                .propertyStream()
                .filter(part -> !part.getValue().isNull())
                .forEach(part -> facts.append(fact(title(part.getKey()), described(part.getValue()))));
        facts.append(fact(
                        "Data set",
                        String.format(
                                Locale.ROOT,
                                "%s, %,d images (%s; CRC-32C %s)",
                                config.options().source().dataset(),
                                config.data().images(),
                                config.data().source(),
                                config.data().crc32c())))
                .append(fact("Options", described(Json.tree(config.options()))))
                .append(fact("Backend", config.backend()))
                .append(fact("Epochs", position()))
                .append(best())
                .append(floor())
                .append(fact(
                        "Versions", "dcgan " + config.program() + ", Java " + config.java() + ", " + config.system()))
                .append(fact("Begun", config.started()));
        config.resumed()
                .forEach(r -> facts.append(fact("Resumed", r.at() + " from " + r.from() + ", on " + r.backend())));
        return facts.append("</dl>\n").toString();
    }

    /** The best score, if there is one. */
    private String best() {
        return EpochRow.scored(rows).stream()
                .min(Comparator.comparingDouble(EpochRow::cFd))
                .map(row -> {
                    Score score = row.score().orElseThrow();
                    return fact(
                            "Best score",
                            String.format(
                                    Locale.ROOT,
                                    "C-FD %.3f, C-KD %.5f (std. error %.5f) after epoch %d, of %,d pictures",
                                    score.cFd(),
                                    score.cKd(),
                                    score.cKdStandardError(),
                                    row.epoch(),
                                    score.pictures()));
                })
                .orElse("");
    }

    /** The score of real pictures, if there are scores to compare it with. */
    private String floor() {
        return EpochRow.scored(rows).isEmpty()
                ? ""
                : Floor.read(run.floor())
                        .map(floor -> fact(
                                "Floor",
                                String.format(
                                        Locale.ROOT,
                                        "C-FD %.3f, C-KD %.5f (std. error %.5f), of real training pictures;"
                                                + " compared with %,d %s pictures",
                                        floor.score().cFd(),
                                        floor.score().cKd(),
                                        floor.score().cKdStandardError(),
                                        floor.realPictures(),
                                        floor.split().equals(Split.TEST.toString()) ? "test" : "other training")))
                        .orElse("");
    }

    /** A value in one line: {@code 64}; or of an object {@code lr 0.0002, beta1 0.5}, without what is null. */
    private static String described(JsonNode value) {
        if (value.isObject()) {
            return value.propertyStream()
                    .filter(part -> !part.getValue().isNull())
                    .map(part -> part.getValue().isObject()
                            ? described(part.getValue())
                            : words(part.getKey()) + " " + described(part.getValue()))
                    .collect(Collectors.joining(", "));
        }
        return value.isDouble()
                ? Printable.number(value.asDouble())
                : value.isArray() ? value.toString() : value.asText();
    }

    /** {@code batchSize} to {@code batch size}. */
    private static String words(String name) {
        return name.replaceAll("([A-Z])", " $1").toLowerCase(Locale.ROOT);
    }

    private static String title(String name) {
        String words = words(name);
        return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }

    private static String fact(String name, Object value) {
        return Html.of("<dt>%s</dt><dd>%s</dd>\n", name, value);
    }

    private String commands() {
        int wanted = config.options().epochs();
        boolean done = complete() >= wanted;
        String resume = Program.resume(run.root()) + (done ? " --epochs " + 2L * wanted : "");
        boolean atItsEnd = done && config.training().decay() != null;
        return (atItsEnd ? "" : command(done ? "Train it for as long again:" : "Go on with the training:", resume))
                + command("Draw more pictures:", Program.generate(run.root()))
                + (Files.exists(run.best())
                        ? command("Draw with the best checkpoint:", Program.generateBest(run.root()))
                        : "");
    }

    private static String command(String what, String command) {
        return Html.of("<p>%s</p>\n<pre><code>%s</code></pre>\n", what, command);
    }

    private String charts() {
        List<Metric> metrics = last.metrics().metrics();
        return chart(run.losses(), "Chart of the losses", LossChart.metrics(metrics))
                + chart(run.scores(), "Chart of the discriminator's scores", ScoreChart.metrics(metrics))
                + (EpochRow.scored(rows).isEmpty()
                        ? ""
                        : chart(run.evaluation(), "Chart of C-FD, the distance from real pictures", List.of()));
    }

    private String chart(Path file, String name, List<Metric> metrics) {
        String alt = name
                + metrics.stream().filter(Metric::averaged).map(this::course).collect(Collectors.joining());
        return Picture.read(file)
                .map(picture -> "<figure class=\"scroll\">\n" + picture.html("chart", alt) + "</figure>\n")
                .orElse("");
    }

    /** From where to where the means of the epochs went. */
    private String course(Metric metric) {
        return epochs.isEmpty()
                ? ""
                : String.format(
                        Locale.ROOT,
                        "; %s from %.2f to %.2f",
                        metric.title(),
                        epochs.getFirst().get(metric.name()),
                        epochs.getLast().get(metric.name()));
    }

    private String rows() {
        List<Integer> all = run.sampledEpochs().stream()
                // Later ones are of a past that was given up when the run went on from an earlier checkpoint.
                .filter(epoch -> epoch <= complete())
                .toList();
        return Spread.over(all, MAX_ROWS).stream()
                .flatMap(epoch -> Picture.read(run.sampleRow(epoch))
                        .map(picture -> Html.of("<figure class=\"row\">\n<figcaption>epoch %s</figcaption>\n", epoch)
                                + picture.html("pixels", "What the fixed latents became after epoch " + epoch)
                                + "</figure>\n")
                        .stream())
                .collect(Collectors.joining());
    }

    private String progress() {
        return animated.isEmpty()
                ? ""
                : animation(
                        run.progress(),
                        "The fixed latents from epoch " + animated.getFirst() + " to epoch " + animated.getLast());
    }

    private String walk() {
        return animation(run.walk(), "Each picture leads to the next");
    }

    private static String animation(Path file, String caption) {
        return Picture.read(file)
                .map(picture -> "<figure>\n" + picture.html("animation", caption + ", animated")
                        + Html.of("<figcaption>%s</figcaption>\n</figure>\n", caption))
                .orElse("");
    }

    private String grids() {
        Optional<String> generated = run.sampledEpochs().reversed().stream()
                .filter(epoch -> epoch <= complete())
                .flatMap(epoch -> grid(run.sampleGrid(epoch), "Generated after epoch " + epoch).stream())
                .findFirst();
        Optional<String> real = grid(run.realSamples(), "Real: the first images of the data set");
        String both = generated.orElse("") + real.orElse("");
        return both.isEmpty() ? "" : "<div class=\"pair\">\n" + both + "</div>\n";
    }

    private static Optional<String> grid(Path file, String caption) {
        return Picture.read(file)
                .map(picture -> "<figure>\n" + picture.html("pixels", caption + ", in a grid")
                        + Html.of("<figcaption>%s</figcaption>\n</figure>\n", caption));
    }

    private String means() {
        if (epochs.isEmpty()) {
            return "";
        }
        List<Metric> metrics = epochs.getFirst().means().metrics();
        String titles = metrics.stream()
                .map(metric -> Html.of("<th scope=\"col\">%s</th>", metric.title()))
                .collect(Collectors.joining());
        boolean isScored = config.options().evaluateEvery() != null;
        String scores = isScored ? "<th scope=\"col\">C-FD</th><th scope=\"col\">C-KD</th>" : "";
        String body = rows.stream()
                .map(row -> Html.of("<tr><th scope=\"row\">%s</th>", row.epoch())
                        + metrics.stream()
                                .map(metric -> cell(number(row.report().get(metric.name()))))
                                .collect(Collectors.joining())
                        + (isScored
                                ? cell(row.score()
                                                .map(score -> number(score.cFd()))
                                                .orElse(""))
                                        + cell(row.score()
                                                .map(score -> number(score.cKd()))
                                                .orElse(""))
                                : "")
                        + "</tr>\n")
                .collect(Collectors.joining());
        String table = "<div class=\"scroll\">\n<table>\n<thead>\n<tr><th scope=\"col\">epoch</th>" + titles + scores
                + "</tr>\n</thead>\n<tbody>\n" + body + "</tbody>\n</table>\n</div>\n";
        return epochs.size() <= MAX_OPEN_ROWS
                ? table
                : Html.of("<details>\n<summary>All %s epochs</summary>\n", epochs.size()) + table + "</details>\n";
    }

    private static String cell(String text) {
        return Html.of("<td>%s</td>", text);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.4f", value);
    }
}
