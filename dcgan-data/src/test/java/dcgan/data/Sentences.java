package dcgan.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.function.Executable;

/** What is asked of every complaint: one line for people, naming what it is about. */
public final class Sentences {
    private Sentences() {}

    /** Runs what must fail, and checks that the message holds all parts and reads like a sentence. */
    @SuppressWarnings("exports")
    public static String complaint(Executable action, String... parts) {
        String message = assertThrows(DatasetException.class, action).getMessage();
        for (String part : parts) {
            assertTrue(message.contains(part), () -> "\"" + part + "\" is not in: " + message);
        }
        assertEquals(1, message.lines().count(), message);
        assertTrue(message.endsWith("."), message);
        assertTrue(message.chars().noneMatch(Character::isISOControl), message);
        assertFalse(message.contains("Exception"), message);
        assertFalse(message.contains("null"), message);
        return message;
    }
}
