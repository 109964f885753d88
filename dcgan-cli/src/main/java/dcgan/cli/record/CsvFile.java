package dcgan.cli.record;

import dcgan.cli.io.RunException;
import dcgan.data.file.AtomicFile;
import dcgan.data.file.Reasons;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * A table on the disk that grows by a row at a time; a row is in the file when {@link #add} returns. A kill may leave half a
 * row at the end, which reading leaves out.
 *
 * @param <R> what a row holds
 */
public final class CsvFile<R> implements AutoCloseable {
    private final Path file;
    private final Function<R, String> format;
    private final FileChannel channel;

    private CsvFile(Path file, Function<R, String> format, FileChannel channel) {
        this.file = file;
        this.format = format;
        this.channel = channel;
    }

    /** Starts a file, or starts it again with the given rows. */
    static <R> CsvFile<R> create(Path file, String header, Function<R, String> format, List<R> rows) {
        StringBuilder text = new StringBuilder(header).append('\n');
        rows.forEach(row -> text.append(format.apply(row)).append('\n'));
        try {
            AtomicFile.replace(file, out -> out.write(text.toString().getBytes(StandardCharsets.UTF_8)));
            return new CsvFile<>(file, format, FileChannel.open(file, StandardOpenOption.APPEND));
        } catch (IOException e) {
            throw RunException.cannotWrite(file, e);
        }
    }

    /**
     * The rows of a file as long as they satisfy a condition.
     *
     * @throws RunException if it cannot be read, or a row that is no longer than the others makes no sense
     */
    static <R> List<R> read(Path file, String header, Function<String[], R> parse, Predicate<R> wanted) {
        String text;
        try {
            text = Files.readString(file);
        } catch (IOException e) {
            throw new RunException(file + " cannot be read: " + Reasons.of(e), e);
        }
        String whole = text.substring(0, text.lastIndexOf('\n') + 1);
        List<String> lines = whole.lines().toList();
        if (lines.isEmpty() || !lines.getFirst().equals(header)) {
            throw new RunException(
                    file + " does not begin with the line \"" + header + "\"; it is not of this program");
        }
        int columns = header.split(",").length;
        List<R> rows = new ArrayList<>();
        for (int i = 1; i < lines.size(); i++) {
            R row;
            try {
                String[] cells = lines.get(i).split(",", -1);
                if (cells.length != columns) {
                    throw new NumberFormatException(cells.length + " cells");
                }
                row = parse.apply(cells);
            } catch (NumberFormatException e) {
                throw new RunException(file + ": line " + (i + 1) + " makes no sense; mend or remove it", e);
            }
            if (!wanted.test(row)) {
                break;
            }
            rows.add(row);
        }
        return rows;
    }

    /** A cell that counts from 1. */
    static int count(String cell) {
        int number = Integer.parseInt(cell);
        if (number < 1) {
            throw new NumberFormatException(cell);
        }
        return number;
    }

    /** The number in a cell, if it is one: a training whose losses are none ends without a row of them. */
    static double finite(double number) {
        if (!Double.isFinite(number)) {
            throw new NumberFormatException(Double.toString(number));
        }
        return number;
    }

    /** Writes a row. */
    public void add(R row) {
        try {
            ByteBuffer bytes = ByteBuffer.wrap((format.apply(row) + "\n").getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        } catch (IOException e) {
            throw RunException.cannotWrite(file, e);
        }
    }

    /** Makes sure that all rows so far outlive a loss of power. */
    public void sync() {
        try {
            channel.force(false);
        } catch (IOException e) {
            throw RunException.cannotWrite(file, e);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
