package dcgan.data.download;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A real web server on this machine, for one file, which answers as well or as badly as a test tells it. */
final class FileServer implements AutoCloseable {
    static final String ETAG = "\"edition-1\"";

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();

    /** The {@code Range} header of each request, or "" where there was none. */
    final List<String> ranges = new CopyOnWriteArrayList<>();

    @FunctionalInterface
    interface Answer {
        void to(HttpExchange exchange, int request) throws IOException;
    }

    FileServer(Answer answer) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            try (exchange) {
                String range = exchange.getRequestHeaders().getFirst("Range");
                ranges.add(range == null ? "" : range);
                answer.to(exchange, ranges.size());
            }
        });
        server.start();
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + port() + "/cifar.tar.gz");
    }

    int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    /** All of the file. */
    static void whole(HttpExchange exchange, byte[] content) throws IOException {
        part(exchange, content, content.length);
    }

    /** The beginning of the file, under the length of all of it; then the connection breaks. */
    static void part(HttpExchange exchange, byte[] content, int length) throws IOException {
        exchange.getResponseHeaders().set("ETag", ETAG);
        exchange.sendResponseHeaders(200, content.length);
        exchange.getResponseBody().write(content, 0, length);
        exchange.getResponseBody().flush();
    }

    /** What was asked for, as a good server does it. */
    static void ranged(HttpExchange exchange, byte[] content) throws IOException {
        ranged(exchange, content, ETAG);
    }

    /** The same of the edition of that mark. */
    static void ranged(HttpExchange exchange, byte[] content, String etag) throws IOException {
        String range = exchange.getRequestHeaders().getFirst("Range");
        if (range == null || !etag.equals(exchange.getRequestHeaders().getFirst("If-Range"))) {
            whole(exchange, content);
            return;
        }
        int from = Integer.parseInt(range.substring("bytes=".length(), range.length() - 1));
        if (from >= content.length) {
            exchange.getResponseHeaders().set("Content-Range", "bytes */" + content.length);
            exchange.sendResponseHeaders(416, -1);
            return;
        }
        exchange.getResponseHeaders().set("ETag", etag);
        exchange.getResponseHeaders()
                .set("Content-Range", "bytes " + from + "-" + (content.length - 1) + "/" + content.length);
        exchange.sendResponseHeaders(206, content.length - from);
        exchange.getResponseBody().write(content, from, content.length - from);
    }

    static void status(HttpExchange exchange, int status) throws IOException {
        exchange.sendResponseHeaders(status, -1);
    }
}
