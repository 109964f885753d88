package dcgan.data.download;

import dcgan.data.DatasetException;
import dcgan.data.file.Reasons;
import dcgan.data.text.Messages;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.UnresolvedAddressException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One try to get the rest of a file over HTTP: a range request with {@code If-Range} (RFC 9110, sections 13.1.5 and 14)
 * where a beginning is there, else a plain one. Nothing that the server says about ranges and lengths is taken on
 * trust.
 */
final class Transfer {
    private static final int BUFFER = 1 << 16;

    private static final Duration MAX_PAUSE = Duration.ofMinutes(2);
    private static final Pattern CONTENT_RANGE = Pattern.compile("bytes (\\d{1,15})-(\\d{1,15})/(\\d{1,15}|\\*)");

    private final HttpClient client;
    private final URI url;
    private final PartialFile part;
    private final Duration timeout;
    private final String name;
    private final long maxBytes;
    private final DownloadProgress progress;

    /** A failure that another try may mend. */
    static final class TryAgainException extends Exception {
        private static final long serialVersionUID = 1L;
        private final transient Duration pause;

        private TryAgainException(String message, Duration pause, Throwable cause) {
            super(message, cause);
            this.pause = pause;
        }

        /** The pause that the server asks for, or null. */
        Duration pause() {
            return pause;
        }
    }

    /**
     * A try that is still to run.
     *
     * @param timeout how long the server may be silent
     * @param name what the file is called
     * @param maxBytes how long the file may be, whatever the server says
     */
    Transfer(
            HttpClient client,
            URI url,
            PartialFile part,
            Duration timeout,
            String name,
            long maxBytes,
            DownloadProgress progress) {
        this.client = client;
        this.url = url;
        this.part = part;
        this.timeout = timeout;
        this.name = name;
        this.maxBytes = maxBytes;
        this.progress = progress;
    }

