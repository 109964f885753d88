package dcgan.data.folder;

import dcgan.data.ImageShape;
import dcgan.data.Images;
import dcgan.data.folder.CacheIndex.Entry;
import dcgan.data.text.Messages;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.CRC32C;

/**
 * The decoded pictures of one folder in one shape, in a file that is mapped into memory. It holds those that were asked for
 * so far.
 *
 * <p>Three files: {@code .pixels} has the images one after the other, {@code .index} says which file each is, and {@code
 * .lock} is locked meanwhile. An image that is in the index is never overwritten, because another process may be training
 * on it: what is decoded anew is added at the end. If more than half of the images are out of date, both files are written
 * anew, and the old ones live on for those who have mapped them.
 *
 * <p>Nothing waits for the disk. What a power cut loses is noticed by the checksum that each image is held to before it is
 * used.
 */
final class PictureCache implements PixelStore, AutoCloseable {
    private static final long MAGIC = 0x6463_6761_6E70_7831L;

    /** Before the first image. */
    private static final int HEADER_BYTES = 4096;

    private static final long MEGABYTE = 1_000_000;

    /** Fewer images that are out of date are not worth the work. */
    private static final int FEW = 64;

    /** How many images are checked before the progress is told. */
    private static final int CHUNK = 4096;

    private static final int NOWHERE = -1;

    private final CacheKey key;
    private final List<FoundFile> files;
    private final Path pixelsFile;
    private final Path indexFile;
    private final CacheLock lock;
    private CacheIndex index;
    private FileChannel pixels;
    private MemorySegment mapped;

    /** The slot of each picture that was looked up or added. */
    private final long[] slots;

    private long nextSlot;

    /** The slot and the end of the index before anything was added. */
    private long firstAdded;

    private long endBefore;

    private PictureCache(Path folder, CacheKey key, List<FoundFile> files, CacheLock lock) {
        this.key = key;
        this.files = files;
        this.pixelsFile = folder.resolve(key.fileName() + ".pixels");
        this.indexFile = folder.resolve(key.fileName() + ".index");
        this.lock = lock;
        this.slots = new long[files.size()];
        Arrays.fill(slots, NOWHERE);
    }

    /**
     * Opens a cache, and makes it if it is not there or damaged. Waits until no other thread or process has it open.
     *
     * @param folder where caches are kept
     * @param files all pictures of the folder
     * @param waiting is told if another one has it open
     */
    static PictureCache open(Path folder, CacheKey key, List<FoundFile> files, Runnable waiting)
            throws IOException, InterruptedException {
        makeFolder(folder);
        CacheLock lock = CacheLock.acquire(folder.resolve(key.fileName() + ".lock"), waiting);
        PictureCache cache = new PictureCache(folder, key, files, lock);
        try {
            if (!cache.openFiles()) {
                cache.create();
            }
            cache.compact();
            cache.firstAdded = cache.nextSlot;
            cache.endBefore = cache.index.end();
            return cache;
        } catch (IOException | RuntimeException | Error e) {
            cache.close();
            throw e;
        }
    }

    /** Pictures may be private, so nobody else can look into the folder. */
    private static void makeFolder(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            return;
        }
        Files.createDirectories(folder.toAbsolutePath().getParent());
        if (!folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.createDirectories(folder);
            return;
        }
        try {
            Files.createDirectory(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } catch (FileAlreadyExistsException e) {
            // Another process was quicker.
        }
    }

    /** Whether the files are there and belong together. */
    private boolean openFiles() throws IOException {
        index = CacheIndex.read(indexFile, key.text());
        if (index == null || !Files.isRegularFile(pixelsFile)) {
            return false;
        }
        pixels = FileChannel.open(pixelsFile, StandardOpenOption.READ, StandardOpenOption.WRITE);
        ByteBuffer header = ByteBuffer.allocate(2 * Long.BYTES);
        long size = pixels.size();
        if (size < HEADER_BYTES
                || pixels.read(header, 0) < header.capacity()
                || header.flip().getLong() != MAGIC
                || header.getLong() != index.id()) {
            return false;
        }
        nextSlot = Math.ceilDiv(size - HEADER_BYTES, imageBytes());
        map();
        return true;
    }

    private void create() throws IOException {
        closeFiles();
        // Never cut short: another process may have them mapped.
        Files.deleteIfExists(indexFile);
        Files.deleteIfExists(pixelsFile);
        long id = new SecureRandom().nextLong();
        pixels = createPixels(pixelsFile, id);
        index = CacheIndex.create(indexFile, key.text(), id);
        nextSlot = 0;
        map();
    }

