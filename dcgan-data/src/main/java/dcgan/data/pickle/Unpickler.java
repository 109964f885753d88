package dcgan.data.pickle;

import dcgan.data.text.Messages;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads pickles of protocols 2 to 5 that consist of dictionaries, lists, numbers, strings and NumPy arrays of bytes, as Python 2
 * and 3 write them. A pickle is a program; of its opcodes those that make such values are known, and nothing in it is run. Its
 * size bounds the memory that reading takes.
 *
 * @see <a href="https://github.com/python/cpython/blob/main/Lib/pickletools.py">pickletools.py, which describes the opcodes</a>
 */
public final class Unpickler {
    /** More than the published files have, or the same in any protocol. */
    private static final int MAX_OPCODES = 1 << 20;

    private static final int MAX_NAME = 100;

    private final InputStream in;
    private final long size;
    private final List<Object> stack = new ArrayList<>();
    private final Map<Long, Object> memo = new HashMap<>();
    private long position;

    /** Bytes of text that have been made bytes again. */
    private long decoded;

    /** On the stack, the beginning of a list, tuple or dictionary; and Python's {@code None}. */
    private enum Sign {
        MARK,
        NONE
    }

    private record Tuple(List<Object> items) {}

    /** The type of an array's elements, which is u1. */
    private record ByteType() {}

    /** An array whose state follows. */
    private record EmptyArray() {}

    private Unpickler(InputStream in, long size) {
        this.in = in;
        this.size = size;
    }

    /**
     * Reads a pickle to its end, which must be the end of the data.
     *
     * @param size how long the data is said to be; no more than that is read
     * @return a {@code Map} with text for keys, a {@code List}, a {@code Long}, a {@code Boolean}, a {@link PickledString} or a {@link
     *     PickledArray}; what is in maps and lists likewise. Anything else is of no use.
     * @throws IOException if {@code in} fails
     * @throws PickleException if this is no such pickle
     */
    public static Object read(InputStream in, long size) throws IOException, PickleException {
        Unpickler unpickler = new Unpickler(in, size);
        Object value = unpickler.readAll();
        if (unpickler.position < size) {
            throw new PickleException(
                    Messages.format("goes on after its pickle, which ends at byte %,d", unpickler.position));
        }
        return value;
    }

    private Object readAll() throws IOException, PickleException {
        if (size < 2 || readByte() != 0x80) {
            throw new PickleException("is no pickle of protocol 2 to 5");
        }
        int protocol = readByte();
        if (protocol < 2 || protocol > 5) {
            throw new PickleException("is a pickle of protocol " + protocol + ", but those of 2 to 5 are read");
        }
        for (int opcodes = 0; opcodes < MAX_OPCODES; opcodes++) {
            int opcode = readByte();
            if (opcode == '.') {
                return pop();
            }
            execute(opcode);
        }
        throw new PickleException(Messages.format("has more than %,d opcodes, which no such file needs", MAX_OPCODES));
    }

    private void execute(int opcode) throws IOException, PickleException {
        switch (opcode) {
            case 0x95 -> readNumber(8); // FRAME
            case '(' -> push(Sign.MARK);
            case 'N' -> push(Sign.NONE);
            case 0x88 -> push(true);
            case 0x89 -> push(false);
            case 'K' -> push(readNumber(1)); // BININT1
            case 'M' -> push(readNumber(2)); // BININT2
            case 'J' -> push((long) (int) readNumber(4)); // BININT
            case 0x8A -> push(readLong(readByte())); // LONG1
            case 'U', 'C', 0x8C -> push(readString(readByte())); // SHORT_BINSTRING, _BINBYTES, _BINUNICODE
            case 'T', 'B', 'X' -> push(readString(readNumber(4))); // BINSTRING, BINBYTES, BINUNICODE
            case 0x96 -> push(readString(readNumber(8))); // BYTEARRAY8
            case '}' -> push(new HashMap<>());
            case ']' -> push(new ArrayList<>());
            case ')' -> push(new Tuple(List.of()));
            case 0x85, 0x86, 0x87 -> push(new Tuple(popSome(opcode - 0x84)));
            case 't' -> push(new Tuple(popToMark()));
            case 'a' -> append(popSome(1)); // APPEND
            case 'e' -> append(popToMark()); // APPENDS
            case 's' -> setItems(popSome(2)); // SETITEM
            case 'u' -> setItems(popToMark()); // SETITEMS
            case 'q' -> memo.put(readNumber(1), top()); // BINPUT
            case 'r' -> memo.put(readNumber(4), top()); // LONG_BINPUT
            case 0x94 -> memo.put((long) memo.size(), top()); // MEMOIZE
            case 'h' -> push(recall(readNumber(1))); // BINGET
            case 'j' -> push(recall(readNumber(4))); // LONG_BINGET
            case 'c' -> push(NumpyGlobal.of(readLine(), readLine())); // GLOBAL
            case 0x93 -> { // STACK_GLOBAL
                List<Object> names = popSome(2);
                push(NumpyGlobal.of(text(names.get(0)), text(names.get(1))));
            }
            case 'R' -> { // REDUCE
                List<Object> call = popSome(2);
                push(reduce(call.get(0), call.get(1)));
            }
            case 'b' -> { // BUILD
                List<Object> build = popSome(2);
                push(build(build.get(0), build.get(1)));
            }
            default ->
                throw new PickleException(Messages.format(
                        "has the pickle opcode 0x%02x at byte %,d, which no such file needs", opcode, position));
        }
    }

