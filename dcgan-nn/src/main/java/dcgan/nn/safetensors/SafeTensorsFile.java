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
import java.util.Map;

/** A whole and unchanged file, mapped into memory. */
public final class SafeTensorsFile {

    private static final int MAX_HEADER = 1 << 20;
    private static final int CHUNK = 1 << 20;
    private static final ValueLayout.OfLong I64 = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfFloat F32 = ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final MemorySegment data;
    private final Header header;

    private SafeTensorsFile(MemorySegment data, Header header) {
        this.data = data;
        this.header = header;
    }

    /**
     * Reads the header and checks all of the file.
     *
     * @throws MalformedFileException if it is no such file, or damaged
     * @throws IOException if it cannot be read
     */
    public static SafeTensorsFile open(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file);
                Arena whileChecking = Arena.ofConfined()) {
            if (channel.size() < Long.BYTES) {
                throw new MalformedFileException("it ends within its first 8 bytes");
            }
            Header header = check(map(channel, whileChecking));
            // What was refused is unmapped at once, what was accepted when nobody needs it any more.
            MemorySegment all = map(channel, Arena.ofAuto());
            return new SafeTensorsFile(all.asSlice(Long.BYTES + all.get(I64, 0)), header);
        }
    }

    private static MemorySegment map(FileChannel channel, Arena arena) throws IOException {
        return channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena);
    }

    private static Header check(MemorySegment all) throws MalformedFileException {
        long length = all.get(I64, 0);
        if (length < 2 || length > MAX_HEADER || length > all.byteSize() - Long.BYTES) {
            throw new MalformedFileException("it does not begin as a safetensors file does: its first 8 bytes ask for a"
                    + " header of " + Long.toUnsignedString(length) + " bytes");
        }
        byte[] bytes = all.asSlice(Long.BYTES, length).toArray(ValueLayout.JAVA_BYTE);
        Header header = Header.parse(decode(bytes), all.byteSize() - Long.BYTES - length);
        verify(all, bytes, header.metadata().get(Checksum.KEY));
        return header;
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

    private static void verify(MemorySegment all, byte[] header, String checksum) throws MalformedFileException {
        int at = Checksum.find(header);
        if (checksum == null || at < 0) {
            throw new MalformedFileException("it has no checksum \"" + Checksum.KEY + "\" in its metadata");
        }
        Checksum.put(header, at, Checksum.ZEROS);
        MessageDigest digest = Checksum.digest();
        digest.update(all.asSlice(0, Long.BYTES).asByteBuffer());
        digest.update(header);
        for (long i = Long.BYTES + header.length; i < all.byteSize(); i += CHUNK) {
            digest.update(all.asSlice(i, Math.min(CHUNK, all.byteSize() - i)).asByteBuffer());
        }
        if (!HexFormat.of().formatHex(digest.digest()).equals(checksum)) {
            throw new MalformedFileException("its content does not match its checksum");
        }
    }

    /** The metadata, the checksum not included. */
    public Map<String, String> metadata() {
        Map<String, String> metadata = new LinkedHashMap<>(header.metadata());
        metadata.remove(Checksum.KEY);
        return Collections.unmodifiableMap(metadata);
    }

    /** The tensors by name. */
    public Map<String, TensorInfo> tensors() {
        return header.tensors();
    }

    /**
     * The elements of a tensor; those of type {@code I64} must be exact as float32.
     *
     * @throws MalformedFileException if one is not
     */
    public float[] read(String name) throws MalformedFileException {
        TensorInfo tensor = header.tensors().get(name);
        long offset = header.offsets().get(name);
        float[] values = new float[tensor.size()];
        if (tensor.type() == TensorInfo.Type.F32) {
            MemorySegment.copy(data, F32, offset, values, 0, values.length);
            return values;
        }
        for (int i = 0; i < values.length; i++) {
            long value = data.get(I64, offset + (long) i * Long.BYTES);
            values[i] = value;
            if ((long) values[i] != value) {
                throw new MalformedFileException("tensor \"" + name + "\" holds " + value + ", which is too large");
            }
        }
        return values;
    }
}
