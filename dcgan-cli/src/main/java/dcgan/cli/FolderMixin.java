package dcgan.cli;

import dcgan.cli.config.DataChoice;
import dcgan.cli.config.DatasetKind;
import dcgan.data.decode.Fit;
import dcgan.data.folder.FolderListener;
import dcgan.data.folder.FolderOptions;
import dcgan.data.folder.OnError;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** The options that say how the pictures of a folder are read. */
final class FolderMixin {
    private static final String FIT = "--fit";
    private static final String BACKGROUND = "--background";
    private static final String ON_ERROR = "--on-error";

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = FIT,
            paramLabel = "FIT",
            converter = FitName.class,
            completionCandidates = FitName.class,
            description =
                    "For a folder: how pictures that are not square become square. crop keeps the middle, pad adds"
                            + " the background, stretch distorts. Default: crop")
    private Fit fit;

    @Option(
            names = BACKGROUND,
            paramLabel = "COLOR",
            converter = Color.class,
            description = "For a folder: the colour behind transparent pixels and beside padded pictures, as #rgb,"
                    + " #rrggbb, or one of the 16 basic CSS names. Default: #ffffff")
    private String background;

    @Option(
            names = ON_ERROR,
            paramLabel = "ACTION",
            converter = OnErrorName.class,
            completionCandidates = OnErrorName.class,
            description =
                    "For a folder: what to do about pictures that cannot be read, refuse or skip. Default: refuse")
    private OnError onError;

    /**
     * Requires that none of the options was given, unless for a folder.
     *
     * @param chosen how the user chose the data set
     */
    void requireFor(DatasetKind dataset, String chosen) {
        String given = fit != null ? FIT : background != null ? BACKGROUND : onError != null ? ON_ERROR : null;
        if (dataset != DatasetKind.FOLDER && given != null) {
            throw new ParameterException(
                    spec.commandLine(), chosen + " takes no " + given + "; that is for a folder of pictures");
        }
    }

    /** A choice with what was given here, and else with what another run has. */
    DataChoice over(DataChoice choice, DataChoice base) {
        return new DataChoice(
                choice.dataset(),
                choice.data(),
                choice.limit(),
                fit == null ? base.fit() : fit,
                background == null ? base.background() : background,
                onError == null ? base.onError() : onError,
                choice.labels());
    }

    /** How pictures are read. */
    FolderOptions options(FolderListener listener) {
        return over(DataChoice.DEFAULT, DataChoice.DEFAULT).folder(listener);
    }

    /** A way to make pictures square. */
    static final class FitName implements ITypeConverter<Fit>, Iterable<String> {
        @Override
        public Fit convert(String value) {
            return Names.oneOf(value, Fit.values());
        }

        @Override
        public Iterator<String> iterator() {
            return Stream.of(Fit.values()).map(Fit::toString).iterator();
        }
    }

    /** What to do about pictures that cannot be read. */
    static final class OnErrorName implements ITypeConverter<OnError>, Iterable<String> {
        @Override
        public OnError convert(String value) {
            return Names.oneOf(value, OnError.values());
        }

        @Override
        public Iterator<String> iterator() {
            return Stream.of(OnError.values()).map(OnError::toString).iterator();
        }
    }

    /** A colour, as {@code #rrggbb}. */
    static final class Color implements ITypeConverter<String> {
        /** The basic colour keywords of CSS Color Module Level 3. */
        private static final Map<String, String> NAMES = Map.ofEntries(
                Map.entry("black", "#000000"),
                Map.entry("silver", "#c0c0c0"),
                Map.entry("gray", "#808080"),
                Map.entry("white", "#ffffff"),
                Map.entry("maroon", "#800000"),
                Map.entry("red", "#ff0000"),
                Map.entry("purple", "#800080"),
                Map.entry("fuchsia", "#ff00ff"),
                Map.entry("green", "#008000"),
                Map.entry("lime", "#00ff00"),
                Map.entry("olive", "#808000"),
                Map.entry("yellow", "#ffff00"),
                Map.entry("navy", "#000080"),
                Map.entry("blue", "#0000ff"),
                Map.entry("teal", "#008080"),
                Map.entry("aqua", "#00ffff"));

        @Override
        public String convert(String value) {
            String lower = value.toLowerCase(Locale.ROOT);
            if (lower.matches("#[0-9a-f]{6}")) {
                return lower;
            }
            if (lower.matches("#[0-9a-f]{3}")) {
                return lower.replaceAll("[0-9a-f]", "$0$0");
            }
            String named = NAMES.get(lower);
            if (named == null) {
                List<String> names = NAMES.keySet().stream().sorted().toList();
                throw new TypeConversionException("it must be #rgb, #rrggbb or one of " + String.join(", ", names)
                        + ", but is \"" + value + "\"");
            }
            return named;
        }
    }
}