    private static FileChannel createPixels(Path file, long id) throws IOException {
        FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            write(
                    channel,
                    ByteBuffer.allocate(HEADER_BYTES).putLong(MAGIC).putLong(id).clear(),
                    0);
            return channel;
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    private void map() throws IOException {
        // Unmapped when the last images over it are unreachable.
        mapped = pixels.map(MapMode.READ_ONLY, 0, pixels.size(), Arena.ofAuto());
    }

    /** Leaves out what is out of date, if that is the greater part. */
    private void compact() throws IOException {
        int[] current = IntStream.range(0, files.size())
                .filter(picture -> entry(picture) != null)
                .toArray();
        Path newPixels = pixelsFile.resolveSibling(pixelsFile.getFileName() + ".tmp");
        Path newIndex = indexFile.resolveSibling(indexFile.getFileName() + ".tmp");
        // What a kill has left.
        Files.deleteIfExists(newPixels);
        Files.deleteIfExists(newIndex);
        if (nextSlot - current.length <= current.length + FEW) {
            return;
        }
        long id = new SecureRandom().nextLong();
        try (FileChannel to = createPixels(newPixels, id);
                CacheIndex entries = CacheIndex.create(newIndex, key.text(), id)) {
            long slot = 0;
            for (int picture : current) {
                Entry entry = entry(picture);
                write(to, image(entry.slot()).asByteBuffer(), HEADER_BYTES + slot * imageBytes());
                entries.add(key.path(files.get(picture).path()), new Entry(entry.edition(), slot, entry.crc32c()));
                slot++;
            }
        }
        closeFiles();
        // Between the two the files do not belong together, and would be made anew.
        Files.move(newPixels, pixelsFile, StandardCopyOption.ATOMIC_MOVE);
        Files.move(newIndex, indexFile, StandardCopyOption.ATOMIC_MOVE);
        if (!openFiles()) {
            create();
        }
    }

    /** The entry of a picture, if its file is still the same and the pixels can be there. */
    private Entry entry(int picture) {
        FoundFile file = files.get(picture);
        Entry entry = index.entries().get(key.path(file.path()));
        return entry != null
                        && entry.edition().equals(file.edition())
                        && entry.slot() >= 0
                        && entry.slot() < wholeSlots()
                ? entry
                : null;
    }

    private long wholeSlots() {
        return (mapped.byteSize() - HEADER_BYTES) / imageBytes();
    }

    private MemorySegment image(long slot) {
        return mapped.asSlice(HEADER_BYTES + slot * imageBytes(), imageBytes());
    }

    private int imageBytes() {
        return shape().size();
    }

    private ImageShape shape() {
        return key.shape();
    }

    @Override
    public int[] missing(int[] pictures, Progress progress) {
        for (int begin = 0; begin < pictures.length; begin += CHUNK) {
            int end = Math.min(begin + CHUNK, pictures.length);
            IntStream.range(begin, end).parallel().map(i -> pictures[i]).forEach(picture -> {
                Entry entry = slots[picture] == NOWHERE ? entry(picture) : null;
                if (entry != null && crc32c(image(entry.slot()).asByteBuffer()) == entry.crc32c()) {
                    slots[picture] = entry.slot();
                }
            });
            progress.found((int) Arrays.stream(pictures, 0, end)
                    .filter(picture -> slots[picture] != NOWHERE)
                    .count());
        }
        return Arrays.stream(pictures)
                .filter(picture -> slots[picture] == NOWHERE)
                .toArray();
    }

    @Override
    public void reserve(int pictures) throws IOException {
        long needed = (long) pictures * imageBytes();
        long free = Files.getFileStore(pixelsFile).getUsableSpace();
        if (needed > free) {
            throw new FileSystemException(
                    pixelsFile.toString(),
                    null,
                    Messages.format(
                            "it needs %,d MB, but %,d MB are free", Math.ceilDiv(needed, MEGABYTE), free / MEGABYTE));
        }
    }

    @Override
    public void put(int picture, Decoded decoded) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(decoded.pixels());
        Entry entry = new Entry(decoded.edition(), nextSlot, crc32c(bytes.duplicate()));
        try {
            write(pixels, bytes, HEADER_BYTES + nextSlot * imageBytes());
            index.add(key.path(files.get(picture).path()), entry);
        } catch (IOException e) {
            giveRoomBack();
            throw e;
        }
        slots[picture] = nextSlot++;
    }

    /** A disk that became full by what was added is not left full. Nobody has mapped what is cut off. */
    private void giveRoomBack() {
        try {
            index.truncate(endBefore);
            pixels.truncate(HEADER_BYTES + firstAdded * imageBytes());
        } catch (IOException e) {
            // The next one to open it will see that what is there is not whole.
        }
    }

    @Override
    public Images images(int[] pictures, int[] labels, List<String> classNames) throws IOException {
        map();
        long[] offsets = Arrays.stream(pictures)
                .mapToLong(picture -> HEADER_BYTES + slots[picture] * imageBytes())
                .toArray();
        return Images.of(shape(), mapped, offsets, labels, classNames);
    }

    private void closeFiles() throws IOException {
        if (index != null) {
            index.close();
            index = null;
        }
        if (pixels != null) {
            pixels.close();
            pixels = null;
        }
    }

    @Override
    public void close() throws IOException {
        try (lock) {
            closeFiles();
        }
    }

    private static void write(FileChannel file, ByteBuffer bytes, long position) throws IOException {
        for (long next = position; bytes.hasRemaining(); ) {
            next += file.write(bytes, next);
        }
    }

    private static int crc32c(ByteBuffer bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        return (int) crc.getValue();
    }
}
