package dcgan.tensor.simd;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;
import java.util.Optional;
import java.util.function.Function;

/**
 * Whether this JVM compiles vector operations to vector instructions, as its flags tell. Where it does not, each operation is
 * an object or a loop over the lanes, and plain loops are many times faster.
 */
final class VectorCompilation {

    /** Two floats: with these, vectors are still faster than plain loops. */
    private static final int LEAST_BYTES = 8;

    /** {@code TieredStopAtLevel} of the C2 compiler; below are the interpreter and C1. */
    private static final int C2 = 4;

    private VectorCompilation() {}

    /** Why vector operations are slow in this JVM, as {@link dcgan.tensor.spi.BackendProvider#slow} has it. */
    static Optional<String> obstacle() {
        return Cached.OBSTACLE;
    }

    /**
     * Why vector operations are slow in a JVM.
     *
     * @param name its {@code java.vm.name}
     * @param info its {@code java.vm.info}
     * @param flags its flags by name; empty for one that it does not have, or that is locked and therefore has its default
     */
    static Optional<String> obstacle(String name, String info, Function<String, Optional<String>> flags) {
        // The flag belongs to C2: a client, minimal or zero VM does not have it, nor do the VMs of other makers.
        Optional<Integer> bytes = flags.apply("MaxVectorSize").map(Integer::valueOf);
        if (bytes.isEmpty()) {
            return Optional.of("the " + name + " has no C2 compiler; use a HotSpot server VM");
        }
        if (is(flags, "UseJVMCICompiler", true)) {
            return Optional.of("the JIT compiler is Graal, which needs many seconds until vector code is fast; use C2"
                    + " (-XX:-UseJVMCICompiler), or choose simd for a long training all the same");
        }
        if (is(flags, "UseCompiler", false)) {
            return Optional.of(
                    "the JVM compiles nothing (-Xint, -XX:-UseCompiler or -XX:TieredStopAtLevel=0); leave that"
                            + " option out");
        }
        if (is(flags, "TieredCompilation", true)
                && flags.apply("TieredStopAtLevel").map(Integer::valueOf).orElse(C2) < C2) {
            return withoutC2(
                    "-XX:TieredStopAtLevel=" + flags.apply("TieredStopAtLevel").orElseThrow());
        }
        if (info.contains("emulated-client")) {
            return withoutC2(
                    flags.apply("CompilationMode").equals(Optional.of("quick-only"))
                            ? "-XX:CompilationMode=quick-only"
                            : "-XX:+NeverActAsServerClassMachine");
        }
        for (String needed : new String[] {"EnableVectorSupport", "Inline"}) {
            if (is(flags, needed, false)) {
                return Optional.of(
                        "vector operations are not compiled with -XX:-" + needed + "; leave that option out");
            }
        }
        if (is(flags, "UseFMA", false)) {
            return Optional.of(
                    "the processor has no fused multiply-add, or it is switched off (-XX:-UseFMA, -XX:UseAVX=0)");
        }
        if (bytes.get() < LEAST_BYTES) {
            return Optional.of("the processor has no vectors of floats, or they are switched off (MaxVectorSize is "
                    + bytes.get() + ")");
        }
        return Optional.empty();
    }

    private static Optional<String> withoutC2(String option) {
        return Optional.of("the C2 compiler is switched off (" + option + "); leave that option out");
    }

    private static boolean is(Function<String, Optional<String>> flags, String name, boolean value) {
        return flags.apply(name).equals(Optional.of(Boolean.toString(value)));
    }

    /** Made when first asked for: management takes tens of milliseconds to load. */
    private static final class Cached {

        static final Optional<String> OBSTACLE =
                obstacle(System.getProperty("java.vm.name"), System.getProperty("java.vm.info"), flags());

        private static Function<String, Optional<String>> flags() {
            return name -> {
                try {
                    HotSpotDiagnosticMXBean vm = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
                    return Optional.ofNullable(vm)
                            .map(bean -> bean.getVMOption(name).getValue());
                } catch (IllegalArgumentException e) {
                    // No such flag, or a VM of another kind.
                    return Optional.empty();
                }
            };
        }
    }
}
