package dcgan.nn.safetensors;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A file whose header and size fit together, mapped into memory. Its checksums tell whether its content is unchanged. */
public final class SafeTensorsFile {

    private static final int MAX_HEADER = 1 << 20;
    private static final int CHUNK = 1 << 20;
    private static final ValueLayout.OfLong I64 = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfShort F16 = ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfFloat F32 = ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final MemorySegment data;
    private final Header header;

    private SafeTensorsFile(MemorySegment data, Header header) {
        this.data = data;
        this.header = header;
    }

    /**
     * Reads the header.
     *
     * @throws MalformedFileException if it is no such file, or cut off
     * @throws IOException if it cannot be read
     */
    public static SafeTensorsFile open(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file);
                Arena whileChecking = Arena.ofConfined()) {
            Header header = header(map(channel, whileChecking));
            // What was refused is unmapped at once, what was accepted when nobody needs it any more.
            return of(map(channel, Arena.ofAuto()), header);
        }
    }

    /**
     * Reads the header of a file whose content is in memory.
     *
     * @param content is not copied: do not change it afterwards
     * @throws MalformedFileException if it is no such file, or cut off
     */
    public static SafeTensorsFile of(byte[] content) throws MalformedFileException {
        MemorySegment all = MemorySegment.ofArray(content);
        return of(all, header(all));
    }

    private static SafeTensorsFile of(MemorySegment all, Header header) {
        return new SafeTensorsFile(all.asSlice(Long.BYTES + all.get(I64, 0)), header);
    }

    private static MemorySegment map(FileChannel channel, Arena arena) throws IOException {
        return channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena);
    }

    private static Header header(MemorySegment all) throws MalformedFileException {
        if (all.byteSize() < Long.BYTES) {
            throw new MalformedFileException("it ends within its first 8 bytes");
        }
        long length = all.get(I64, 0);
        if (length < 2 || length > MAX_HEADER || length > all.byteSize() - Long.BYTES) {
            throw new MalformedFileException("it does not begin as a safetensors file does: its first 8 bytes ask for a"
                    + " header of " + Long.toUnsignedString(length) + " bytes");
        }
        byte[] bytes = all.asSlice(Long.BYTES, length).toArray(ValueLayout.JAVA_BYTE);
        return Header.parse(decode(bytes), all.byteSize() - Long.BYTES - length);
    }

    private static String decode(byte[] bytes) throws MalformedFileException {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new MalformedFileException("its header is not UTF-8");
        }
    }

    /**
     * The checksum of what the file holds, as {@link SafeTensorsWriter} keeps it.
     *
     * @param signed the entries of the metadata that it covers
     */
    public String contentChecksum(Map<String, String> signed) {
        Map<TensorInfo, byte[]> digests = new LinkedHashMap<>();
        for (TensorInfo tensor : tensors().values()) {
            MessageDigest digest = ContentChecksum.digest();
            update(digest, tensor);
            digests.put(tensor, digest.digest());
        }
        return ContentChecksum.of(signed, digests);
    }

    /**
     * The SHA-256, as hexadecimal digits, that this file would have in a certain layout: the checksum of the first format
     * of checkpoints.
     *
     * @param metadata in its order
     * @param order of the tensors' data
     */
    public String layoutChecksum(Map<String, String> metadata, List<TensorInfo> order) {
        byte[] formatted = Header.format(metadata, order);
        MessageDigest digest = ContentChecksum.digest();
        digest.update(
                ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN).putLong(0, formatted.length));
        digest.update(formatted);
        order.forEach(tensor -> update(digest, tensor));
        return HexFormat.of().formatHex(digest.digest());
    }

    private void update(MessageDigest digest, TensorInfo tensor) {
        long begin = header.offsets().get(tensor.name());
        for (long i = 0; i < tensor.bytes(); i += CHUNK) {
            digest.update(
                    data.asSlice(begin + i, Math.min(CHUNK, tensor.bytes() - i)).asByteBuffer());
        }
    }

    /** The metadata, in its order. */
    public Map<String, String> metadata() {
        return Collections.unmodifiableMap(header.metadata());
    }

    /** The tensors by name, in the order of their data. */
    public Map<String, TensorInfo> tensors() {
        return header.tensors();
    }

    /**
     * The elements of a tensor. Those of type {@code F16} are exact as float32; those of type {@code I64} must be.
     *
     * @throws MalformedFileException if one is not
     */
    public float[] read(String name) throws MalformedFileException {
        TensorInfo tensor = header.tensors().get(name);
        long offset = header.offsets().get(name);
        float[] values = new float[tensor.size()];
        switch (tensor.type()) {
            case F16 -> {
                for (int i = 0; i < values.length; i++) {
                    values[i] = Float.float16ToFloat(data.get(F16, offset + (long) i * Short.BYTES));
                }
            }
            case F32 -> MemorySegment.copy(data, F32, offset, values, 0, values.length);
            case I64 -> {
                for (int i = 0; i < values.length; i++) {
                    values[i] = exact(tensor, data.get(I64, offset + (long) i * Long.BYTES));
                }
            }
        }
        return values;
    }

    private static float exact(TensorInfo tensor, long value) throws MalformedFileException {
        float rounded = value;
        if ((long) rounded != value) {
            throw new MalformedFileException(
                    "tensor \"" + tensor.name() + "\" holds " + value + ", which is too large");
        }
        return rounded;
    }
}
