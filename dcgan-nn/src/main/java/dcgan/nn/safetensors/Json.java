package dcgan.nn.safetensors;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * JSON (RFC 8259) for headers that may come from anywhere: strict, no duplicate keys, bounded nesting. An object becomes a
 * {@link Map} in the order of its keys, an array a {@link List}, a number a {@link BigDecimal}, {@code null} null.
 */
public final class Json {

    private static final int MAX_DEPTH = 16;
    private static final int MAX_NUMBER = 32;

    private final String text;
    private int position;

    private Json(String text) {
        this.text = text;
    }

    /**
     * The value that a text holds.
     *
     * @throws MalformedFileException if it is not JSON
     */
    public static Object parse(String text) throws MalformedFileException {
        Json json = new Json(text);
        Object value = json.value(0);
        json.skipSpace();
        if (json.position < text.length()) {
            throw json.error("the end");
        }
        return value;
    }

    /** A string as JSON, quotation marks included. */
    public static String quote(String string) {
        StringBuilder quoted = new StringBuilder("\"");
        for (char c : string.toCharArray()) {
            if (c == '"' || c == '\\') {
                quoted.append('\\').append(c);
            } else if (c < ' ' || Character.isSurrogate(c)) {
                quoted.append(String.format("\\u%04x", (int) c));
            } else {
                quoted.append(c);
            }
        }
        return quoted.append('"').toString();
    }

    private Object value(int depth) throws MalformedFileException {
        if (depth > MAX_DEPTH) {
            throw new MalformedFileException("its header is nested more than " + MAX_DEPTH + " levels deep");
        }
        skipSpace();
        return switch (peek()) {
            case '{' -> object(depth);
            case '[' -> array(depth);
            case '"' -> string();
            case 't' -> literal("true", Boolean.TRUE);
            case 'f' -> literal("false", Boolean.FALSE);
            case 'n' -> literal("null", null);
            default -> number();
        };
    }

    private Map<String, Object> object(int depth) throws MalformedFileException {
        Map<String, Object> object = new LinkedHashMap<>();
        position++;
        if (accept('}')) {
            return object;
        }
        do {
            skipSpace();
            String key = string();
            if (object.containsKey(key)) {
                throw new MalformedFileException("its header has \"" + key + "\" twice");
            }
            expect(':');
            object.put(key, value(depth + 1));
        } while (accept(','));
        expect('}');
        return object;
    }

    private List<Object> array(int depth) throws MalformedFileException {
        List<Object> array = new ArrayList<>();
        position++;
        if (accept(']')) {
            return array;
        }
        do {
            array.add(value(depth + 1));
        } while (accept(','));
        expect(']');
        return array;
    }

    private String string() throws MalformedFileException {
        if (peek() != '"') {
            throw error("a string");
        }
        position++;
        StringBuilder string = new StringBuilder();
        while (peek() != '"') {
            char c = text.charAt(position++);
            if (c < ' ') {
                position--;
                throw error("a string without control characters");
            }
            string.append(c == '\\' ? escape() : c);
        }
        position++;
        return string.toString();
    }

    private char escape() throws MalformedFileException {
        char c = peek();
        position++;
        return switch (c) {
            case '"', '\\', '/' -> c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> unicode();
            default -> throw error("an escape sequence");
        };
    }

    private char unicode() throws MalformedFileException {
        int code = 0;
        for (int i = 0; i < 4; i++) {
            char c = peek();
            int digit = c < 128 ? Character.digit(c, 16) : -1;
            if (digit < 0) {
                throw error("a hexadecimal digit");
            }
            code = 16 * code + digit;
            position++;
        }
        return (char) code;
    }

    private BigDecimal number() throws MalformedFileException {
        int start = position;
        while (position < text.length() && "+-.0123456789Ee".indexOf(text.charAt(position)) >= 0) {
            position++;
        }
        String number = text.substring(start, position);
        if (number.length() > MAX_NUMBER || !number.matches("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]{1,4})?")) {
            position = start;
            throw error("a value");
        }
        return new BigDecimal(number);
    }

    private Object literal(String word, Object value) throws MalformedFileException {
        if (!text.startsWith(word, position)) {
            throw error("a value");
        }
        position += word.length();
        return value;
    }

    private boolean accept(char c) throws MalformedFileException {
        skipSpace();
        if (peek() != c) {
            return false;
        }
        position++;
        return true;
    }

    private void expect(char c) throws MalformedFileException {
        if (!accept(c)) {
            throw error("'" + c + "'");
        }
    }

    private char peek() throws MalformedFileException {
        if (position >= text.length()) {
            throw error("more");
        }
        return text.charAt(position);
    }

    private void skipSpace() {
        while (position < text.length() && " \t\r\n".indexOf(text.charAt(position)) >= 0) {
            position++;
        }
    }

    private MalformedFileException error(String expected) {
        return new MalformedFileException(
                "its header is not JSON: " + expected + " was expected at character " + (position + 1));
    }
}
