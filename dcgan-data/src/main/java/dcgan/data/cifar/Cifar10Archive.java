package dcgan.data.cifar;

import dcgan.data.DatasetException;
import dcgan.data.file.Reasons;
import dcgan.data.text.Messages;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import java.util.zip.DataFormatException;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.archivers.tar.TarUtils;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;

/**
 * CIFAR-10 in a tar archive, gzipped or not, read as a stream. What the archive claims is not believed: the memory and
 * the time that reading takes are bounded whatever it holds.
 */
final class Cifar10Archive {
    private static final int BUFFER = 1 << 16;
    private static final int TAR_BLOCK = 512;

    /** Headers, and whatever may follow the last entry. */
    private static final long MAX_OVERHEAD = 1 << 20;

    /** Entries besides the images, such as the read-me file: how long, and how many in all. */
    private static final long MAX_OTHER = 1 << 20;

    private static final int MAX_ENTRIES = 64;

    /** More than all that an archive may hold comes to. */
    private static final long MAX_UNPACKED = 1 << 28;

    /** The types of header that stand for a plain file. */
    private static final Set<Byte> PLAIN =
            Set.of(TarConstants.LF_NORMAL, TarConstants.LF_OLDNORM, TarConstants.LF_CONTIG);

    /** Commons Compress has no type of exception for it. */
    private static final String CHECKSUM_DIFFERS = "Gzip-compressed data is corrupt";

    private static final String DAMAGED =
            "the archive is damaged or incomplete, download it again (`dcgan data fetch`).";
    private static final String SUSPECT =
            "the archive is not the published one, download it again (`dcgan data fetch`).";

    private final String name;
    private final InputStream file;
    private final Cifar10Files files;

    /** Where reading has come to, for messages. */
    private String place = "";

    /** The archive in {@code file}, which is called {@code name} in messages. */
    Cifar10Archive(String name, InputStream file) {
        this.name = name;
        this.file = file;
        this.files = new Cifar10Files(name);
    }

    /**
     * Reads all of it.
     *
     * @throws IOException if nothing at all can be read from the file
     * @throws DatasetException if the archive is not as it must be
     */
    Cifar10 read() throws IOException {
        BudgetInputStream budget = new BudgetInputStream(file);
        BufferedInputStream raw = new BufferedInputStream(budget, BUFFER);
        byte[] head = peek(raw);
        if (head.length == 0) {
            throw new DatasetException(name + ": the file is empty; " + DAMAGED);
        }
        try {
            if (GzipCompressorInputStream.matches(head, head.length)) {
                budget.allow(MAX_OVERHEAD);
                GzipStream gzip = new GzipStream(raw, BUFFER);
                budget.allow(Long.MAX_VALUE);
                readGzip(gzip);
                if (raw.read() >= 0) {
                    throw new DatasetException(name + ": something follows the end of the gzip data; " + SUSPECT);
                }
            } else {
                readTar(raw, "");
            }
        } catch (IOException e) {
            throw new DatasetException(name + ": reading failed" + place + " (" + Reasons.of(e) + "); " + DAMAGED, e);
        }
        return files.toCifar10();
    }

    private void readGzip(GzipStream gzip) throws IOException {
        try {
            readTar(new BufferedInputStream(gzip, BUFFER), " after unpacking");
        } catch (IOException | DatasetException e) {
            // No file is to blame for what it holds if that is not what was packed.
            IOException damage = gzip.findDamage(MAX_UNPACKED);
            if (damage == null) {
                throw e;
            }
            String showed = damage == e ? "" : ", and made no sense" + place;
            throw new DatasetException(name + ": " + complaint(damage, showed) + "; " + DAMAGED, e);
        }
    }

    private String complaint(IOException damage, String showed) {
        if (damage instanceof EOFException) {
            return "the gzip data broke off" + place;
        }
        if (damage.getCause() instanceof DataFormatException) {
            return "the gzip data turned out to be corrupt" + place;
        }
        return String.valueOf(damage.getMessage()).startsWith(CHECKSUM_DIFFERS)
                ? "what was unpacked does not match gzip's checksum" + showed
                : "reading failed" + place + " (" + Reasons.of(damage) + ")";
    }

