package dcgan.data.archive;

import dcgan.data.DatasetException;
import dcgan.data.file.Reasons;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Supplier;
import java.util.zip.DataFormatException;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;

/**
 * A file that may be gzipped, whatever its name, read as a stream to its very end. Damage of the gzip data is told from content
 * that makes no sense.
 */
public final class PackedFile {
    private static final int BUFFER = 1 << 16;

    /** How much {@link #peek} reads: a tar header. */
    private static final int HEAD = 512;

    /** The header of gzip data. */
    private static final long MAX_GZIP_HEADER = 1 << 20;

    /** Commons Compress has no type of exception for it. */
    private static final String CHECKSUM_DIFFERS = "Gzip-compressed data is corrupt";

    private final String name;
    private final Advice advice;
    private final long maxUnpacked;
    private final Supplier<String> place;

    /** Reads what is in the file. */
    @FunctionalInterface
    public interface Content {
        /**
         * Reads all of it.
         *
         * @param how how the data came: empty, or " after unpacking"
         */
        void read(BufferedInputStream in, String how) throws IOException;
    }

    /**
     * A file.
     *
     * @param name its name in messages
     * @param maxUnpacked more than all that it may hold comes to
     * @param place where reading has come to, for messages: {@code " while x was being read"}, or empty
     */
    public PackedFile(String name, Advice advice, long maxUnpacked, Supplier<String> place) {
        this.name = name;
        this.advice = advice;
        this.maxUnpacked = maxUnpacked;
        this.place = place;
    }

    /**
     * Reads all of it.
     *
     * @throws IOException if nothing at all can be read from the file
     * @throws DatasetException if the file is not as it must be
     */
    public void read(InputStream file, Content content) throws IOException {
        BudgetInputStream budget = new BudgetInputStream(file);
        BufferedInputStream raw = new BufferedInputStream(budget, BUFFER);
        byte[] head = peek(raw);
        if (head.length == 0) {
            throw new DatasetException(name + ": the file is empty; " + advice.damaged());
        }
        try {
            if (GzipCompressorInputStream.matches(head, head.length)) {
                budget.allow(MAX_GZIP_HEADER);
                GzipStream gzip = new GzipStream(raw, BUFFER);
                budget.allow(Long.MAX_VALUE);
                readGzip(gzip, content);
                if (raw.read() >= 0) {
                    throw new DatasetException(
                            name + ": something follows the end of the gzip data; " + advice.suspect());
                }
            } else {
                content.read(raw, "");
            }
        } catch (IOException e) {
            throw new DatasetException(
                    name + ": reading failed" + place.get() + " (" + Reasons.of(e) + "); " + advice.damaged(), e);
        }
    }

    /** The first bytes of a stream, which stay there to be read. */
    public static byte[] peek(BufferedInputStream in) throws IOException {
        in.mark(HEAD);
        byte[] head = in.readNBytes(HEAD);
        in.reset();
        return head;
    }

    private void readGzip(GzipStream gzip, Content content) throws IOException {
        try {
            content.read(new BufferedInputStream(gzip, BUFFER), " after unpacking");
        } catch (IOException | DatasetException e) {
            // No file is to blame for what it holds if that is not what was packed.
            IOException damage = gzip.findDamage(maxUnpacked);
            if (damage == null) {
                throw e;
            }
            String showed = damage == e ? "" : ", and made no sense" + place.get();
            throw new DatasetException(name + ": " + complaint(damage, showed) + "; " + advice.damaged(), e);
        }
    }

    private String complaint(IOException damage, String showed) {
        if (damage instanceof EOFException) {
            return "the gzip data broke off" + place.get();
        }
        if (damage.getCause() instanceof DataFormatException) {
            return "the gzip data turned out to be corrupt" + place.get();
        }
        return String.valueOf(damage.getMessage()).startsWith(CHECKSUM_DIFFERS)
                ? "what was unpacked does not match gzip's checksum" + showed
                : "reading failed" + place.get() + " (" + Reasons.of(damage) + ")";
    }
}
