package dcgan.tensor.tornado;

import dcgan.tensor.op.Op;
import dcgan.tensor.spi.Profiled.OpTime;
import dcgan.tensor.spi.Profiled.Profile;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import uk.ac.manchester.tornado.api.TornadoProfilerResult;

/** Gathers what TornadoVM's profiler says about executions. */
final class Measurement {

    /** A task of its log, and the nanoseconds that its kernel took; times of single tasks stand nowhere else. */
    private static final Pattern TASK =
            Pattern.compile("\"[^\".]+\\.t(\\d+)\": \\{[^}]*?\"TASK_KERNEL_TIME\": \"(\\d+)\"");

    private final Map<Op, Sum> sums = new LinkedHashMap<>();
    private long launches;
    private long bytesUp;
    private long bytesDown;

    private static final class Sum {
        private long runs;
        private long nanos;
    }

    /**
     * Adds an execution of a task graph.
     *
     * @param tasks the op that each task is of
     * @param log what the profiler wrote about this execution
     */
    void executed(List<Op> tasks, TornadoProfilerResult result, String log) {
        launches += tasks.size();
        bytesUp += result.getTotalBytesCopyIn();
        tasks.stream().distinct().forEach(op -> sums.computeIfAbsent(op, _ -> new Sum()).runs++);
        Matcher matcher = TASK.matcher(log);
        while (matcher.find()) {
            sums.get(tasks.get(Integer.parseInt(matcher.group(1)))).nanos += Long.parseLong(matcher.group(2));
        }
    }

    /** Adds a buffer's way up, whose kernel is of no op. */
    void uploaded(TornadoProfilerResult result) {
        launches++;
        bytesUp += result.getTotalBytesCopyIn();
    }

    void downloaded(long bytes) {
        bytesDown += bytes;
    }

    Profile toProfile() {
        return new Profile(
                sums.entrySet().stream()
                        .map(e -> new OpTime(e.getKey(), e.getValue().runs, e.getValue().nanos))
                        .toList(),
                launches,
                bytesUp,
                bytesDown);
    }
}