    private void readTar(BufferedInputStream in, String how) throws IOException {
        byte[] head = peek(in);
        if (!isTar(head)) {
            throw new DatasetException(name + ": this is " + describe(head) + how
                    + "; use the CIFAR-10 binary version that `dcgan data fetch` downloads.");
        }
        BudgetInputStream budget = new BudgetInputStream(in);
        TarArchiveInputStream tar = new TarArchiveInputStream(budget);
        int entries = 0;
        for (TarArchiveEntry entry = next(tar, budget); entry != null; entry = next(tar, budget)) {
            if (++entries > MAX_ENTRIES) {
                throw new DatasetException(name + ": there are more than " + MAX_ENTRIES + " entries; " + SUSPECT);
            }
            String entryName = Messages.printable(entry.getName());
            place = " while " + entryName + " was being read";
            readEntry(entry, tar);
            place = " after " + entryName;
        }
        // To the very end, because gzip's checksum comes last.
        budget.allow(MAX_OVERHEAD);
        budget.transferTo(OutputStream.nullOutputStream());
    }

    private TarArchiveEntry next(TarArchiveInputStream tar, BudgetInputStream budget) throws IOException {
        budget.allow(MAX_OVERHEAD);
        try {
            return tar.getNextEntry();
        } catch (RuntimeException e) {
            // Commons Compress lets some of what a broken header brings about through unchecked.
            throw new IOException("a header makes no sense", e);
        } finally {
            budget.allow(Long.MAX_VALUE);
        }
    }

    private void readEntry(TarArchiveEntry entry, TarArchiveInputStream tar) throws IOException {
        String path = entry.getName();
        if (!entry.isCheckSumOK()) {
            throw files.error(path, "has a header with a wrong checksum; " + DAMAGED);
        }
        if (path.startsWith("/") || Arrays.asList(path.split("[/\\\\]")).contains("..")) {
            throw files.error(path, "leads out of the archive; " + SUSPECT);
        }
        String last = path.replaceFirst("/+$", "").replaceFirst(".*/", "");
        boolean wanted = files.wants(last);
        if (entry.isDirectory() && !wanted) {
            return;
        }
        if (!PLAIN.contains(entry.getLinkFlag()) || entry.isDirectory() || entry.isSparse()) {
            throw files.error(path, "is " + kind(entry) + " instead of a plain file; " + SUSPECT);
        }
        if (wanted) {
            files.add(last, entry.getSize(), tar);
        } else if (entry.getSize() > MAX_OTHER) {
            throw files.error(
                    path, Messages.format("claims %,d bytes and is no part of CIFAR-10; ", entry.getSize()) + SUSPECT);
        } else {
            tar.skipNBytes(entry.getSize());
        }
    }

    private static String kind(TarArchiveEntry entry) {
        if (entry.isDirectory()) {
            return "a folder";
        }
        if (entry.isSymbolicLink() || entry.isLink()) {
            return "a link";
        }
        return entry.isSparse() ? "a sparse file" : "something special";
    }

    private static byte[] peek(BufferedInputStream in) throws IOException {
        in.mark(TAR_BLOCK);
        byte[] head = in.readNBytes(TAR_BLOCK);
        in.reset();
        return head;
    }

    private static boolean isTar(byte[] head) {
        if (TarArchiveInputStream.matches(head, head.length)) {
            return true;
        }
        try {
            // The oldest kind of tar has no mark, only a checksum.
            return head.length == TAR_BLOCK && TarUtils.verifyCheckSum(head);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static String describe(byte[] head) {
        if (head.length == 0) {
            return "empty";
        }
        String text = new String(head, StandardCharsets.ISO_8859_1).stripLeading();
        if (text.startsWith("PK")) {
            return "a zip archive, not a tar archive";
        }
        if (text.startsWith("BZh") || text.startsWith("\u00FD7zXZ") || text.startsWith("7z")) {
            return "another kind of archive, not tar";
        }
        return text.startsWith("<") ? "a web page, not a tar archive" : "neither gzip nor tar data";
    }
}