    /**
     * Returns when the file is whole.
     *
     * @throws TryAgainException if it is not, but may be after another try
     * @throws MirrorException if no other try will help
     * @throws DatasetException if no other mirror will help either
     * @throws IOException if the file cannot be written
     */
    void run() throws TryAgainException, MirrorException, IOException, InterruptedException {
        long have = part.size();
        HttpResponse<InputStream> response = send(have);
        try (InputStream body = response.body()) {
            switch (response.statusCode()) {
                case 200 -> {
                    long total = response.headers()
                            .firstValueAsLong("Content-Length")
                            .orElse(-1);
                    checkRoom(0, total);
                    try (FileChannel file = part.restart(validator(response.headers()))) {
                        receive(body, file, 0, total);
                    }
                }
                case 206 -> {
                    long total = checkRange(response.headers(), have);
                    checkRoom(have, total);
                    try (FileChannel file = part.append()) {
                        receive(body, file, have, total);
                    }
                }
                case 416 -> {
                    if (have == 0
                            || !response.headers()
                                    .firstValue("Content-Range")
                                    .orElse("")
                                    .equals("bytes */" + have)) {
                        part.delete();
                        throw tryAgain("the server has no more than a part of what came earlier");
                    }
                }
                default -> refuse(response.statusCode(), response.headers());
            }
        } catch (ConnectionException e) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            throw tryAgain(describe(e.getCause()), e.getCause());
        }
    }

    private HttpResponse<InputStream> send(long have)
            throws TryAgainException, MirrorException, IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(url)
                .timeout(timeout)
                .header("User-Agent", "dcgan")
                .header("Accept-Encoding", "identity");
        if (have > 0) {
            request.header("Range", "bytes=" + have + "-").header("If-Range", part.validator());
        }
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        } catch (IOException e) {
            for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                if (cause instanceof DatasetException ready) {
                    // The server has sent on to an address for which the environment has an impossible proxy.
                    throw ready;
                }
                if (cause instanceof UnresolvedAddressException) {
                    throw new MirrorException(
                            url + ": the name of the server or of the proxy is unknown here; check the network and "
                                    + "the proxy (https_proxy), or take another address.",
                            e);
                }
                if (cause instanceof IllegalArgumentException) {
                    throw new MirrorException(
                            url + ": the server sends on to an address that makes no sense; try another address.", e);
                }
            }
            throw tryAgain(describe(e), e);
        }
    }

    private void refuse(int status, HttpHeaders headers) throws TryAgainException, MirrorException {
        String what = "the server answers with status " + status;
        switch (status) {
            case 408, 425, 429, 500, 502, 503, 504 -> {
                Duration pause = retryAfter(headers.firstValue("Retry-After").orElse(""));
                if (pause != null && pause.compareTo(MAX_PAUSE) > 0) {
                    throw new MirrorException(url + ": " + what + " and wants to be left alone for " + pause.toMinutes()
                            + " minutes; try again later.");
                }
                throw new TryAgainException(what, pause, null);
            }
            case 404, 410 ->
                throw new MirrorException(url + ": " + what + ", so the file is not there; check the address.");
            case 407 ->
                throw new MirrorException(url + ": the proxy wants a name and password; put them into https_proxy "
                        + "(http://name:password@host:port) and, for https, start Java with "
                        + "-Djdk.http.auth.tunneling.disabledSchemes=\"\".");
            default -> throw new MirrorException(url + ": " + what + "; check the address and the proxy.");
        }
    }

    private long checkRange(HttpHeaders headers, long have) throws TryAgainException, IOException {
        Matcher range =
                CONTENT_RANGE.matcher(headers.firstValue("Content-Range").orElse(""));
        if (have == 0 || !range.matches() || Long.parseLong(range.group(1)) != have) {
            part.delete();
            throw tryAgain("the server sent another range than it was asked for");
        }
        return range.group(3).equals("*") ? -1 : Long.parseLong(range.group(3));
    }

    private void checkRoom(long have, long total) throws MirrorException, IOException {
        if (total > maxBytes) {
            throw tooLong();
        }
        Path folder = part.file().toAbsolutePath().getParent();
        long room = Files.getFileStore(folder).getUsableSpace();
        if (total - have > room) {
            throw new DatasetException(Messages.format(
                    "%s: there is room for %,d bytes, but %s has %,d to come; make room or choose another place.",
                    folder, room, url, total - have));
        }
    }

    private MirrorException tooLong() {
        return new MirrorException(Messages.format(
                "%s: the file is longer than %,d bytes, so it is not %s; check the address.", url, maxBytes, name));
    }

    private void receive(InputStream body, FileChannel file, long have, long total)
            throws ConnectionException, TryAgainException, MirrorException, IOException {
        byte[] buffer = new byte[BUFFER];
        long bytes = have;
        progress.advanced(bytes, total);
        try (StallGuard guard = new StallGuard(body, timeout)) {
            for (int count = read(body, buffer, guard); count >= 0; count = read(body, buffer, guard)) {
                if (bytes + count > maxBytes) {
                    part.delete();
                    throw tooLong();
                }
                ByteBuffer data = ByteBuffer.wrap(buffer, 0, count);
                while (data.hasRemaining()) {
                    file.write(data);
                }
                bytes += count;
                progress.advanced(bytes, total);
            }
        }
        if (total >= 0 && bytes != total) {
            if (bytes > total) {
                part.delete();
            }
            throw tryAgain(Messages.format("the server sent %,d bytes of %,d", bytes, total));
        }
    }

    /** Reading in which a failure is the connection's, not the disk's. */
    private static int read(InputStream body, byte[] buffer, StallGuard guard) throws ConnectionException {
        try {
            int count = body.read(buffer);
            guard.check();
            return count;
        } catch (IOException e) {
            throw new ConnectionException(guard.explain(e));
        }
    }

    private static final class ConnectionException extends Exception {
        private static final long serialVersionUID = 1L;

        ConnectionException(IOException cause) {
            super(cause);
        }

        @Override
        public synchronized IOException getCause() {
            return (IOException) super.getCause();
        }
    }

    private String describe(IOException e) {
        return switch (e) {
            case HttpTimeoutException _ -> "the server did not answer within " + timeout.toSeconds() + " s";
            case ConnectException _ -> "no connection to " + url.getHost() + " came about";
            default -> "the connection failed (" + Reasons.of(e) + ")";
        };
    }

    /** A mark that {@code If-Range} accepts: a strong ETag, else the date of the last change. */
    private static String validator(HttpHeaders headers) {
        return headers.firstValue("ETag")
                .filter(tag -> tag.startsWith("\""))
                .or(() -> headers.firstValue("Last-Modified"))
                .orElse("");
    }

    /** Seconds or a date (RFC 9110, section 10.2.3), or null if it is neither. */
    private static Duration retryAfter(String value) {
        if (value.matches("\\d{1,9}")) {
            return Duration.ofSeconds(Long.parseLong(value));
        }
        try {
            Instant date = ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            Duration pause = Duration.between(Instant.now(), date);
            return pause.isNegative() ? Duration.ZERO : pause;
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static TryAgainException tryAgain(String message) {
        return new TryAgainException(message, null, null);
    }

    private static TryAgainException tryAgain(String message, IOException cause) {
        return new TryAgainException(message, null, cause);
    }
}
