package dcgan.data.download;

import static dcgan.data.Sentences.complaint;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dcgan.data.text.Messages;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.AbstractOwnableSynchronizer;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class DownloadTest {
    private static final byte[] CONTENT = new byte[400_000];

    static {
        new Random(1).nextBytes(CONTENT);
    }

    @TempDir
    Path temp;

    private Path target;
    private final List<Long> bytes = new ArrayList<>();
    private final List<Long> totals = new ArrayList<>();
    private final List<String> retries = new ArrayList<>();
    private final List<Duration> pauses = new ArrayList<>();

    private final DownloadProgress progress = new DownloadProgress() {
        @Override
        public void advanced(long soFar, long total) {
            bytes.add(soFar);
            totals.add(total);
        }

        @Override
        public void retrying(String reason, Duration pause) {
            retries.add(reason);
            pauses.add(pause);
        }
    };

    @BeforeEach
    void place() {
        target = temp.resolve("cache/cifar.tar.gz");
    }

    private static String md5(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    private static RemoteFile file(URI... mirrors) {
        return new RemoteFile("cifar.tar.gz", List.of(mirrors), RemoteFile.UNKNOWN, Checksum.md5(md5(CONTENT)));
    }

    private Download download(URI... mirrors) {
        return download(file(mirrors));
    }

    private Download download(RemoteFile file) {
        return Download.of(file, target, Map.of()).progress(progress).tries(3).pause(Duration.ofMillis(1));
    }

    private static RemoteFile sized(URI url, long size) {
        return new RemoteFile("cifar.tar.gz", List.of(url), size, Checksum.md5(md5(CONTENT)));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private void assertFetched() throws IOException {
        assertArrayEquals(CONTENT, Files.readAllBytes(target));
        assertOnlyFile("cifar.tar.gz");
    }

    private void assertOnlyFile(String... names) throws IOException {
        try (var files = Files.list(target.getParent())) {
            assertEquals(
                    List.of(names),
                    files.map(file -> file.getFileName().toString()).sorted().toList());
        }
    }

    @Test
    void fetchesAndTellsHowItGoes() throws IOException {
        try (FileServer server = new FileServer((exchange, _) -> {
            // Packed, it would be of another length, and another file.
            boolean plain = "identity".equals(exchange.getRequestHeaders().getFirst("Accept-Encoding"));
            FileServer.whole(exchange, plain ? CONTENT : new byte[1]);
        })) {
            assertEquals(target, download(server.url()).fetch());
            assertEquals(List.of(""), server.ranges);
        }
        assertFetched();
        assertEquals(0, bytes.getFirst());
        assertEquals(CONTENT.length, bytes.getLast());
        assertEquals(bytes.stream().sorted().toList(), bytes);
        assertEquals(List.of((long) CONTENT.length), totals.stream().distinct().toList());
    }

    @Test
    void askedAgainItFetchesNothing() throws IOException {
        Files.createDirectories(target.getParent());
        Files.write(target, CONTENT);
        try (FileServer server = new FileServer((exchange, _) -> FileServer.status(exchange, 500))) {
            download(server.url()).fetch();
            assertEquals(List.of(), server.ranges);
        }
        assertFetched();
    }

    @Test
    void anotherFileOfThatNameStays() throws IOException {
        Files.createDirectories(target.getParent());
        Files.writeString(target, "mine");
        complaint(() -> download(URI.create("http://127.0.0.1:9/")).fetch(), target.toString(), "not the one to fetch");
        assertEquals("mine", Files.readString(target));
        target = temp;
        complaint(() -> download(URI.create("http://127.0.0.1:9/")).fetch(), "is a folder");
    }

    @Test
    void goesOnWhereTheConnectionBroke() throws IOException {
        try (FileServer server = new FileServer((exchange, request) -> {
            if (request == 1) {
                FileServer.part(exchange, CONTENT, 250_000);
            } else {
                FileServer.ranged(exchange, CONTENT);
            }
        })) {
            download(server.url()).fetch();
            assertEquals(2, server.ranges.size());
            assertTrue(server.ranges.get(1).matches("bytes=[1-9]\\d*-"), server.ranges.toString());
        }
        assertFetched();
        assertEquals(1, retries.size());
    }

    @Test
    void goesOnInTheNextRun() throws IOException {
        try (FileServer server = new FileServer((exchange, request) -> {
            if (request == 1) {
                FileServer.part(exchange, CONTENT, 250_000);
            } else {
                FileServer.ranged(exchange, CONTENT);
            }
        })) {
            complaint(
                    () -> download(server.url()).tries(1).fetch(), server.url().toString(), "are kept");
            long kept = Files.size(target.resolveSibling("cifar.tar.gz.part"));
            assertTrue(kept > 0 && Files.notExists(target));
            download(server.url()).fetch();
            assertEquals(List.of("", "bytes=" + kept + "-"), server.ranges);
        }
        assertFetched();
    }

    @Test
    void startsAnewWhereTheServerIgnoresRanges() throws IOException {
        try (FileServer server = new FileServer(
                (exchange, request) -> FileServer.part(exchange, CONTENT, request == 1 ? 250_000 : CONTENT.length))) {
            download(server.url()).fetch();
            assertEquals(2, server.ranges.size());
        }
        assertFetched();
    }

    @Test
    void startsAnewWhereTheFileHasChanged() throws IOException {
        byte[] older = new byte[CONTENT.length];
        try (FileServer server = new FileServer((exchange, request) -> {
            if (request == 1) {
                FileServer.part(exchange, older, 250_000);
            } else {
                FileServer.ranged(exchange, CONTENT, "\"edition-2\"");
            }
        })) {
            download(server.url()).fetch();
        }
        assertFetched();
    }

    @Test
    void forgetsTheMarkOfAnEditionThatIsNoMore() throws IOException {
        try (FileServer server = new FileServer((exchange, request) -> {
            if (request == 1) {
                FileServer.part(exchange, new byte[CONTENT.length], 250_000);
            } else {
                exchange.sendResponseHeaders(200, CONTENT.length);
                exchange.getResponseBody().write(CONTENT, 0, request == 2 ? 100_000 : CONTENT.length);
            }
        })) {
            download(server.url()).fetch();
            assertEquals("", server.ranges.get(2));
        }
        assertFetched();
    }

    @Test
    void startsAnewWithoutAMarkOfTheEdition() throws IOException {
        try (FileServer server = new FileServer((exchange, request) -> {
            exchange.sendResponseHeaders(200, CONTENT.length);
            exchange.getResponseBody().write(CONTENT, 0, request == 1 ? 250_000 : CONTENT.length);
        })) {
            download(server.url()).fetch();
            assertEquals(List.of("", ""), server.ranges);
        }
        assertFetched();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bytes 0-399999/400000",
                "bytes 7-399999/400000",
                "nonsense",
                "",
                "bytes 1-2/99999999999999999999"
            })
    void startsAnewWhenAnotherRangeComes(String contentRange) throws IOException {
        try (FileServer server = new FileServer((exchange, request) -> {
            if (request == 1) {
                FileServer.part(exchange, CONTENT, 250_000);
            } else if (request == 2) {
                exchange.getResponseHeaders().set("Content-Range", contentRange);
                exchange.sendResponseHeaders(206, CONTENT.length);
                exchange.getResponseBody().write(CONTENT);
            } else {
                FileServer.whole(exchange, CONTENT);
            }
        })) {
            download(server.url()).fetch();
            assertEquals("", server.ranges.get(2));
        }
        assertFetched();
        assertTrue(retries.getLast().contains("another range"), retries.toString());
    }

    /** Nobody has told the client's own check of lengths how long the whole file is. */
    @ParameterizedTest
    @ValueSource(ints = {1000, 150_001})
    void aRangeOfAnotherLengthThanItSays(int length) throws IOException {
        try (FileServer server = new FileServer((exchange, request) -> {
            if (request == 1) {
                exchange.getResponseHeaders().set("Content-Range", "bytes 250000-399999/400000");
                exchange.sendResponseHeaders(206, length);
                exchange.getResponseBody().write(Arrays.copyOfRange(CONTENT, 250_000, 250_000 + length));
            } else {
                FileServer.ranged(exchange, CONTENT);
            }
        })) {
            keep(server.url(), Arrays.copyOf(CONTENT, 250_000));
            download(server.url()).fetch();
            assertEquals(List.of("bytes=250000-", length == 1000 ? "bytes=251000-" : ""), server.ranges);
        }
        assertFetched();
        assertEquals(List.of(Messages.format("the server sent %,d bytes of 400,000", 250_000 + length)), retries);
    }

    @Test
    void aRangeOfAFileOfUnknownLength() throws IOException {
        try (FileServer server = new FileServer((exchange, _) -> {
            exchange.getResponseHeaders().set("Content-Range", "bytes 250000-399999/*");
            exchange.sendResponseHeaders(206, 150_000);
            exchange.getResponseBody().write(CONTENT, 250_000, 150_000);
        })) {
            keep(server.url(), Arrays.copyOf(CONTENT, 250_000));
            download(server.url()).fetch();
        }
        assertFetched();
        assertEquals(List.of(-1L), totals.stream().distinct().toList());
    }

    @ParameterizedTest
    @ValueSource(ints = {206, 416})
    void answersToWhatNobodyAskedFor(int status) throws IOException {
        try (FileServer server = new FileServer((exchange, request) -> {
            if (request == 1) {
                exchange.getResponseHeaders()
                        .set("Content-Range", status == 206 ? "bytes 0-399999/400000" : "bytes */0");
                exchange.sendResponseHeaders(status, CONTENT.length);
                exchange.getResponseBody().write(CONTENT);
            } else {
                FileServer.whole(exchange, CONTENT);
            }
        })) {
            download(server.url()).fetch();
            assertEquals(List.of("", ""), server.ranges);
        }
        assertFetched();
        assertEquals(1, retries.size());
    }

    @Test
    void theDateOfTheLastChangeIsAMarkToo() throws IOException {
        String date = "Thu, 04 Jun 2009 20:53:25 GMT";
        List<String> asked = new ArrayList<>();
        try (FileServer server = new FileServer((exchange, request) -> {
            asked.add(exchange.getRequestHeaders().getFirst("If-Range"));
            if (request == 1) {
                // A weak one says nothing about single bytes.
                exchange.getResponseHeaders().set("ETag", "W/\"edition-1\"");
                exchange.getResponseHeaders().set("Last-Modified", date);
                exchange.sendResponseHeaders(200, CONTENT.length);
                exchange.getResponseBody().write(CONTENT, 0, 250_000);
                exchange.getResponseBody().flush();
            } else {
                FileServer.ranged(exchange, CONTENT, date);
            }
        })) {
            download(server.url()).fetch();
            assertTrue(server.ranges.get(1).startsWith("bytes="), server.ranges.toString());
        }
        assertEquals(Arrays.asList(null, date), asked);
        assertFetched();
    }

    @Test
    void interruptedItKeepsWhatHasComeAndGoesOn() throws IOException {
        CountDownLatch end = new CountDownLatch(1);
        try (FileServer server = new FileServer((exchange, request) -> {
            if (request == 1) {
                FileServer.part(exchange, CONTENT, 250_000);
                await(end);
            } else {
                FileServer.ranged(exchange, CONTENT);
            }
        })) {
            Download interrupted = download(server.url()).progress(new DownloadProgress() {
                @Override
                public void advanced(long soFar, long total) {
                    if (soFar == 250_000) {
                        Thread.currentThread().interrupt();
                    }
                }

                @Override
                public void retrying(String reason, Duration pause) {
                    retries.add(reason);
                }
            });
            complaint(interrupted::fetch, server.url().toString(), "was interrupted");
            assertTrue(Thread.interrupted());
            end.countDown();
            assertOnlyFile("cifar.tar.gz.part", "cifar.tar.gz.part.info");
            assertEquals(250_000, interrupted.kept());
            assertEquals(List.of(), retries);
            download(server.url()).fetch();
            assertEquals(List.of("", "bytes=250000-"), server.ranges);
        }
        assertFetched();
    }

    @Test
    void takesWhatIsWholeAlready() throws IOException {
        try (FileServer server = new FileServer((exchange, _) -> FileServer.ranged(exchange, CONTENT))) {
            keep(server.url(), CONTENT);
            download(server.url()).fetch();
            assertEquals(List.of("bytes=400000-"), server.ranges);
        }
        assertFetched();
    }

    @Test
    void dropsWhatIsLongerThanTheFile() throws IOException {
        try (FileServer server = new FileServer((exchange, _) -> FileServer.ranged(exchange, CONTENT))) {
            keep(server.url(), Arrays.copyOf(CONTENT, CONTENT.length + 5));
            download(server.url()).fetch();
            assertEquals(List.of("bytes=400005-", ""), server.ranges);
        }
        assertFetched();
    }

    @Test
    void dropsABeginningThatTurnsOutWrong() throws IOException {
        try (FileServer server = new FileServer((exchange, _) -> FileServer.ranged(exchange, CONTENT))) {
            keep(server.url(), new byte[1000]);
            download(server.url()).fetch();
            assertEquals(List.of("bytes=1000-", ""), server.ranges);
        }
        assertFetched();
    }

    @Test
    void dropsABeginningOfTheSameRunLikewise() throws IOException {
        byte[] older = new byte[CONTENT.length];
        try (FileServer server = new FileServer((exchange, request) -> {
            if (request == 1) {
                FileServer.part(exchange, older, 250_000);
            } else {
                FileServer.ranged(exchange, CONTENT);
            }
        })) {
            download(server.url()).fetch();
            assertEquals(3, server.ranges.size());
            assertEquals("", server.ranges.getLast());
        }
        assertFetched();
    }

    @Test
    void takesNoBeginningFromAnotherAddress() throws IOException {
        try (FileServer server = new FileServer((exchange, _) -> FileServer.ranged(exchange, CONTENT))) {
            keep(server.url().resolve("/other"), new byte[CONTENT.length + 5]);
            download(server.url()).fetch();
            assertEquals(List.of(""), server.ranges);
        }
        assertFetched();
    }

    private void keep(URI url, byte[] beginning) throws IOException {
        Files.createDirectories(target.getParent());
        Files.write(target.resolveSibling("cifar.tar.gz.part"), beginning);
        Files.write(target.resolveSibling("cifar.tar.gz.part.info"), List.of(url.toString(), FileServer.ETAG));
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403, 404, 410, 418})
    void refusalsAreFinal(int status) throws IOException {
        try (FileServer server = new FileServer((exchange, _) -> FileServer.status(exchange, status))) {
            complaint(() -> download(server.url()).fetch(), server.url().toString(), "status " + status);
            assertEquals(1, server.ranges.size());
        }
        assertTrue(Files.notExists(target.getParent()), "nothing is left, not even the folder");
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 425, 429, 500, 502, 503, 504})
    void aBusyServerIsAskedAgain(int status) throws IOException {
        try (FileServer server = new FileServer((exchange, request) -> {
            if (request < 3) {
                FileServer.status(exchange, status);
            } else {
                FileServer.whole(exchange, CONTENT);
            }
        })) {
            download(server.url()).fetch();
        }
        assertFetched();
        assertEquals(List.of(Duration.ofMillis(1), Duration.ofMillis(2)), pauses);
        String reason = "the server answers with status " + status;
        assertEquals(List.of(reason, reason), retries);
    }

    @Test
    void triesAreCountedAnewWhenMuchHasCome() throws IOException {
        byte[] content = new byte[6_000_000];
        new Random(2).nextBytes(content);
        try (FileServer server = new FileServer((exchange, request) -> {
            String range = exchange.getRequestHeaders().getFirst("Range");
            int from = range == null ? 0 : Integer.parseInt(range.replaceAll("\\D", ""));
            exchange.getResponseHeaders().set("ETag", FileServer.ETAG);
            exchange.getResponseHeaders().set("Content-Range", "bytes " + from + "-5999999/6000000");
            exchange.sendResponseHeaders(from == 0 ? 200 : 206, content.length - from);
            exchange.getResponseBody().write(content, from, Math.min(1_200_000, content.length - from));
            exchange.getResponseBody().flush();
        })) {
            download(file(server.url()).expecting(Checksum.md5(md5(content))))
                    .tries(2)
                    .fetch();
        }
        assertArrayEquals(content, Files.readAllBytes(target));
        assertTrue(retries.size() >= 4, retries.toString());
        assertEquals(List.of(Duration.ofMillis(1)), pauses.stream().distinct().toList());
    }

    @Test
    void butNotForever() throws IOException {
        try (FileServer server = new FileServer((exchange, _) -> FileServer.status(exchange, 503))) {
            complaint(() -> download(server.url()).fetch(), "status 503", "after 3 tries");
            assertEquals(3, server.ranges.size());
        }
    }

    @Test
    void theServerSaysWhenToComeBack() throws IOException {
        String past = DateTimeFormatter.RFC_1123_DATE_TIME.format(
                ZonedDateTime.now(ZoneOffset.UTC).minusMinutes(1));
        try (FileServer server = new FileServer((exchange, request) -> {
            if (request < 3) {
                exchange.getResponseHeaders().set("Retry-After", request == 1 ? "0" : past);
                FileServer.status(exchange, 429);
            } else {
                FileServer.whole(exchange, CONTENT);
            }
        })) {
            download(server.url()).pause(Duration.ofHours(1)).fetch();
        }
        assertFetched();
        assertEquals(List.of(Duration.ZERO, Duration.ZERO), pauses);
    }

    @Test
    void andWhoeverIsToComeBackInAnHourIsTold() throws IOException {
        try (FileServer server = new FileServer((exchange, _) -> {
            exchange.getResponseHeaders().set("Retry-After", "3600");
            FileServer.status(exchange, 503);
        })) {
            complaint(() -> download(server.url()).fetch(), "60 minutes");
            assertEquals(1, server.ranges.size());
        }
    }

    @Test
    void aWrongChecksumIsSetAsideAndSaidSo() throws IOException {
        byte[] page = bytes("<html>Please log in</html>");
        try (FileServer server = new FileServer((exchange, _) -> FileServer.whole(exchange, page))) {
            complaint(() -> download(server.url()).fetch(), md5(page), md5(CONTENT), "cifar.tar.gz.bad");
            assertEquals(List.of(""), server.ranges, "once, for no other beginning can be to blame");
        }
        assertOnlyFile("cifar.tar.gz.bad");
        assertArrayEquals(page, Files.readAllBytes(target.resolveSibling("cifar.tar.gz.bad")));
    }

    @Test
    void withoutAChecksumAnythingIsTaken() throws IOException {
        try (FileServer server = new FileServer((exchange, _) -> FileServer.whole(exchange, new byte[5]))) {
            download(file(server.url()).expecting(null)).fetch();
        }
        assertEquals(5, Files.size(target));
    }

    @Test
    void aLengthThatIsTooLong() throws IOException {
        try (RawServer server = new RawServer("HTTP/1.1 200 OK\r\nContent-Length: 500000\r\n\r\n", CONTENT)) {
            complaint(() -> download(server.url()).fetch(), server.url().toString(), "after 3 tries");
        }
        assertTrue(Files.notExists(target));
    }

    @Test
    void aLengthThatIsTooShort() throws IOException {
        try (RawServer server = new RawServer("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n", CONTENT)) {
            complaint(() -> download(server.url()).fetch(), md5(Arrays.copyOf(CONTENT, 1000)), md5(CONTENT));
        }
        assertTrue(Files.notExists(target));
    }

    @Test
    void noLengthAtAll() throws IOException {
        try (RawServer server = new RawServer("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n", CONTENT)) {
            download(server.url()).fetch();
        }
        assertFetched();
        assertEquals(List.of(-1L), totals.stream().distinct().toList());
    }

    @Test
    void chunksThatBreakOff() throws IOException {
        byte[] chunk = bytes("5\r\nhello\r\n");
        try (RawServer server = new RawServer("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", chunk)) {
            complaint(() -> download(file(server.url()).expecting(null)).fetch(), "after 3 tries");
        }
        assertTrue(Files.notExists(target.getParent()), "without a mark of the edition nothing is worth keeping");
    }

    @Test
    void absurdLengths() throws IOException {
        try (RawServer server = new RawServer("HTTP/1.1 200 OK\r\nContent-Length: 2000000000\r\n\r\n", CONTENT)) {
            complaint(() -> download(server.url()).fetch(), "longer than 1,073,741,824 bytes");
        }
        try (RawServer server = new RawServer("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n", CONTENT)) {
            complaint(() -> download(sized(server.url(), 399_999)).fetch(), "longer than 399,999 bytes");
            assertTrue(Files.notExists(target.getParent()));
            download(sized(server.url(), 400_000)).fetch();
        }
        Files.delete(target);
        try (RawServer server =
                new RawServer("HTTP/1.1 200 OK\r\nContent-Length: 999999999999999999\r\n\r\n", CONTENT)) {
            complaint(() -> download(server.url()).fetch(), "longer than 1,073,741,824 bytes");
            RemoteFile vast = sized(server.url(), 999_999_999_999_999_999L);
            complaint(() -> download(vast).fetch(), "there is room for", "999,999,999,999,999,999 to come");
            try (FileServer good = new FileServer((exchange, _) -> FileServer.whole(exchange, CONTENT))) {
                download(server.url(), good.url()).fetch();
            }
            assertFetched();
            Files.delete(target);
        }
        try (RawServer server = new RawServer("HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n", CONTENT)) {
            complaint(() -> download(server.url()).fetch(), "after 3 tries");
        }
    }

    @Test
    void notEvenHttp() throws IOException {
        try (RawServer server = new RawServer("SSH-2.0-OpenSSH_9.2\r\n", CONTENT)) {
            complaint(
                    () -> download(server.url()).timeout(Duration.ofMillis(500)).fetch(),
                    server.url().toString(),
                    "after 3 tries");
        }
    }

    @Test
    void aServerThatFallsSilent() throws IOException {
        CountDownLatch end = new CountDownLatch(1);
        try (FileServer server = new FileServer((exchange, request) -> {
            if (request == 1) {
                FileServer.part(exchange, CONTENT, 250_000);
                await(end);
            } else {
                FileServer.ranged(exchange, CONTENT);
            }
        })) {
            download(server.url()).timeout(Duration.ofSeconds(1)).fetch();
            end.countDown();
        }
        assertFetched();
        assertTrue(retries.getFirst().contains("nothing came for 1 s"), retries.toString());
    }

    @Test
    void aServerThatNeverAnswers() throws IOException {
        CountDownLatch end = new CountDownLatch(1);
        try (FileServer server = new FileServer((_, _) -> await(end))) {
            complaint(
                    () -> download(server.url())
                            .timeout(Duration.ofSeconds(1))
                            .tries(1)
                            .fetch(),
                    "did not answer within 1 s");
            end.countDown();
        }
    }

    private static boolean waitsForALock(Thread thread) {
        return LockSupport.getBlocker(thread) instanceof AbstractOwnableSynchronizer;
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void nobodyThere() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        complaint(
                () -> download(URI.create("http://127.0.0.1:" + port + "/x")).fetch(),
                "no connection to 127.0.0.1",
                "after 3 tries");
        complaint(
                () -> download(URI.create("http://no-such-host.invalid/x")).fetch(),
                "no-such-host.invalid",
                "is unknown");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ftp://example.org/x", "cifar.tar.gz", "file:///etc/passwd", "http:///x"})
    void noWebAddress(String url) {
        complaint(() -> download(URI.create(url)).fetch(), url, "no http or https address");
    }

    @Test
    void noChecksum() {
        complaint(() -> Checksum.md5("123"), "123", "32 hexadecimal digits", "md5sum");
        complaint(() -> Checksum.sha256(md5(CONTENT)), md5(CONTENT), "64 hexadecimal digits", "sha256sum");
        assertEquals(Checksum.md5(md5(CONTENT)), Checksum.md5(md5(CONTENT).toUpperCase(Locale.ROOT)));
    }

    @Test
    void aFileIsHeldToItsSha256() throws Exception {
        String sha256 =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(CONTENT));
        try (FileServer server = new FileServer((exchange, _) -> FileServer.whole(exchange, CONTENT))) {
            RemoteFile file = file(server.url()).expecting(Checksum.sha256(sha256));
            assertEquals(target, download(file).fetch());
            assertFetched();
            Files.writeString(target, "mine");
            complaint(() -> download(file).fetch(), "its SHA-256 is ", "not " + sha256);
        }
    }

    @Test
    void nothingLongerThanTheFileIsTaken() throws IOException {
        try (FileServer server = new FileServer((exchange, _) -> FileServer.whole(exchange, CONTENT))) {
            complaint(
                    () -> download(sized(server.url(), 399_999)).fetch(),
                    "longer than 399,999 bytes, so it is not cifar.tar.gz");
            assertTrue(Files.notExists(target.getParent()), "nothing is left, not even the folder");
            download(sized(server.url(), 400_000)).fetch();
        }
        assertFetched();
    }

    @Test
    void theNextMirrorIsAskedWhereOneCannotGiveTheFile() throws IOException {
        List<String> next = new ArrayList<>();
        try (FileServer gone = new FileServer((exchange, _) -> FileServer.status(exchange, 404));
                FileServer busy = new FileServer((exchange, _) -> FileServer.status(exchange, 503));
                FileServer other = new FileServer((exchange, _) -> FileServer.whole(exchange, new byte[5]));
                FileServer good = new FileServer((exchange, _) -> FileServer.whole(exchange, CONTENT))) {
            download(gone.url(), busy.url(), other.url(), good.url())
                    .progress(new DownloadProgress() {
                        @Override
                        public void advanced(long soFar, long total) {}

                        @Override
                        public void nextMirror(String reason, URI mirror) {
                            assertTrue(reason.endsWith("."), reason);
                            next.add(mirror.toString());
                        }
                    })
                    .fetch();
            assertEquals(
                    List.of(
                            busy.url().toString(),
                            other.url().toString(),
                            good.url().toString()),
                    next);
            assertEquals(1, gone.ranges.size());
            assertEquals(3, busy.ranges.size());
        }
        assertArrayEquals(CONTENT, Files.readAllBytes(target));
        assertOnlyFile("cifar.tar.gz", "cifar.tar.gz.bad");
    }

    @Test
    void whatAllMirrorsSaidIsTold() throws IOException {
        try (FileServer gone = new FileServer((exchange, _) -> FileServer.status(exchange, 404));
                FileServer busy = new FileServer((exchange, _) -> FileServer.status(exchange, 503))) {
            complaint(
                    () -> download(gone.url(), busy.url()).fetch(),
                    "cifar.tar.gz cannot be had from any mirror. ",
                    gone.url() + ": the server answers with status 404",
                    busy.url() + ": the server answers with status 503 (after 3 tries)");
        }
        assertTrue(Files.notExists(target.getParent()), "nothing is left, not even the folder");
    }

    /** Another mirror that has nothing at all does not cost what has come, and the next run begins with the one that had it. */
    @Test
    void goesOnWithTheMirrorThatGaveTheBeginning() throws IOException {
        try (FileServer gone = new FileServer((exchange, _) -> FileServer.status(exchange, 404));
                FileServer good = new FileServer((exchange, request) -> {
                    if (request == 1) {
                        FileServer.part(exchange, CONTENT, 250_000);
                    } else if (request == 2) {
                        FileServer.status(exchange, 410);
                    } else {
                        FileServer.ranged(exchange, CONTENT);
                    }
                })) {
            complaint(() -> download(good.url(), gone.url()).fetch(), "status 410", "status 404");
            long kept = download(gone.url(), good.url()).kept();
            assertTrue(kept > 0, "the beginning is kept");
            download(gone.url(), good.url()).fetch();
            assertEquals(List.of("", "bytes=" + kept + "-", "bytes=" + kept + "-"), good.ranges);
            assertEquals(1, gone.ranges.size());
        }
        assertFetched();
    }

    /** Whatever another mirror sends, and however much, nothing that came before is lost. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatCameFromAMirrorOutlivesTheNextOne(boolean known) throws IOException {
        List<String> reasons = new ArrayList<>();
        DownloadProgress listening = new DownloadProgress() {
            @Override
            public void advanced(long soFar, long total) {}

            @Override
            public void nextMirror(String reason, URI mirror) {
                reasons.add(reason);
            }
        };
        try (FileServer much = new FileServer((exchange, request) -> {
                    if (request < 3) {
                        FileServer.status(exchange, 503);
                    } else {
                        FileServer.ranged(exchange, CONTENT);
                    }
                });
                FileServer little = new FileServer((exchange, _) -> FileServer.part(exchange, CONTENT, 70_000))) {
            RemoteFile file = known
                    ? file(much.url(), little.url())
                    : file(much.url(), little.url()).expecting(null);
            keep(much.url(), Arrays.copyOf(CONTENT, 250_000));
            for (int run = 1; run <= 2; run++) {
                complaint(
                        () -> download(file).progress(listening).tries(1).fetch(),
                        "250,000 bytes are kept, fetch again later to go on.",
                        little.url() + ": ");
                assertEquals(250_000, download(file).kept());
            }
            String busy = much.url() + ": the server answers with status 503 (after 1 tries).";
            assertEquals(List.of(busy, busy), reasons, "nothing is promised while mirrors are left");
            download(file).fetch();
            assertEquals(Collections.nCopies(3, "bytes=250000-"), much.ranges);
        }
        assertFetched();
    }

    @Test
    void aDescriptionThatMakesNoSense() {
        assertThrows(IllegalArgumentException.class, () -> file());
        URI url = URI.create("http://127.0.0.1/");
        assertThrows(IllegalArgumentException.class, () -> sized(url, -2));
        assertEquals(RemoteFile.UNKNOWN, sized(url, 5).expecting(null).size());
        assertEquals(sized(url, 5), sized(url, 5).expecting(Checksum.md5(md5(CONTENT))));
        assertEquals(sized(url, 5), sized(URI.create("http://127.0.0.2/"), 5).from(url));
    }

    @Test
    void followsRedirects() throws IOException {
        try (FileServer server = new FileServer((exchange, request) -> {
            if (request == 1) {
                exchange.getResponseHeaders().set("Location", "/elsewhere");
                FileServer.status(exchange, 302);
            } else {
                FileServer.whole(exchange, CONTENT);
            }
        })) {
            download(server.url()).fetch();
        }
        assertFetched();
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://[bad", "ftp://127.0.0.1/x", "/round/and/round", "http://"})
    void redirectsThatLeadNowhere(String location) throws IOException {
        try (FileServer server = new FileServer((exchange, _) -> {
            exchange.getResponseHeaders().set("Location", location);
            FileServer.status(exchange, 302);
        })) {
            complaint(() -> download(server.url()).fetch(), server.url().toString());
        }
        assertTrue(Files.notExists(target));
    }

    @ParameterizedTest
    @ValueSource(strings = {"one line", "", "\u0000\n\u00ff", "URL\n\"tag\u0001\"", "URL\n\"tag\"\nmore"})
    void aSpoiltNoteBesideABeginning(String note) throws IOException {
        try (FileServer server = new FileServer((exchange, _) -> FileServer.ranged(exchange, CONTENT))) {
            keep(server.url(), new byte[1000]);
            Files.writeString(
                    target.resolveSibling("cifar.tar.gz.part.info"),
                    note.replace("URL", server.url().toString()));
            download(server.url()).fetch();
            assertEquals(List.of(""), server.ranges);
        }
        assertFetched();
    }

    @Test
    void aFullDisk() throws IOException {
        assumeTrue(Files.exists(Path.of("/dev/full")), "there is no /dev/full here");
        Files.createDirectories(target.getParent());
        Path part = Files.createSymbolicLink(target.resolveSibling("cifar.tar.gz.part"), Path.of("/dev/full"));
        try (FileServer server = new FileServer((exchange, _) -> FileServer.whole(exchange, CONTENT))) {
            complaint(() -> download(server.url()).fetch(), target.toString(), "no space left on device", "make room");
        } finally {
            Files.deleteIfExists(part);
        }
        assertTrue(Files.notExists(target));
    }

    @Test
    void aPlaceThatCannotBe() throws IOException {
        target = Files.createFile(temp.resolve("file")).resolve("cifar.tar.gz");
        complaint(() -> download(URI.create("http://127.0.0.1:9/")).fetch(), target.toString(), "cannot be kept");
    }

    @Test
    @Timeout(300)
    void twoProcessesAtOnce() throws Exception {
        CountDownLatch waiting = new CountDownLatch(1);
        try (FileServer server = new FileServer((exchange, _) -> {
            FileServer.part(exchange, CONTENT, 200_000);
            await(waiting);
            exchange.getResponseBody().write(CONTENT, 200_000, 200_000);
        })) {
            List<Process> processes = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                Process process = java(FetchMain.class, server.url().toString(), md5(CONTENT), target.toString());
                processes.add(process);
                // It says when it waits, and nothing else.
                Thread.ofVirtual().start(() -> process.inputReader().lines().forEach(_ -> waiting.countDown()));
            }
            for (Process process : processes) {
                assertEquals(0, process.waitFor());
            }
            assertEquals(0, waiting.getCount(), "neither has waited");
            assertEquals(1, server.ranges.size(), "one of them fetched, the other waited");
        }
        assertFetched();
    }

    @Test
    @Timeout(300)
    void twoThreadsAtOnce() throws Exception {
        List<Thread> threads = new CopyOnWriteArrayList<>();
        AtomicInteger requests = new AtomicInteger();
        try (FileServer server = new FileServer((exchange, _) -> {
            requests.incrementAndGet();
            FileServer.part(exchange, CONTENT, 200_000);
            while (requests.get() == 1 && threads.stream().noneMatch(DownloadTest::waitsForALock)) {
                Thread.onSpinWait();
            }
            exchange.getResponseBody().write(CONTENT, 200_000, 200_000);
        })) {
            Download one = download(server.url()).progress((_, _) -> {});
            List<FutureTask<Path>> fetches = List.of(new FutureTask<>(one::fetch), new FutureTask<>(one::fetch));
            fetches.forEach(fetch -> threads.add(Thread.ofPlatform().start(fetch)));
            for (FutureTask<Path> fetch : fetches) {
                assertEquals(target, fetch.get());
            }
            assertEquals(1, server.ranges.size(), "one of them fetched, the other waited");
        }
        assertFetched();
    }

    /** A lock on a file that is no longer there keeps nobody out. */
    @Test
    void aLockThatItsHolderDeletesIsMadeAnew() throws Exception {
        Path lock = target.resolveSibling("cifar.tar.gz.lock");
        Files.createDirectories(target.getParent());
        Process holder = java(LockMain.class, lock.toString());
        List<Boolean> locked = new ArrayList<>();
        try (FileServer server = new FileServer((exchange, _) -> {
            locked.add(Files.exists(lock));
            FileServer.whole(exchange, CONTENT);
        })) {
            assertEquals('!', holder.getInputStream().read());
            download(server.url())
                    .progress(new DownloadProgress() {
                        @Override
                        public void advanced(long soFar, long total) {}

                        @Override
                        public void waiting(Path file) {
                            assertEquals(target, file);
                            end(holder);
                        }
                    })
                    .fetch();
        } finally {
            holder.destroyForcibly();
        }
        assertEquals(List.of(true), locked);
        assertFetched();
    }

    /** Ends a process that waits for the end of its input. */
    private static void end(Process process) {
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Process java(Class<?> main, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                classPath(Download.class, "classes") + File.pathSeparator + classPath(main, "test-classes"),
                main.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static String classPath(Class<?> type, String folder) throws Exception {
        Path file = Path.of(type.getResource(type.getSimpleName() + ".class").toURI());
        Path root = file.getParent().getParent().getParent().getParent();
        assertEquals(folder, root.getFileName().toString());
        return root.toString();
    }

    @Test
    void goesThroughTheProxyOfTheEnvironment() throws IOException {
        List<String> asked = new ArrayList<>();
        try (FileServer proxy = new FileServer((exchange, _) -> {
            asked.add(exchange.getRequestURI().toString());
            FileServer.whole(exchange, CONTENT);
        })) {
            Download.of(
                            file(URI.create("http://cifar.invalid/x.tar.gz")),
                            target,
                            Map.of("http_proxy", "127.0.0.1:" + proxy.port()))
                    .fetch();
        }
        assertEquals(List.of("http://cifar.invalid/x.tar.gz"), asked);
        assertFetched();
    }

    @Test
    void givesTheProxyItsPassword() throws IOException {
        String expected = "Basic " + Base64.getEncoder().encodeToString(bytes("me:secret"));
        try (FileServer proxy = new FileServer((exchange, _) -> {
            if (expected.equals(exchange.getRequestHeaders().getFirst("Proxy-Authorization"))) {
                FileServer.whole(exchange, CONTENT);
            } else {
                exchange.getResponseHeaders().set("Proxy-Authenticate", "Basic realm=\"proxy\"");
                FileServer.status(exchange, 407);
            }
        })) {
            URI url = URI.create("http://cifar.invalid/x.tar.gz");
            String address = "127.0.0.1:" + proxy.port();
            complaint(
                    () -> Download.of(file(url), target, Map.of("http_proxy", address))
                            .fetch(),
                    "name and password");
            Download.of(file(url), target, Map.of("http_proxy", "http://me:secret@" + address))
                    .fetch();
        }
        assertFetched();
    }

    @Test
    void aProxyThatMakesNoSense() {
        for (String proxy : List.of("socks5://127.0.0.1:1080", "http://", "a b")) {
            complaint(
                    () -> Download.of(file(URI.create("https://cifar.invalid/x")), target, Map.of("https_proxy", proxy))
                            .fetch(),
                    "https_proxy",
                    "http://host:port");
        }
    }

    @Test
    void theCacheFollowsXdg() {
        assertEquals(Path.of("/cache/dcgan"), DownloadCache.folder("/cache", "/home/me"));
        assertEquals(Path.of("/home/me/.cache/dcgan"), DownloadCache.folder(null, "/home/me"));
        assertEquals(Path.of("/home/me/.cache/dcgan"), DownloadCache.folder("", "/home/me"));
        assertEquals(Path.of("/home/me/.cache/dcgan"), DownloadCache.folder("relative", "/home/me"));
        assertTrue(DownloadCache.path(file(URI.create("http://127.0.0.1/"))).endsWith("dcgan/cifar.tar.gz"));
    }

    /** Says the same bytes to everybody who connects, then hangs up: for answers that no honest server would give. */
    private static final class RawServer implements AutoCloseable {
        private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());

        RawServer(String head, byte[] body) throws IOException {
            Thread.ofPlatform().daemon().start(() -> {
                while (!server.isClosed()) {
                    try (Socket socket = server.accept()) {
                        readRequest(socket);
                        OutputStream out = socket.getOutputStream();
                        out.write(bytes(head));
                        out.write(body);
                        out.flush();
                        socket.shutdownOutput();
                        // Until the client hangs up too, so that nothing is reset on its way.
                        socket.getInputStream().transferTo(OutputStream.nullOutputStream());
                    } catch (IOException e) {
                        // The client had enough, or the test has ended.
                    }
                }
            });
        }

        private static void readRequest(Socket socket) throws IOException {
            int state = 0;
            while (state < 4) {
                int c = socket.getInputStream().read();
                if (c < 0) {
                    throw new IOException("no request");
                }
                state = c == "\r\n\r\n".charAt(state) ? state + 1 : c == '\r' ? 1 : 0;
            }
        }

        URI url() {
            return URI.create("http://127.0.0.1:" + server.getLocalPort() + "/cifar.tar.gz");
        }

        @Override
        public void close() throws IOException {
            server.close();
        }
    }
}
