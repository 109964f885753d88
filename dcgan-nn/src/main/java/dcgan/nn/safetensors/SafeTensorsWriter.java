package dcgan.nn.safetensors;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Writes a file so that at any moment either the old or the new one is there whole: under another name in the same folder,
 * synced, then renamed. A symbolic link stays one, and its target is replaced.
 */
public final class SafeTensorsWriter {

    private static final int CHUNK = 1 << 16;
    private static final int MAX_LINKS = 40;

    private final FileChannel channel;
    private final MessageDigest digest = ContentChecksum.digest();
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(CHUNK).order(ByteOrder.LITTLE_ENDIAN);

    private SafeTensorsWriter(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Writes a file, in place of an older one if there is any.
     *
     * @param file its name
     * @param signed entries of the metadata that the checksum covers, besides the tensors
     * @param notes other entries of the metadata
     * @param checksumKey the key of the checksum, which is added to the metadata
     * @param tensors in the order of their data
     * @param values gives a tensor's elements, asked for one by one
     * @throws IllegalArgumentException if a key is there twice, or a finite element of type {@code F16} would become infinite
     * @throws IOException if that fails; nothing is left behind and the older file is as it was
     */
    public static void write(
            Path file,
            Map<String, String> signed,
            Map<String, String> notes,
            String checksumKey,
            List<TensorInfo> tensors,
            Function<TensorInfo, float[]> values)
            throws IOException {
        Map<String, String> metadata = new LinkedHashMap<>(signed);
        notes.forEach((key, value) -> putNew(metadata, key, value));
        putNew(metadata, checksumKey, ContentChecksum.ZEROS);
        Path absolute = target(file);
        // Of a fixed name, so that what a kill leaves behind is replaced the next time.
        Path temporary = absolute.resolveSibling("." + absolute.getFileName() + ".tmp");
        try (FileChannel channel = open(temporary)) {
            try {
                SafeTensorsWriter writer = new SafeTensorsWriter(channel);
                Map<TensorInfo, byte[]> digests = writer.write(Header.format(metadata, tensors), tensors, values);
                metadata.put(checksumKey, ContentChecksum.of(signed, digests));
                writer.replaceHeader(Header.format(metadata, tensors));
                channel.force(true);
                Files.move(temporary, absolute, StandardCopyOption.ATOMIC_MOVE);
            } catch (IOException | RuntimeException | Error e) {
                Files.deleteIfExists(temporary);
                throw e;
            }
        }
        sync(absolute.getParent());
    }

    /** Follows symbolic links, which stay; pipes and devices are refused, for the checksum is written last, at the beginning. */
    private static Path target(Path file) throws IOException {
        Path target = file.toAbsolutePath();
        for (int links = 0; Files.isSymbolicLink(target); links++) {
            if (links == MAX_LINKS) {
                throw new FileSystemLoopException(file.toString());
            }
            target = target.resolveSibling(Files.readSymbolicLink(target));
        }
        if (Files.exists(file) && !Files.isRegularFile(file) && !Files.isDirectory(file)) {
            throw new FileSystemException(file.toString(), null, "it is a pipe or a device, not a file");
        }
        return target;
    }

    private static FileChannel open(Path temporary) throws IOException {
        try {
            return FileChannel.open(
                    temporary,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.WRITE,
                    StandardOpenOption.TRUNCATE_EXISTING);
        } catch (NoSuchFileException e) {
            throw new FileSystemException(temporary.toString(), null, "its folder does not exist");
        }
    }

    private static void putNew(Map<String, String> metadata, String key, String value) {
        if (metadata.putIfAbsent(key, value) != null) {
            throw new IllegalArgumentException("the file itself uses the key \"" + key + "\"");
        }
    }

    /** Writes all of the file; returns the SHA-256 of each tensor's bytes. */
    private Map<TensorInfo, byte[]> write(byte[] header, List<TensorInfo> tensors, Function<TensorInfo, float[]> values)
            throws IOException {
        buffer.putLong(header.length);
        put(header);
        flush();
        digest.reset();
        Map<TensorInfo, byte[]> digests = new LinkedHashMap<>();
        for (TensorInfo tensor : tensors) {
            for (float value : values.apply(tensor)) {
                if (buffer.remaining() < Long.BYTES) {
                    flush();
                }
                switch (tensor.type()) {
                    case F16 -> buffer.putShort(half(tensor, value));
                    case F32 -> buffer.putFloat(value);
                    case I64 -> buffer.putLong((long) value);
                }
            }
            flush();
            digests.put(tensor, digest.digest());
        }
        return digests;
    }

    /** The nearest half precision number, the even one of two that are equally near. */
    private static short half(TensorInfo tensor, float value) {
        short half = Float.floatToFloat16(value);
        if (Float.isInfinite(Float.float16ToFloat(half)) && Float.isFinite(value)) {
            throw new IllegalArgumentException("tensor \"" + tensor.name() + "\" holds " + value
                    + ", which is too large for F16; the greatest number is 65504");
        }
        return half;
    }

    /** Writes another header of the same length. */
    private void replaceHeader(byte[] header) throws IOException {
        channel.position(Long.BYTES);
        put(header);
        flush();
    }

    private void put(byte[] bytes) throws IOException {
        for (int i = 0; i < bytes.length; i += CHUNK / 2) {
            if (buffer.remaining() < CHUNK / 2) {
                flush();
            }
            buffer.put(bytes, i, Math.min(CHUNK / 2, bytes.length - i));
        }
    }

    private void flush() throws IOException {
        buffer.flip();
        digest.update(buffer.duplicate());
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
        buffer.clear();
    }

    /** Makes the renaming durable, where folders can be opened; elsewhere the file system sees to it. */
    private static void sync(Path folder) throws IOException {
        if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            try (FileChannel channel = FileChannel.open(folder)) {
                channel.force(true);
            }
        }
    }
}
