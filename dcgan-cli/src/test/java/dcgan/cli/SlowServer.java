package dcgan.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A web server for one file, of which it sends no more than a beginning at first, and whatever range it is asked for later. */
final class SlowServer implements AutoCloseable {
    static final int BEGINNING = 100_000;

    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final List<String> ranges = new CopyOnWriteArrayList<>();

    SlowServer(byte[] content) throws IOException {
        Thread.ofPlatform().daemon().start(() -> {
            while (!server.isClosed()) {
                try (Socket socket = server.accept()) {
                    answer(socket, content);
                    // Until the client hangs up.
                    socket.getInputStream().transferTo(OutputStream.nullOutputStream());
                } catch (IOException e) {
                    // The client had enough, or the test has ended.
                }
            }
        });
    }

    private void answer(Socket socket, byte[] content) throws IOException {
        String range = "";
        BufferedReader in =
                new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
        for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
            if (line.startsWith("Range: ")) {
                range = line.substring("Range: ".length());
            }
        }
        ranges.add(range);
        int from = range.isEmpty() ? 0 : Integer.parseInt(range.replaceAll("\\D", ""));
        int to = range.isEmpty() ? BEGINNING : content.length;
        String status = range.isEmpty()
                ? "200 OK\r\n"
                : "206 Partial Content\r\nContent-Range: bytes " + from + "-" + (to - 1) + "/" + content.length
                        + "\r\n";
        String head =
                "HTTP/1.1 " + status + "ETag: \"edition-1\"\r\nContent-Length: " + (content.length - from) + "\r\n\r\n";
        socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().write(Arrays.copyOfRange(content, from, to));
    }

    String url() {
        return "http://127.0.0.1:" + server.getLocalPort() + "/file";
    }

    /** The {@code Range} header of each request, or "" where there was none. */
    List<String> ranges() {
        return ranges;
    }

    static String md5(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
