package dcgan.data.decode;

import java.io.ByteArrayOutputStream;

/** The segments of a JPEG file that make up its colour profile. Each begins with its number and the number of all. */
final class IccSegments {
    private final byte[][] segments = new byte[256][];
    private int total;
    private boolean broken;

    /** Adds a segment: its number, the number of all segments, and its part of the profile. */
    void add(byte[] segment) {
        int number = segment[0] & 0xFF;
        int all = segment[1] & 0xFF;
        broken |= total != 0 && all != total || number == 0 || number > all || segments[number] != null;
        total = all;
        segments[number] = segment;
    }

    /** The profile, or null if there is none, or a segment is missing or there twice. */
    byte[] profile() {
        if (total == 0 || broken) {
            return null;
        }
        ByteArrayOutputStream profile = new ByteArrayOutputStream();
        for (int number = 1; number <= total; number++) {
            if (segments[number] == null) {
                return null;
            }
            profile.write(segments[number], 2, segments[number].length - 2);
        }
        return profile.toByteArray();
    }
}
