package dcgan.data.archive;

import java.io.IOException;
import java.io.InputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;

/**
 * Unpacks gzip data and remembers whether that failed. Damage may unpack all the same, to bytes that make no sense to whoever
 * reads them: only the checksum at the end tells the one from the other.
 */
final class GzipStream extends InputStream {
    private final InputStream unpacked;
    private IOException failure;

    /** Reads gzip's header. */
    GzipStream(InputStream packed, int bufferSize) throws IOException {
        this.unpacked = GzipCompressorInputStream.builder()
                .setInputStream(packed)
                .setBufferSize(bufferSize)
                .get();
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        try {
            return unpacked.read(bytes, offset, length);
        } catch (IOException e) {
            failure = e;
            throw e;
        }
    }

    /**
     * What is wrong with the gzip data, or null if it is whole.
     *
     * @param most how many bytes to read on for it; data that goes on after them passes for whole
     */
    IOException findDamage(long most) {
        if (failure == null) {
            try {
                skipNBytes(most);
            } catch (IOException e) {
                // Either the end has come, or a failure, which has been remembered.
            }
        }
        return failure;
    }
}
