package dcgan.cli;

import dcgan.cli.config.BackendChoice;
import dcgan.cli.console.Console;
import dcgan.cli.io.RunException;
import dcgan.tensor.Backend;
import dcgan.tensor.BackendOptions;
import dcgan.tensor.Backends;
import dcgan.tensor.spi.BackendProvider;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that choose what computes, and on what. */
final class BackendMixin {
    @Option(
            names = "--backend",
            paramLabel = "BACKEND",
            completionCandidates = Names.BackendName.class,
            converter = Names.BackendName.class,
            description =
                    "auto, reference, simd or tornado; auto takes the fastest that is available and not slow on this"
                            + " JVM. Default: auto")
    private String backend;

    @Option(
            names = "--device",
            paramLabel = "DEVICE",
            converter = Names.DeviceName.class,
            description =
                    "The device, by its number or by a part of its name or detail; the devices command lists them."
                            + " Default: 0")
    private String device;

    @Option(
            names = "--threads",
            paramLabel = "N",
            converter = Numbers.NotNegative.class,
            description = "Threads of a backend on the CPU; 0 is one a processor. Default: 0")
    private Integer threads;

    @Option(
            names = "--vector-bits",
            paramLabel = "BITS",
            completionCandidates = Names.VectorBits.class,
            converter = Names.VectorBits.class,
            description = "The width of simd's vectors: 128, 256 or 512. Default: the machine's")
    private String vectorBits;

    @Option(
            names = "--conv",
            paramLabel = "ALGORITHM",
            completionCandidates = Names.Convolutions.class,
            converter = Names.Convolutions.class,
            description = "How simd, and tornado's kernels for CPUs, compute convolutions: direct, winograd (fewer"
                    + " multiplications, some more rounding) or auto, winograd where it is faster. Default: auto")
    private String conv;

    @Option(
            names = "--kernels",
            paramLabel = "KERNELS",
            completionCandidates = Names.Kernels.class,
            converter = Names.Kernels.class,
            description =
                    "Which kernels tornado takes for convolutions: auto, cpu, gpu or naive. Default: auto, by the type"
                            + " of the device")
    private String kernels;

    @Option(
            names = "--cuda-graphs",
            paramLabel = "WHEN",
            completionCandidates = Names.CudaGraphs.class,
            converter = Names.CudaGraphs.class,
            description =
                    "Whether tornado replays its kernels as CUDA graphs: auto, where TornadoVM's backend can, or off,"
                            + " which is slower but shows the time of each op in bench. Default: auto")
    private String cudaGraphs;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    /** What was chosen, defaults filled in. */
    BackendChoice choice() {
        return over(BackendChoice.DEFAULT);
    }

    /** What was chosen here, and else the choice of another run; the options of its backend alone only with that backend. */
    BackendChoice over(BackendChoice base) {
        BackendChoice same = backend == null || backend.equals(base.backend())
                ? base
                : BackendChoice.of(backend, base.device(), base.threads());
        boolean isNumber = device != null && Names.DeviceName.isNumber(device);
        return new BackendChoice(
                same.backend(),
                isNumber ? Integer.parseInt(device) : device == null ? same.device() : 0,
                threads == null ? same.threads() : threads,
                vectorBits == null ? same.vectorBits() : vectorBits,
                conv == null ? same.conv() : conv,
                kernels == null ? same.kernels() : kernels,
                device == null ? same.deviceName() : isNumber ? null : device,
                cudaGraphs == null ? same.cudaGraphs() : cudaGraphs);
    }

    /** Opens what was chosen; see {@link #open(BackendChoice, Console)}. */
    Backend open(Console console) {
        BackendChoice choice = choice();
        TornadoRuntime.startFor(choice.backend());
        return open(choice, console);
    }

    /**
     * Opens a backend, with a warning if it is slow here; {@link TornadoRuntime#startFor} must have been asked before.
     *
     * @throws ParameterException if it does not have an option that was given
     * @throws RunException if it is one that this build lacks
     * @throws dcgan.tensor.BackendException if there is none of that name, or it cannot be had on this machine
     */
    Backend open(BackendChoice choice, Console console) {
        String name = choice.backend();
        if (name.equals(TornadoRuntime.BACKEND) && !TornadoRuntime.isThere()) {
            throw new RunException(TornadoRuntime.missing());
        }
        BackendProvider provider = Backends.provider(name);
        Map<String, String> properties = new LinkedHashMap<>();
        given(choice).forEach((option, property) -> {
            String ofBackend = provider.name() + "." + property.getKey();
            if (!provider.properties().contains(ofBackend)) {
                throw new ParameterException(
                        command.commandLine(),
                        option + " is no option of the backend " + provider.name()
                                + (name.equals(Backends.AUTO) ? ", which auto takes here" : "")
                                + "; leave it out, or choose another --backend");
            }
            properties.put(ofBackend, property.getValue());
        });
        int index =
                choice.deviceName() == null ? choice.device() : Backends.device(provider.name(), choice.deviceName());
        Backend opened = Backends.open(provider.name(), new BackendOptions(index, choice.threads(), properties));
        provider.slow()
                .ifPresent(reason ->
                        console.notice("warning: the backend " + provider.name() + " is slow here: " + reason));
        return opened;
    }

    /** The options of single backends that were given: each with what backends call it after their own name, and its value. */
    private static Map<String, Map.Entry<String, String>> given(BackendChoice choice) {
        Map<String, Map.Entry<String, String>> given = new LinkedHashMap<>();
        if (choice.vectorBits() != null) {
            given.put("--vector-bits", Map.entry("bits", choice.vectorBits()));
        }
        if (choice.conv() != null) {
            given.put("--conv", Map.entry("conv", choice.conv()));
        }
        if (choice.kernels() != null) {
            given.put("--kernels", Map.entry("kernels", choice.kernels()));
        }
        if (choice.cudaGraphs() != null) {
            given.put("--cuda-graphs", Map.entry("graphs", choice.cudaGraphs()));
        }
        return given;
    }

    /**
     * One line about a backend that was just opened: what {@link #described} says and, if auto took it, which faster ones are
     * slow here, and why.
     *
     * @param name the value of {@code --backend}, which may be {@code auto}
     */
    static String chosen(String name, Backend opened) {
        return described(opened)
                + (name.equals(Backends.AUTO)
                        ? passedOver().map(slow -> "; auto skips " + slow).collect(Collectors.joining())
                        : "");
    }

    /** The backends that auto skips because they are slow here: the name of each and why. */
    static Stream<String> passedOver() {
        BackendProvider auto = Backends.provider(Backends.AUTO);
        return Backends.providers().stream()
                .filter(provider ->
                        provider.rank() > auto.rank() && provider.unavailable().isEmpty())
                .flatMap(provider ->
                        provider.slow().map(reason -> provider.name() + ", which is slow here: " + reason).stream());
    }

    /** One line about an open backend: {@code simd on AMD EPYC (AVX2, 256 bits)}. */
    static String described(Backend backend) {
        var device = backend.device();
        return backend.name() + " on " + device.name()
                + (device.detail().isEmpty() ? "" : " (" + device.detail() + ")");
    }
}
