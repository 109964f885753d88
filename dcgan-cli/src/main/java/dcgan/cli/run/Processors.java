package dcgan.cli.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * The processors of this host.
 *
 * @param host how many there are, as far as a container may use them
 * @param allowed how many of them this process may run on
 */
record Processors(int host, int allowed) {
    private static final Path ONLINE = Path.of("/sys/devices/system/cpu/online");
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final String ALLOWED = "Cpus_allowed_list:";

    static Processors ofHost() {
        int available = Runtime.getRuntime().availableProcessors();
        int allowed = readAllowed().orElse(available);
        int online = readOnline().orElse(available);
        // A quota of a container leaves fewer than the process is allowed to run on, and is no doing of mpirun's.
        boolean quota = available < allowed;
        return quota ? new Processors(available, available) : new Processors(online, allowed);
    }

    private static OptionalInt readOnline() {
        try {
            return count(Files.readString(ONLINE));
        } catch (IOException e) {
            return OptionalInt.empty();
        }
    }

    private static OptionalInt readAllowed() {
        try (Stream<String> lines = Files.lines(STATUS)) {
            return count(lines.filter(line -> line.startsWith(ALLOWED))
                    .map(line -> line.substring(ALLOWED.length()))
                    .findFirst()
                    .orElse(""));
        } catch (IOException e) {
            return OptionalInt.empty();
        }
    }

    /** How many numbers a list as {@code 0-3,8} has; nothing if it is none. */
    static OptionalInt count(String list) {
        int count = 0;
        for (String range : list.strip().split(",")) {
            if (!range.matches("\\d{1,6}(-\\d{1,6})?")) {
                return OptionalInt.empty();
            }
            String[] ends = range.split("-");
            count += Integer.parseInt(ends[ends.length - 1]) - Integer.parseInt(ends[0]) + 1;
        }
        return OptionalInt.of(count);
    }
}
