package dcgan.data.cifar;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A dictionary, pickled as Python 2 does it in protocol 2. */
final class TestPickle {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    TestPickle() {
        opcodes("\u0080\2}(");
    }

    TestPickle put(String key, String value) {
        string(key);
        string(value);
        return this;
    }

    TestPickle put(String key, int value) {
        string(key);
        opcodes("M");
        bytes(2, value);
        return this;
    }

    /** Puts a list of strings or of numbers below 256. */
    TestPickle put(String key, List<?> values) {
        string(key);
        opcodes("](");
        for (Object value : values) {
            if (value instanceof String string) {
                string(string);
            } else {
                opcodes("K");
                bytes(1, (Integer) value);
            }
        }
        opcodes("e");
        return this;
    }

    /** Puts an array of rows of 3,072 bytes. */
    TestPickle putImages(String key, byte[] pixels) {
        return putArray(key, pixels.length / 3072, 3072, "u1", false, pixels);
    }

    TestPickle putArray(String key, int rows, int columns, String type, boolean fortran, byte[] content) {
        string(key);
        opcodes("cnumpy.core.multiarray\n_reconstruct\ncnumpy\nndarray\nK\0\u0085U\1b\u0087R(K\1J");
        bytes(4, rows);
        opcodes("J");
        bytes(4, columns);
        opcodes("\u0086cnumpy\ndtype\n");
        string(type);
        opcodes("K\0K\1\u0087R(K\3U\1|NNNJ\u00ff\u00ff\u00ff\u00ffJ\u00ff\u00ff\u00ff\u00ffK\0tb");
        opcodes(fortran ? "\u0088T" : "\u0089T");
        bytes(4, content.length);
        out.writeBytes(content);
        opcodes("tb");
        return this;
    }

    byte[] bytes() {
        return opcodes("u.").out.toByteArray();
    }

    /** Opcodes as they are, a byte for a character. */
    TestPickle opcodes(String latin1) {
        out.writeBytes(latin1.getBytes(StandardCharsets.ISO_8859_1));
        return this;
    }

    private void string(String value) {
        opcodes("U");
        bytes(1, value.length());
        opcodes(value);
    }

    private void bytes(int count, int value) {
        byte[] number = ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(value)
                .array();
        out.write(number, 0, count);
    }
}
