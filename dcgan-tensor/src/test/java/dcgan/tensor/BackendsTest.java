package dcgan.tensor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dcgan.tensor.spi.BackendProvider;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BackendsTest {

    private static Stream<String> providerNames() {
        return Backends.providers().stream().map(BackendProvider::name);
    }

    @Test
    void anUnknownNameListsTheKnownOnes() {
        String message = assertThrows(BackendException.class, () -> Backends.open("cuda"))
                .getMessage();
        assertTrue(message.contains("no backend \"cuda\""), message);
        assertTrue(message.contains("auto"), message);
        providerNames().forEach(name -> assertTrue(message.contains(name), message));
    }

    @Test
    void theReferenceIsTheLastChoice() {
        List<BackendProvider> providers = Backends.providers();
        assertEquals("reference", providers.getLast().name());
        for (int k = 1; k < providers.size(); k++) {
            assertTrue(providers.get(k - 1).rank() > providers.get(k).rank(), "two backends of the same rank");
        }
    }

    @Test
    void autoTakesTheFirstThatIsAvailableAndNotSlow() {
        String first = Backends.providers().stream()
                .filter(provider ->
                        provider.unavailable().isEmpty() && provider.slow().isEmpty())
                .findFirst()
                .orElseThrow()
                .name();
        try (Backend backend = Backends.open(Backends.AUTO)) {
            assertEquals(first, backend.name());
        }
    }

    @Test
    void aDeviceIsFoundByAPartOfItsNameOrDetailInAnyCase() {
        String name = Backends.provider("reference").devices().getFirst().name();
        assertEquals(0, Backends.device("reference", name.substring(1).toUpperCase(Locale.ROOT)));
        assertEquals(0, Backends.device("reference", "double PRECISION"));
        String message = assertThrows(BackendException.class, () -> Backends.device("reference", "H200"))
                .getMessage();
        assertTrue(message.startsWith("backend reference has no device \"H200\"; it has 0 (" + name), message);
    }

    @Test
    void namesAreUnique() {
        List<String> names = providerNames().toList();
        assertEquals(names.size(), new HashSet<>(names).size());
    }

    @ParameterizedTest
    @MethodSource("providerNames")
    void describesItsDevices(String name) {
        BackendProvider provider = Backends.provider(name);
        List<Device> devices = provider.devices();
        assertEquals(provider.unavailable().isEmpty(), !devices.isEmpty());
        for (int k = 0; k < devices.size(); k++) {
            assertEquals(k, devices.get(k).index());
            assertFalse(devices.get(k).name().isBlank());
            assertTrue(devices.get(k).memory() > 0);
        }
        try (Backend backend = BackendsUnderTest.open(name)) {
            assertEquals(name, backend.name());
            assertEquals(devices.getFirst(), backend.device());
        }
    }

    @ParameterizedTest
    @MethodSource("providerNames")
    void refusesADeviceThatThereIsNot(String name) {
        BackendsUnderTest.open(name).close();
        BackendOptions options = BackendOptions.DEFAULT.withDevice(1000);
        String message = assertThrows(BackendException.class, () -> Backends.open(name, options))
                .getMessage();
        assertTrue(message.contains("no device 1000"), message);
        assertTrue(message.contains(name), message);
    }

    @Test
    void noNumberOfThreadsIsOneAProcessor() {
        assertEquals(Runtime.getRuntime().availableProcessors(), BackendOptions.DEFAULT.threadCount());
        assertEquals(7, BackendOptions.DEFAULT.withThreads(7).threadCount());
    }

    @Test
    void optionsRefuseNegativeNumbers() {
        assertTrue(assertThrows(BackendException.class, () -> BackendOptions.DEFAULT.withDevice(-1))
                .getMessage()
                .contains("device index must be at least 0, but is -1"));
        assertTrue(assertThrows(BackendException.class, () -> BackendOptions.DEFAULT.withThreads(-2))
                .getMessage()
                .contains("threads must be at least 0, but is -2"));
        assertEquals(
                Map.of("a", "b"),
                new BackendOptions(0, 0, Map.of("a", "b")).withThreads(3).properties());
    }
}
