package dcgan.cli.bench;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dcgan.tensor.op.Convolution;
import dcgan.tensor.spi.Profiled;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The time that one kind of op takes in a training step, or one kind of copy that ops need, such as one to another layout. Ops that
 * a backend computes together are counted with the first.
 *
 * @param op its name, of a convolution with the images' extents; of a copy what is copied
 * @param runsPerStep how often it runs
 * @param millisPerStep the time of all these runs
 * @param gflops of a convolution its speed, counted as if computed directly, without products with the border's zeros; 0 for
 *     all else
 * @param percentOfPeak the same in percent of the processor's peak, 0 where that is unknown; Winograd's algorithm needs fewer
 *     products than are counted, and may exceed 100
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record OpShare(String op, long runsPerStep, double millisPerStep, double gflops, double percentOfPeak) {

    /** The ops of some profiled steps, the longest first. */
    static List<OpShare> of(List<Profiled.OpTime> times, int steps, double peak) {
        Map<String, Sum> sums = new LinkedHashMap<>();
        for (Profiled.OpTime time : times) {
            if (time.nanos() > 0) {
                sums.computeIfAbsent(label(time), _ -> new Sum()).add(time);
            }
        }
        return sums.entrySet().stream()
                .map(entry -> entry.getValue().share(entry.getKey(), steps, peak))
                .sorted(Comparator.comparingDouble(OpShare::millisPerStep).reversed())
                .toList();
    }

    private static String label(Profiled.OpTime time) {
        return time.isOp() && time.op() instanceof Convolution convolution
                ? time.step() + " " + convolution.geometry().large() + " "
                        + convolution.geometry().small()
                : time.step();
    }

    private static final class Sum {
        private long runs;
        private long nanos;
        private double flops;

        void add(Profiled.OpTime time) {
            runs += time.runs();
            nanos += time.nanos();
            if (time.isOp() && time.op() instanceof Convolution convolution) {
                flops += (double) convolution.geometry().flops() * time.runs();
            }
        }

        OpShare share(String op, int steps, double peak) {
            double gflops = flops / nanos;
            return new OpShare(op, runs / steps, nanos / 1e6 / steps, gflops, peak > 0 ? 100 * gflops / peak : 0);
        }
    }
}
