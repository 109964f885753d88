package dcgan.cli;

import dcgan.cli.config.DatasetKind;
import dcgan.cli.io.NativeNames;
import dcgan.nn.Init;
import dcgan.nn.gan.Augmentation;
import dcgan.nn.gan.DcganConfig;
import dcgan.nn.gan.Objective;
import dcgan.tensor.Backends;
import dcgan.tensor.spi.BackendProvider;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** The names that options take, those that are words in any case. */
final class Names {
    private Names() {}

    /** A data set. */
    static final class Dataset implements ITypeConverter<DatasetKind> {
        @Override
        public DatasetKind convert(String value) {
            return oneOf(value, DatasetKind.values());
        }
    }

    /** A data set that can be fetched; the shells complete these alone. */
    static final class FetchableDataset implements ITypeConverter<DatasetKind>, Iterable<String> {
        @Override
        public DatasetKind convert(String value) {
            return oneOf(value, DatasetKind.fetchable().toArray(DatasetKind[]::new));
        }

        @Override
        public Iterator<String> iterator() {
            return DatasetKind.fetchable().stream().map(DatasetKind::toString).iterator();
        }
    }

    /** A model. */
    static final class Model implements ITypeConverter<DcganConfig.Variant> {
        @Override
        public DcganConfig.Variant convert(String value) {
            return oneOf(value, DcganConfig.Variant.values());
        }
    }

    /** An initialisation. */
    static final class Initialisation implements ITypeConverter<Init> {
        @Override
        public Init convert(String value) {
            return oneOf(value, Init.values());
        }
    }

    /** An objective. */
    static final class ObjectiveName implements ITypeConverter<Objective>, Iterable<String> {
        @Override
        public Objective convert(String value) {
            return oneOf(value, Objective.all().toArray(Objective[]::new));
        }

        @Override
        public Iterator<String> iterator() {
            return Objective.all().stream().map(Objective::name).iterator();
        }
    }

    /** A backend: one on the module path, or one that this program could have been built with. */
    static final class BackendName extends Choice {
        BackendName() {
            super(Stream.concat(
                            Stream.of(Backends.AUTO, TornadoRuntime.BACKEND),
                            Backends.providers().stream().map(BackendProvider::name))
                    .distinct()
                    .toList());
        }
    }

    /** The width of vectors. */
    static final class VectorBits extends Choice {
        VectorBits() {
            super(List.of("128", "256", "512"));
        }
    }

    /** An algorithm for convolutions. */
    static final class Convolutions extends Choice {
        Convolutions() {
            super(List.of("auto", "direct", "winograd"));
        }
    }

    /** When CUDA graphs are used. */
    static final class CudaGraphs extends Choice {
        CudaGraphs() {
            super(List.of("auto", "off"));
        }
    }

    /** A device, by its number or by a part of its name. */
    static final class DeviceName implements ITypeConverter<String> {
        @Override
        public String convert(String value) {
            if (value.isBlank()) {
                throw new TypeConversionException("must be the number of a device or a part of its name");
            }
            return value.matches("[+-]?\\d+")
                    ? new Numbers.NotNegative().convert(value).toString()
                    : value.strip();
        }

        static boolean isNumber(String value) {
            return value.matches("\\d+");
        }
    }

    /** Kernels for convolutions. */
    static final class Kernels extends Choice {
        Kernels() {
            super(List.of("auto", "cpu", "gpu", "naive"));
        }
    }

    /** Which checkpoints of a run. */
    static final class Checkpoints extends Choice {
        static final String ALL = "all";

        Checkpoints() {
            super(List.of("newest", ALL));
        }
    }

    /** The height and width of images that there are networks for. */
    static final class ImageSize extends NumberChoice {
        ImageSize() {
            super(DcganConfig.SIZES);
        }
    }

    /** The channels of images that there are networks for. */
    static final class Channels extends NumberChoice {
        Channels() {
            super(DcganConfig.CHANNELS);
        }
    }

    /** Ways to augment images, separated by commas; the shells complete a single one. */
    static final class Augmentations implements ITypeConverter<Augmentation>, Iterable<String> {
        @Override
        public Augmentation convert(String value) {
            try {
                return Augmentation.of(value);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }

        @Override
        public Iterator<String> iterator() {
            return Stream.of(Augmentation.Kind.values())
                    .map(kind -> Augmentation.of(Set.of(kind)).toString())
                    .iterator();
        }
    }

    /** A file or folder. */
    static final class FileName implements ITypeConverter<Path> {
        @Override
        public Path convert(String value) {
            if (value.isEmpty()) {
                throw new TypeConversionException("it must name a file or folder, but is empty");
            }
            try {
                return NativeNames.path(value);
            } catch (InvalidPathException e) {
                throw new TypeConversionException(
                        "\"" + value + "\" cannot be the name of a file or folder here: " + e.getReason());
            }
        }
    }

    /** An address on the web. */
    static final class Address implements ITypeConverter<URI> {
        @Override
        public URI convert(String value) {
            try {
                return new URI(value);
            } catch (URISyntaxException e) {
                throw new TypeConversionException("\"" + value + "\" is no address: " + e.getReason());
            }
        }
    }

    /** One of some words, which the shells complete, too. */
    private abstract static class Choice implements ITypeConverter<String>, Iterable<String> {
        private final List<String> words;

        Choice(List<String> words) {
            this.words = words;
        }

        @Override
        public String convert(String value) {
            return oneOf(value, words.toArray(String[]::new));
        }

        @Override
        public Iterator<String> iterator() {
            return words.iterator();
        }
    }

    /** One of some numbers, which the shells complete, too. */
    private abstract static class NumberChoice implements ITypeConverter<Integer>, Iterable<String> {
        private final List<Integer> numbers;

        NumberChoice(List<Integer> numbers) {
            this.numbers = numbers;
        }

        @Override
        public Integer convert(String value) {
            return oneOf(value, numbers.toArray(Integer[]::new));
        }

        @Override
        public Iterator<String> iterator() {
            return numbers.stream().map(String::valueOf).iterator();
        }
    }

    static <T> T oneOf(String value, T[] choices) {
        return Stream.of(choices)
                .filter(choice -> choice.toString().equals(value.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new TypeConversionException("it must be one of "
                        + String.join(
                                ", ", Stream.of(choices).map(Object::toString).toList()) + ", but is \"" + value
                        + "\""));
    }
}