    private Object reduce(Object function, Object arguments) throws PickleException {
        if (!(function instanceof NumpyGlobal global) || !(arguments instanceof Tuple tuple)) {
            throw senseless();
        }
        List<Object> items = tuple.items;
        return switch (global) {
            case RECONSTRUCT, RECONSTRUCT_2 -> {
                if (items.size() != 3 || items.getFirst() != NumpyGlobal.ARRAY) {
                    throw senseless();
                }
                yield new EmptyArray();
            }
            case FROM_BUFFER, FROM_BUFFER_2 -> {
                if (items.size() != 4 || !text(items.get(3)).equals("C")) {
                    throw new PickleException("has an array that is not in C's order");
                }
                yield array(items.get(2), items.get(1), items.get(0));
            }
            case TYPE -> {
                if (items.isEmpty() || !text(items.getFirst()).matches("u1|\\|u1|uint8")) {
                    throw new PickleException("has an array whose elements are not unsigned bytes");
                }
                yield new ByteType();
            }
            case ENCODE -> {
                if (items.size() != 2 || !text(items.get(1)).equals("latin1")) {
                    throw senseless();
                }
                yield new PickledString(latin1(items.getFirst()));
            }
            case ARRAY -> throw senseless();
        };
    }

    private static Object build(Object value, Object state) throws PickleException {
        if (value instanceof ByteType && state instanceof Tuple) {
            // Byte order and the like mean nothing for single bytes.
            return value;
        }
        if (!(value instanceof EmptyArray) || !(state instanceof Tuple tuple) || tuple.items.size() != 5) {
            throw senseless();
        }
        Object fortran = tuple.items.get(3);
        if (!fortran.equals(false) && !fortran.equals(0L)) {
            throw new PickleException("has an array that is not in C's order");
        }
        return array(tuple.items.get(1), tuple.items.get(2), tuple.items.get(4));
    }

    private static PickledArray array(Object shape, Object type, Object bytes) throws PickleException {
        if (!(shape instanceof Tuple tuple)
                || !(type instanceof ByteType)
                || !(bytes instanceof PickledString content)) {
            throw senseless();
        }
        if (tuple.items.size() != 2) {
            throw new PickleException(
                    Messages.format("has an array of %,d dimensions instead of rows and columns", tuple.items.size()));
        }
        if (!(tuple.items.get(0) instanceof Long rows) || !(tuple.items.get(1) instanceof Long columns)) {
            throw senseless();
        }
        int length = content.bytes().length;
        if (rows < 1 || columns < 1 || rows > length || columns > length || rows * columns != length) {
            throw new PickleException(Messages.format(
                    "has an array of %,d rows and %,d columns, but of %,d bytes", rows, columns, length));
        }
        return new PickledArray(rows.intValue(), columns.intValue(), content.bytes());
    }

