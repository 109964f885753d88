package dcgan.data.download;

import dcgan.data.DatasetException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The proxy that Java's properties name, or else the environment, by the conventions of curl and others: {@code
 * https_proxy} for https addresses, {@code http_proxy} for http ones, {@code all_proxy} for both, but none for this
 * machine itself and for the hosts and domains in {@code no_proxy}.
 */
final class EnvironmentProxies extends ProxySelector {
    private static final int DEFAULT_PORT = 80;
    private static final List<Proxy> DIRECT = List.of(Proxy.NO_PROXY);

    private final Map<String, String> environment;

    EnvironmentProxies(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public List<Proxy> select(URI uri) {
        if (System.getProperty(uri.getScheme() + ".proxyHost") != null
                || Boolean.getBoolean("java.net.useSystemProxies")) {
            return ProxySelector.getDefault().select(uri);
        }
        URI proxy = proxyFor(uri, environment);
        if (proxy == null) {
            return DIRECT;
        }
        int port = proxy.getPort() < 0 ? DEFAULT_PORT : proxy.getPort();
        return List.of(new Proxy(Proxy.Type.HTTP, new InetSocketAddress(proxy.getHost(), port)));
    }

    @Override
    public void connectFailed(URI uri, SocketAddress address, IOException failure) {
        // The failure reaches whoever sent the request.
    }

    /**
     * The proxy for an address as the environment has it, or null if it has none.
     *
     * @throws DatasetException if it is one that cannot be used
     */
    static URI proxyFor(URI uri, Map<String, String> environment) {
        String scheme = uri.getScheme();
        String value = variable(environment, scheme + "_proxy");
        if (value.isEmpty()) {
            value = variable(environment, "all_proxy");
        }
        if (value.isEmpty() || isExempt(uri, environment)) {
            return null;
        }
        try {
            URI proxy = URI.create(value.contains("://") ? value : "http://" + value);
            if ("http".equalsIgnoreCase(proxy.getScheme()) && proxy.getHost() != null) {
                return proxy;
            }
        } catch (IllegalArgumentException e) {
            // Told below, without the value: it may hold a password.
        }
        throw new DatasetException("The environment's " + scheme
                + "_proxy or all_proxy is no address of an HTTP proxy, and others, such as SOCKS, cannot be used;"
                + " set it to http://host:port, or name " + uri.getHost() + " in no_proxy.");
    }

    private static String variable(Map<String, String> environment, String name) {
        String value = environment.get(name);
        if (value == null) {
            value = environment.get(name.toUpperCase(Locale.ROOT));
        }
        return value == null ? "" : value.strip();
    }

    private static boolean isExempt(URI uri, Map<String, String> environment) {
        String host = uri.getHost().toLowerCase(Locale.ROOT);
        if (host.equals("localhost") || host.startsWith("127.") || host.equals("[::1]")) {
            return true;
        }
        for (String entry :
                variable(environment, "no_proxy").toLowerCase(Locale.ROOT).split("[,\\s]+")) {
            String name = entry.replaceFirst("^\\*?\\.", "").replaceFirst(":" + uri.getPort() + "$", "");
            if (name.equals("*") || (!name.isEmpty() && (host.equals(name) || host.endsWith("." + name)))) {
                return true;
            }
        }
        return false;
    }
}
