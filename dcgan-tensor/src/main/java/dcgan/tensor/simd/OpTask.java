package dcgan.tensor.simd;

import dcgan.tensor.op.Op;
import dcgan.tensor.simd.run.Task;
import dcgan.tensor.spi.Profiled.OpTime;
import java.util.stream.Stream;

/** The task of an op, together with what the op is fused with. */
record OpTask(Op op, Task task) {

    /** The time of the op, and of each copy for it that was made. */
    Stream<OpTime> times() {
        return task.times().stream().map(time -> new OpTime(op, time.name(), time.runs(), time.nanos()));
    }
}
