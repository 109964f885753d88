package dcgan.tensor;

/**
 * A device that a backend can run on.
 *
 * @param index counted from 0 within the backend; what {@code --device} takes
 * @param name the maker's name of it
 * @param type such as {@code CPU} or {@code GPU}
 * @param memory its memory in bytes, or the greatest heap of the JVM for a backend on the host
 * @param detail driver, vector width or the like, in a few words
 */
public record Device(int index, String name, String type, long memory, String detail) {}
