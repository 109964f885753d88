package dcgan.data;

/** The bytes of an image and the numbers that networks take and make, which lie in [-1, 1]. */
public final class Levels {
    private static final float[] FLOATS = new float[256];

    static {
        for (int level = 0; level < FLOATS.length; level++) {
            FLOATS[level] = (level / 255f - 0.5f) / 0.5f;
        }
    }

    private Levels() {}

    /** Writes every byte x as (x / 255 - 0.5) / 0.5 to {@code target} from {@code offset} on. */
    static void toFloats(byte[] levels, float[] target, int offset) {
        for (int i = 0; i < levels.length; i++) {
            target[offset + i] = FLOATS[levels[i] & 0xFF];
        }
    }

    /** The nearest byte, 0 to 255: -1 is 0, 1 is 255. What lies outside counts as the nearer of both, what is not a number as 0. */
    public static int of(float value) {
        return Math.clamp((long) Math.rint((value * 0.5f + 0.5f) * 255f), 0, 255);
    }
}
