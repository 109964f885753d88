package dcgan.tensor.tornado;

import dcgan.tensor.spi.Profiled.OpTime;
import dcgan.tensor.spi.Profiled.Profile;
import dcgan.tensor.tornado.TaskGraphs.StagePart;
import dcgan.tensor.tornado.TaskGraphs.Step;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToIntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import uk.ac.manchester.tornado.api.TornadoProfilerResult;

/**
 * Gathers what TornadoVM's profiler says about executions. The times of single tasks stand in its log alone. TornadoVM keeps one for
 * each task graph, with all that was ever written to it, so it is read once, at the end.
 */
final class Measurement {

    /** A task of the log, and the nanoseconds that its kernel took. */
    private static final Pattern TASK =
            Pattern.compile("\"[^\".]+\\.t(\\d+)\": \\{[^}]*?\"TASK_KERNEL_TIME\": \"(\\d+)\"");

    /** Where the log of each part ended before. */
    private final ToIntFunction<StagePart> begin;

    /** By the index of their task graph, in the order of their first execution. */
    private final Map<Integer, Executions> parts = new LinkedHashMap<>();

    private long launches;
    private long bytesUp;
    private long bytesDown;

    private static final class Executions {
        private final StagePart part;
        private long runs;

        private Executions(StagePart part) {
            this.part = part;
        }
    }

    /** Reads TornadoVM's log of a part. */
    @FunctionalInterface
    interface Logs {
        String of(StagePart part);
    }

    /**
     * @param begin where the log of a part ends now
     */
    Measurement(ToIntFunction<StagePart> begin) {
        this.begin = begin;
    }

    /** Adds an execution of a part. */
    void executed(StagePart part, TornadoProfilerResult result) {
        launches += part.tasks().size();
        bytesUp += result.getTotalBytesCopyIn();
        parts.computeIfAbsent(part.taskGraph(), _ -> new Executions(part)).runs++;
    }

    /**
     * Adds a buffer's way up, whose kernel is of no op.
     *
     * @param bytes of it; a CUDA graph sends them without TornadoVM's profiler
     */
    void uploaded(TornadoProfilerResult result, long bytes) {
        launches++;
        bytesUp += Math.max(bytes, result.getTotalBytesCopyIn());
    }

    void downloaded(long bytes) {
        bytesDown += bytes;
    }

    Profile toProfile(Logs logs) {
        List<OpTime> times = new ArrayList<>();
        for (Executions each : parts.values()) {
            // By identity: the same op may be there twice.
            Map<Step, Long> nanos = new IdentityHashMap<>();
            Matcher matcher = TASK.matcher(logs.of(each.part).substring(begin.applyAsInt(each.part)));
            while (matcher.find()) {
                Step step = each.part.tasks().get(Integer.parseInt(matcher.group(1)));
                nanos.merge(step, Long.parseLong(matcher.group(2)), Long::sum);
            }
            Set<Step> seen = Collections.newSetFromMap(new IdentityHashMap<>());
            for (Step step : each.part.tasks()) {
                if (seen.add(step)) {
                    times.add(new OpTime(step.op(), step.name(), each.runs, nanos.getOrDefault(step, 0L)));
                }
            }
        }
        return new Profile(times, launches, bytesUp, bytesDown);
    }
}
