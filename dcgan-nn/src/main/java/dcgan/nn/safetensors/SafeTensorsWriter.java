package dcgan.nn.safetensors;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Writes a file so that at any moment either the old or the new one is there whole: under another name in the same folder,
 * synced, then renamed.
 */
public final class SafeTensorsWriter {

    private static final int CHUNK = 1 << 16;

    private final FileChannel channel;
    private final MessageDigest digest = Checksum.digest();
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(CHUNK).order(ByteOrder.LITTLE_ENDIAN);

    private SafeTensorsWriter(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Writes a file, in place of an older one if there is any.
     *
     * @param file its name
     * @param metadata what else it says, without {@value Checksum#KEY}, which is added
     * @param tensors in the order of their data
     * @param values gives a tensor's elements, asked for one by one
     * @throws IllegalArgumentException if the metadata has {@value Checksum#KEY}
     * @throws IOException if that fails; nothing is left behind and the older file is as it was
     */
    public static void write(
            Path file, Map<String, String> metadata, List<TensorInfo> tensors, Function<TensorInfo, float[]> values)
            throws IOException {
        if (metadata.containsKey(Checksum.KEY)) {
            throw new IllegalArgumentException("the file itself uses the key \"" + Checksum.KEY + "\"");
        }
        Path absolute = file.toAbsolutePath();
        // Of a fixed name, so that what a kill leaves behind is replaced the next time.
        Path temporary = absolute.resolveSibling("." + absolute.getFileName() + ".tmp");
        try (FileChannel channel = open(temporary)) {
            try {
                new SafeTensorsWriter(channel).write(header(metadata, tensors), tensors, values);
                channel.force(true);
                Files.move(temporary, absolute, StandardCopyOption.ATOMIC_MOVE);
            } catch (IOException | RuntimeException | Error e) {
                Files.deleteIfExists(temporary);
                throw e;
            }
        }
        sync(absolute.getParent());
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

    private static byte[] header(Map<String, String> metadata, List<TensorInfo> tensors) {
        StringJoiner notes = new StringJoiner(",", "{", "}");
        metadata.forEach((key, value) -> notes.add(field(key, Json.quote(value))));
        notes.add(field(Checksum.KEY, Json.quote(Checksum.ZEROS)));
        StringJoiner header = new StringJoiner(",", "{", "}").add(field(Header.METADATA, notes.toString()));
        long begin = 0;
        for (TensorInfo tensor : tensors) {
            long end = begin + tensor.bytes();
            String shape = tensor.shape().stream().map(String::valueOf).collect(Collectors.joining(",", "[", "]"));
            header.add(field(
                    tensor.name(),
                    "{\"dtype\":\"" + tensor.type() + "\",\"shape\":" + shape + ",\"data_offsets\":[" + begin + ","
                            + end + "]}"));
            begin = end;
        }
        byte[] bytes = header.toString().getBytes(StandardCharsets.UTF_8);
        // Spaces, so that the data is aligned to 8 bytes.
        byte[] padded = Arrays.copyOf(bytes, (bytes.length + 7) / 8 * 8);
        Arrays.fill(padded, bytes.length, padded.length, (byte) ' ');
        return padded;
    }

    private static String field(String name, String json) {
        return Json.quote(name) + ":" + json;
    }

    private void write(byte[] header, List<TensorInfo> tensors, Function<TensorInfo, float[]> values)
            throws IOException {
        buffer.putLong(header.length);
        put(header);
        for (TensorInfo tensor : tensors) {
            for (float value : values.apply(tensor)) {
                if (buffer.remaining() < Long.BYTES) {
                    flush();
                }
                if (tensor.type() == TensorInfo.Type.I64) {
                    buffer.putLong((long) value);
                } else {
                    buffer.putFloat(value);
                }
            }
        }
        flush();
        Checksum.put(header, Checksum.find(header), HexFormat.of().formatHex(digest.digest()));
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