    private byte[] latin1(Object value) throws PickleException {
        if (!(value instanceof PickledString string)) {
            throw senseless();
        }
        byte[] utf8 = string.bytes();
        decoded += utf8.length;
        if (decoded > size) {
            // The same text again and again: it could fill any memory.
            throw senseless();
        }
        byte[] latin1 = new byte[utf8.length];
        int length = 0;
        for (int i = 0; i < utf8.length; i++) {
            int first = utf8[i];
            if (first < 0) {
                // U+0080 to U+00FF: 110000xx 10xxxxxx.
                if ((first & 0xFE) != 0xC2 || ++i == utf8.length || (utf8[i] & 0xC0) != 0x80) {
                    throw new PickleException("has bytes written as text that is not Latin-1");
                }
                first = (first & 3) << 6 | utf8[i] & 0x3F;
            }
            latin1[length++] = (byte) first;
        }
        return Arrays.copyOf(latin1, length);
    }

    private void push(Object value) {
        stack.add(value);
    }

    private Object top() throws PickleException {
        if (stack.isEmpty() || stack.getLast() == Sign.MARK) {
            throw senseless();
        }
        return stack.getLast();
    }

    private Object pop() throws PickleException {
        Object top = top();
        stack.removeLast();
        return top;
    }

    private List<Object> popSome(int count) throws PickleException {
        List<Object> items = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            items.add(pop());
        }
        return items.reversed();
    }

    private List<Object> popToMark() throws PickleException {
        int mark = stack.lastIndexOf(Sign.MARK);
        if (mark < 0) {
            throw senseless();
        }
        List<Object> above = stack.subList(mark + 1, stack.size());
        List<Object> items = new ArrayList<>(above);
        above.clear();
        stack.removeLast();
        return items;
    }

    @SuppressWarnings("unchecked")
    private void append(List<Object> items) throws PickleException {
        if (!(top() instanceof List<?> list)) {
            throw senseless();
        }
        ((List<Object>) list).addAll(items);
    }

    @SuppressWarnings("unchecked")
    private void setItems(List<Object> items) throws PickleException {
        if (!(top() instanceof Map<?, ?> map) || items.size() % 2 != 0) {
            throw senseless();
        }
        for (int i = 0; i < items.size(); i += 2) {
            String key = text(items.get(i));
            if (((Map<Object, Object>) map).put(key, items.get(i + 1)) != null) {
                throw new PickleException("has two entries named " + Messages.printable(key));
            }
        }
    }

    private Object recall(long index) throws PickleException {
        Object value = memo.get(index);
        if (value == null) {
            throw new PickleException(Messages.format("refers to value %,d, which is not there", index));
        }
        return value;
    }

    private static String text(Object value) throws PickleException {
        if (!(value instanceof PickledString string) || string.bytes().length > MAX_NAME) {
            throw senseless();
        }
        return string.text();
    }

    private static PickleException senseless() {
        return new PickleException("is a pickle that makes no sense");
    }

    private int readByte() throws IOException, PickleException {
        int value = position < size ? in.read() : -1;
        if (value < 0) {
            throw ended();
        }
        position++;
        return value;
    }

    private PickleException ended() {
        return new PickleException(Messages.format("ends at byte %,d, within its pickle", position));
    }

    private byte[] readFully(long length) throws IOException, PickleException {
        if (length < 0 || length > size - position || length > Integer.MAX_VALUE) {
            throw ended();
        }
        byte[] bytes = in.readNBytes((int) length);
        position += bytes.length;
        if (bytes.length < length) {
            throw ended();
        }
        return bytes;
    }

    private PickledString readString(long length) throws IOException, PickleException {
        return new PickledString(readFully(length));
    }

    /** An unsigned number, or one of 64 bits. */
    private long readNumber(int bytes) throws IOException, PickleException {
        byte[] number = Arrays.copyOf(readFully(bytes), Long.BYTES);
        return ByteBuffer.wrap(number).order(ByteOrder.LITTLE_ENDIAN).getLong();
    }

    /** A signed number of any length that fits into 64 bits. */
    private long readLong(int bytes) throws IOException, PickleException {
        if (bytes > Long.BYTES) {
            throw senseless();
        }
        long value = readNumber(bytes);
        int unused = Long.SIZE - bytes * Byte.SIZE;
        return bytes == 0 ? 0 : value << unused >> unused;
    }

    private String readLine() throws IOException, PickleException {
        StringBuilder line = new StringBuilder();
        for (int c = readByte(); c != '\n'; c = readByte()) {
            if (line.length() == MAX_NAME) {
                throw senseless();
            }
            line.append((char) c);
        }
        return line.toString();
    }
}
