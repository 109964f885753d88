package dcgan.data.decode;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.zip.CRC32;

/** Damages files at random: other bytes, bytes that are missing or too many, ends that are missing, and other headers. */
final class Mutations {
    private static final int HEADER = 64;

    /** Numbers at which counts and sizes overflow. */
    private static final int[] NUMBERS = {0, 1, 0x7F, 0xFF, 0xFFFF, 0x10000, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF};

    private final List<byte[]> seeds;
    private final SplittableRandom random;

    /**
     * Mutations of some files.
     *
     * @param seeds whole files
     */
    Mutations(List<byte[]> seeds, SplittableRandom random) {
        this.seeds = seeds;
        this.random = random;
    }

    /** A damaged edition of one of the files, which take turns. */
    byte[] of(int i) {
        byte[] mutated = seeds.get(i % seeds.size()).clone();
        int changes = 1 + random.nextInt(4);
        for (int change = 0; change < changes && mutated.length > 0; change++) {
            mutated = changed(mutated);
        }
        return random.nextInt(10) == 0 ? Arrays.copyOf(mutated, random.nextInt(mutated.length + 1)) : mutated;
    }

    private byte[] changed(byte[] file) {
        byte[] changed = file.clone();
        int at = position(file.length);
        int some = 1 + random.nextInt(random.nextBoolean() ? 4 : HEADER);
        switch (random.nextInt(10)) {
            case 0 -> changed[at] = 0;
            case 1 -> changed[at] = (byte) 0xFF;
            case 2, 3 -> changed[at] ^= (byte) (1 << random.nextInt(8));
            case 4 -> changed[at] = (byte) random.nextInt();
            case 5 -> overwrite(changed, at, number());
            case 6 -> changed = replaced(file, at, 0, bytes(some));
            case 7 -> changed = replaced(file, at, some, new byte[0]);
            case 8 -> {
                int from = position(file.length);
                changed = replaced(file, at, 0, Arrays.copyOfRange(file, from, Math.min(file.length, from + some)));
            }
            default -> {
                byte[] other = seeds.get(random.nextInt(seeds.size()));
                int cut = position(other.length);
                changed = replaced(file, 0, random.nextBoolean() ? cut : at, Arrays.copyOf(other, cut));
            }
        }
        return changed;
    }

    /** Half of the changes are in the header. */
    private int position(int length) {
        return random.nextInt(random.nextBoolean() ? Math.min(HEADER, length) : length);
    }

    private byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }

    private byte[] number() {
        ByteBuffer number = ByteBuffer.allocate(4).putInt(NUMBERS[random.nextInt(NUMBERS.length)]);
        if (random.nextBoolean()) {
            number.putInt(0, Integer.reverseBytes(number.getInt(0)));
        }
        return number.array();
    }

    private static void overwrite(byte[] file, int at, byte[] bytes) {
        System.arraycopy(bytes, 0, file, at, Math.min(bytes.length, file.length - at));
    }

    private static byte[] replaced(byte[] file, int at, int removed, byte[] inserted) {
        ByteArrayOutputStream replaced = new ByteArrayOutputStream();
        replaced.write(file, 0, at);
        replaced.writeBytes(inserted);
        int rest = Math.min(file.length, at + removed);
        replaced.write(file, rest, file.length - rest);
        return replaced.toByteArray();
    }

    /** Corrects the checksums of a PNG file, so that damage gets past them. */
    static byte[] withChecksums(byte[] png) {
        ByteBuffer file = ByteBuffer.wrap(png.clone());
        for (int chunk = 8; chunk + 12 <= png.length; ) {
            int length = file.getInt(chunk);
            if (length < 0 || length > png.length - chunk - 12) {
                break;
            }
            CRC32 crc = new CRC32();
            crc.update(file.array(), chunk + 4, 4 + length);
            file.putInt(chunk + 8 + length, (int) crc.getValue());
            chunk += 12 + length;
        }
        return file.array();
    }
}
