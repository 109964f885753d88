package dcgan.cli;

import dcgan.nn.evaluation.KernelDistance;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** The numbers that options take, each with its range. */
final class Numbers {
    private Numbers() {}

    /** A whole number of at least 1. */
    static final class Positive implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String value) {
            return whole(value, 1);
        }
    }

    /** A whole number of at least 0. */
    static final class NotNegative implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String value) {
            return whole(value, 0);
        }
    }

    /** How many pictures are scored. */
    static final class Scored implements ITypeConverter<Integer> {
        private static final int MAX = 100_000;

        @Override
        public Integer convert(String value) {
            return whole(value, KernelDistance.MIN_COUNT, MAX);
        }
    }

    /** Frames a second that a GIF can have: it counts in hundredths of a second, and browsers take one for slow. */
    static final class FramesPerSecond implements ITypeConverter<Integer> {
        private static final int MAX = 50;

        @Override
        public Integer convert(String value) {
            return whole(value, 1, MAX);
        }
    }

    /** A number above 0, such as a learning rate. */
    static final class Rate implements ITypeConverter<Double> {
        @Override
        public Double convert(String value) {
            double number = number(value);
            if (!(number > 0) || Double.isInfinite(number)) {
                throw new TypeConversionException("it must be a number above 0, but is " + value);
            }
            return number;
        }
    }

    /** A number from 0 to below 1, such as a decay. */
    static final class Decay implements ITypeConverter<Double> {
        @Override
        public Double convert(String value) {
            double number = number(value);
            if (!(number >= 0 && number < 1)) {
                throw new TypeConversionException("it must be at least 0 and below 1, but is " + value);
            }
            return number;
        }
    }

    /** A whole number that may be negative and large, such as a seed. */
    static final class Whole implements ITypeConverter<Long> {
        @Override
        public Long convert(String value) {
            return whole(value);
        }
    }

    private static int whole(String value, int least) {
        return whole(value, least, Integer.MAX_VALUE);
    }

    private static int whole(String value, int least, int most) {
        long number = whole(value);
        if (number < least || number > most) {
            throw new TypeConversionException(
                    String.format(Locale.ROOT, "it must be from %d to %d, but is %d", least, most, number));
        }
        return (int) number;
    }

    private static long whole(String value) {
        try {
            return Long.parseLong(value);
        } catch (NumberFormatException e) {
            throw new TypeConversionException("it must be a whole number, but is \"" + value + "\"");
        }
    }

    private static double number(String value) {
        try {
            return Double.parseDouble(value);
        } catch (NumberFormatException e) {
            throw new TypeConversionException("it must be a number, but is \"" + value + "\"");
        }
    }
}
