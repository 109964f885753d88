package dcgan.data.archive;

import dcgan.data.DatasetException;
import dcgan.data.text.Messages;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.archivers.tar.TarUtils;

/**
 * A data set in a tar archive, gzipped or not, read as a stream. What the archive claims is not believed: the memory and the time
 * that reading takes are bounded whatever it holds.
 */
public final class TarArchive {
    private static final int TAR_BLOCK = 512;

    /** Headers, and whatever may follow the last entry. */
    private static final long MAX_OVERHEAD = 1 << 20;

    /** Entries besides the images, such as the read-me file: how long, and how many in all. */
    private static final long MAX_OTHER = 1 << 20;

    private static final int MAX_ENTRIES = 64;

    /** More than all that an archive may hold comes to. */
    private static final long MAX_UNPACKED = 1 << 29;

    /** The types of header that stand for a plain file. */
    private static final Set<Byte> PLAIN =
            Set.of(TarConstants.LF_NORMAL, TarConstants.LF_OLDNORM, TarConstants.LF_CONTIG);

    private final String name;
    private final String title;
    private final Advice advice;
    private final Files files;

    /** Where reading has come to, for messages. */
    private String place = "";

    /** Takes the files of an archive. */
    public interface Files {
        /** Whether {@link #add} wants a file of this name, which is without its folder. */
        boolean wants(String name);

        /**
         * Reads and checks one file.
         *
         * @param size how long the file is said to be; no more than that can be read
         * @throws IOException if {@code in} fails
         * @throws DatasetException if the file is not as it must be
         */
        void add(String name, long size, InputStream in) throws IOException;

        /**
         * Hears of a plain file that {@link #wants} does not want.
         *
         * @throws DatasetException if it shows that the archive is something else
         */
        default void skip(String name) {}

        /** Whether the rest of the archive need not be read. */
        default boolean isDone() {
            return false;
        }
    }

    /**
     * An archive.
     *
     * @param name its name in messages
     * @param title what people call the data set in it: {@code CIFAR-10}
     */
    public TarArchive(String name, String title, Advice advice, Files files) {
        this.name = name;
        this.title = title;
        this.advice = advice;
        this.files = files;
    }

    /**
     * Reads all of it.
     *
     * @throws IOException if nothing at all can be read from the file
     * @throws DatasetException if the archive is not as it must be
     */
    public void read(InputStream file) throws IOException {
        new PackedFile(name, advice, MAX_UNPACKED, () -> place).read(file, this::readTar);
    }

    /**
     * The first file in an archive whose name, without its folder, satisfies a condition. What comes after it is not read.
     *
     * @return empty if there is none, or if this is no archive that can be read as far as that
     */
    public static Optional<String> find(Path archive, Predicate<String> condition) {
        Finder finder = new Finder(condition);
        if (java.nio.file.Files.isRegularFile(archive)) {
            try (InputStream in = java.nio.file.Files.newInputStream(archive)) {
                String name = archive.toString();
                new TarArchive(name, "a data set", new Advice("archive", "dcgan data fetch"), finder).read(in);
            } catch (IOException | DatasetException e) {
                // What was found before that counts all the same.
            }
        }
        return Optional.ofNullable(finder.found);
    }

    private static final class Finder implements Files {
        private final Predicate<String> condition;
        private String found;

        Finder(Predicate<String> condition) {
            this.condition = condition;
        }

        @Override
        public boolean wants(String name) {
            return condition.test(name);
        }

        @Override
        public void add(String name, long size, InputStream in) {
            found = name;
        }

        @Override
        public boolean isDone() {
            return found != null;
        }
    }

    private void readTar(BufferedInputStream in, String how) throws IOException {
        byte[] head = PackedFile.peek(in);
        if (!isTar(head)) {
            throw new DatasetException(name + ": this is " + describe(head) + how + "; use the archive of " + title
                    + " that `" + advice.fetch() + "` downloads.");
        }
        BudgetInputStream budget = new BudgetInputStream(in);
        TarArchiveInputStream tar = new TarArchiveInputStream(budget);
        int entries = 0;
        for (TarArchiveEntry entry = next(tar, budget); entry != null; entry = next(tar, budget)) {
            if (++entries > MAX_ENTRIES) {
                throw new DatasetException(
                        name + ": there are more than " + MAX_ENTRIES + " entries; " + advice.suspect());
            }
            String entryName = Messages.printable(entry.getName());
            place = " while " + entryName + " was being read";
            readEntry(entry, tar);
            place = " after " + entryName;
            if (files.isDone()) {
                return;
            }
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
            throw error(path, "has a header with a wrong checksum; " + advice.damaged());
        }
        if (path.startsWith("/") || Arrays.asList(path.split("[/\\\\]")).contains("..")) {
            throw error(path, "leads out of the archive; " + advice.suspect());
        }
        String last = path.replaceFirst("/+$", "").replaceFirst(".*/", "");
        boolean wanted = files.wants(last);
        if (entry.isDirectory() && !wanted) {
            return;
        }
        if (!PLAIN.contains(entry.getLinkFlag()) || entry.isDirectory() || entry.isSparse()) {
            throw error(path, "is " + kind(entry) + " instead of a plain file; " + advice.suspect());
        }
        if (wanted) {
            files.add(last, entry.getSize(), tar);
            return;
        }
        files.skip(last);
        if (entry.getSize() > MAX_OTHER) {
            throw error(
                    path,
                    Messages.format("claims %,d bytes and is no part of %s; ", entry.getSize(), title)
                            + advice.suspect());
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

    private DatasetException error(String entry, String complaint) {
        return new DatasetException(name + ": " + Messages.printable(entry) + " " + complaint);
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
        if (text.startsWith("\0\0\b\1") || text.startsWith("\0\0\b\3")) {
            return "an IDX file, as of MNIST, not a tar archive";
        }
        return text.startsWith("<") ? "a web page, not a tar archive" : "neither gzip nor tar data";
    }
}
