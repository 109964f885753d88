package dcgan.data.download;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dcgan.data.DatasetException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnvironmentProxiesTest {
    private static String proxy(Map<String, String> environment, String url) {
        Proxy proxy =
                new EnvironmentProxies(environment).select(URI.create(url)).getFirst();
        if (proxy.type() == Proxy.Type.DIRECT) {
            return "direct";
        }
        InetSocketAddress address = (InetSocketAddress) proxy.address();
        return address.getHostString() + ":" + address.getPort();
    }

    @ParameterizedTest
    @CsvSource({
        "https_proxy, http://127.0.0.1:3128,      https://example.org/x, 127.0.0.1:3128",
        "HTTPS_PROXY, http://127.0.0.1:3128/,     https://example.org/x, 127.0.0.1:3128",
        "https_proxy, 127.0.0.1,                  https://example.org/x, 127.0.0.1:80",
        "https_proxy, http://me:pw@127.0.0.1:9,   https://example.org/x, 127.0.0.1:9",
        "https_proxy, http://127.0.0.1:3128,      http://example.org/x,  direct",
        "http_proxy,  http://127.0.0.1:3128,      http://example.org/x,  127.0.0.1:3128",
        "all_proxy,   http://127.0.0.1:3128,      https://example.org/x, 127.0.0.1:3128",
        "http_proxy,  http://127.0.0.1:3128,      http://localhost:8/x,  direct",
        "http_proxy,  http://127.0.0.1:3128,      http://127.0.0.1:8/x,  direct",
        "http_proxy,  '',                         http://example.org/x,  direct",
    })
    void followsTheEnvironment(String name, String value, String url, String expected) {
        assertEquals(expected, proxy(Map.of(name, value), url));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*",
                "example.org",
                ".example.org",
                "*.example.org",
                "other.net, www.example.org",
                "ORG",
                "www.example.org:8080"
            })
    void leavesOutWhatNoProxySays(String noProxy) {
        Map<String, String> environment = Map.of("http_proxy", "127.0.0.1:1", "NO_PROXY", noProxy);
        assertEquals("direct", proxy(environment, "http://www.example.org:8080/x"));
        assertEquals(noProxy.equals("*") ? "direct" : "127.0.0.1:1", proxy(environment, "http://example.com/x"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"xample.org", "example.org.uk", "www.example.org:81", ""})
    void andNothingElse(String noProxy) {
        Map<String, String> environment = Map.of("http_proxy", "127.0.0.1:1", "no_proxy", noProxy);
        assertEquals("127.0.0.1:1", proxy(environment, "http://www.example.org:8080/x"));
    }

    @Test
    void aProxyThatCannotBeUsedIsRefusedOnlyWhereItWouldBe() {
        Map<String, String> socks = Map.of("all_proxy", "socks5h://me:secret@127.0.0.1:1080");
        DatasetException e = assertThrows(DatasetException.class, () -> proxy(socks, "https://example.org/x"));
        assertTrue(e.getMessage().contains("all_proxy is no address of an HTTP proxy"), e.getMessage());
        assertFalse(e.getMessage().contains("secret"), e.getMessage());
        assertEquals("direct", proxy(socks, "http://localhost:8/x"));
        for (String noProxy : List.of("*", "example.org")) {
            Map<String, String> exempt = Map.of("all_proxy", "socks5h://127.0.0.1:1080", "no_proxy", noProxy);
            assertEquals("direct", proxy(exempt, "https://example.org/x"));
        }
    }
}
