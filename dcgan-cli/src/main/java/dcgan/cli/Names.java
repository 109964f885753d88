package dcgan.cli;

import dcgan.cli.run.DatasetKind;
import dcgan.nn.Init;
import dcgan.nn.gan.Dcgan;
import dcgan.tensor.Backends;
import dcgan.tensor.spi.BackendProvider;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** The names that options take, in any case. */
final class Names {
    private Names() {}

    /** A data set. */
    static final class Dataset implements ITypeConverter<DatasetKind> {
        @Override
        public DatasetKind convert(String value) {
            return oneOf(value, DatasetKind.values());
        }
    }

    /** A model. */
    static final class Model implements ITypeConverter<Dcgan.Variant> {
        @Override
        public Dcgan.Variant convert(String value) {
            return oneOf(value, Dcgan.Variant.values());
        }
    }

    /** An initialisation. */
    static final class Start implements ITypeConverter<Init> {
        @Override
        public Init convert(String value) {
            return oneOf(value, Init.values());
        }
    }

    /** A backend: one on the module path, or one that this program could have been built with. */
    static final class BackendName implements ITypeConverter<String> {
        @Override
        public String convert(String value) {
            List<String> known = Stream.concat(
                            Stream.of(Backends.AUTO, BackendMixin.TORNADO),
                            Backends.providers().stream().map(BackendProvider::name))
                    .distinct()
                    .toList();
            return oneOf(value, known.toArray(String[]::new));
        }
    }

    /** The width of vectors. */
    static final class VectorBits implements ITypeConverter<String> {
        @Override
        public String convert(String value) {
            return oneOf(value, new String[] {"128", "256", "512"});
        }
    }

    /** Kernels for convolutions. */
    static final class Kernels implements ITypeConverter<String> {
        @Override
        public String convert(String value) {
            return oneOf(value, new String[] {"auto", "cpu", "gpu", "naive"});
        }
    }

    private static <T> T oneOf(String value, T[] choices) {
        return Stream.of(choices)
                .filter(choice -> choice.toString().equals(value.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new TypeConversionException("it must be one of "
                        + String.join(
                                ", ", Stream.of(choices).map(Object::toString).toList()) + ", but is \"" + value
                        + "\""));
    }
}
