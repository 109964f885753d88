package dcgan.cli;

import dcgan.cli.console.Console;
import dcgan.cli.console.Table;
import dcgan.tensor.Backends;
import dcgan.tensor.Device;
import dcgan.tensor.spi.BackendProvider;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code dcgan devices}. */
@Command(
        name = "devices",
        mixinStandardHelpOptions = true,
        versionProvider = Main.ModuleVersion.class,
        sortOptions = false,
        description = "Lists every backend and device, whether it is available or why not, and what auto would take.")
final class DevicesCommand implements Callable<Integer> {
    private static final long MEGABYTE = 1 << 20;

    @Override
    public Integer call() {
        TornadoRuntime.startIfAvailable();
        Table table = new Table(4).row("BACKEND", "DEVICE", "TYPE", "NAME", "MEMORY", "DETAIL");
        for (BackendProvider provider : Backends.providers()) {
            Optional<String> reason = provider.unavailable();
            if (reason.isPresent()) {
                table.row(provider.name(), "-", "-", "not available", "-", reason.get());
            } else {
                provider.devices().forEach(device -> table.row(cells(provider, device)));
            }
        }
        if (!TornadoRuntime.isThere()) {
            table.row(TornadoRuntime.BACKEND, "-", "-", "not available", "-", TornadoRuntime.missing());
        }
        Console console = Console.ofProcess();
        table.lines().forEach(console::result);
        console.result("");
        Backends.providers().stream()
                .flatMap(provider -> provider.notes().stream())
                .forEach(console::result);
        TornadoRuntime.otherSdks().ifPresent(console::result);
        BackendMixin.passedOver().forEach(slow -> console.result("auto skips: " + slow));
        BackendProvider auto = Backends.provider(Backends.AUTO);
        console.result("auto takes: " + auto.name() + " on device 0");
        return 0;
    }

    private static String[] cells(BackendProvider provider, Device device) {
        return new String[] {
            provider.name(),
            Integer.toString(device.index()),
            device.type(),
            device.name(),
            String.format(Locale.ROOT, "%,d MB", device.memory() / MEGABYTE),
            device.detail()
        };
    }
}
