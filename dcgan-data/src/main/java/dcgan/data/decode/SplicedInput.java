package dcgan.data.decode;

import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.stream.ImageInputStreamImpl;

/** What a decoder reads instead of the file: parts of the file, and other bytes between them. */
final class SplicedInput extends ImageInputStreamImpl {
    /** From {@code start} of this input on, the bytes of {@code source} from {@code offset} on. */
    private record Part(long start, long end, Bytes source, long offset) {}

    private static final long LARGE = 1 << 30;

    private final List<Part> parts = new ArrayList<>();
    private Part current = new Part(0, 0, null, 0);
    private long length;
    private long claimed;
    private boolean strict;

    /** Appends bytes of a file. */
    SplicedInput add(Bytes source, long offset, long count) {
        if (count > 0) {
            parts.add(new Part(length, length + count, source, offset));
            length += count;
        }
        return this;
    }

    /** Appends other bytes. */
    SplicedInput add(byte... bytes) {
        return add(Bytes.of(bytes), 0, bytes.length);
    }

    /**
     * Tells the decoder a large length. Some refuse pictures that are large for their files, which pictures of one
     * colour are; how large a picture may be is decided before.
     */
    SplicedInput claimingLength() {
        claimed = LARGE;
        return this;
    }

    /**
     * Fails where a decoder asks for a single byte beyond the end. Some take zeros from there on, without end and slowly,
     * and never tell; they do not expect this failure, as they do an {@link EOFException}.
     */
    SplicedInput strict() {
        strict = true;
        return this;
    }

    @Override
    public long length() {
        return Math.max(length, claimed);
    }

    @Override
    public int read() throws IOException {
        bitOffset = 0;
        if (!locate()) {
            if (strict) {
                throw new IOException(new EOFException());
            }
            return -1;
        }
        int value = current.source.u8(current.offset + streamPos - current.start);
        streamPos++;
        return value;
    }

    /** Reads all that is asked for, up to the end: some decoders do not ask again after a part of it. */
    @Override
    public int read(byte[] to, int at, int count) throws IOException {
        bitOffset = 0;
        int done = 0;
        while (done < count && locate()) {
            int some = (int) Math.min(count - done, current.end - streamPos);
            int read = current.source.read(current.offset + streamPos - current.start, to, at + done, some);
            streamPos += read;
            done += read;
        }
        return done == 0 && count > 0 ? -1 : done;
    }

    private boolean locate() {
        if (streamPos >= current.start && streamPos < current.end) {
            return true;
        }
        for (Part part : parts) {
            if (streamPos >= part.start && streamPos < part.end) {
                current = part;
                return true;
            }
        }
        return false;
    }
}
