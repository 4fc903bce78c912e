package org.mosaicworkbench.review;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.mosaicworkbench.io.BadInput;

/**
 * Serves pages to the browser of this machine's user, and to nobody else. It listens on the loopback address. A request
 * needs the token: first in the address, then in a cookie that scripts cannot read and forms on other sites do not
 * send, or in the header {@value #HEADER}. The cookie is SameSite=Lax rather than Strict, because the page is opened
 * from a link in a notebook. The Host header must name this server, so that no other host name can point to it; a
 * request that changes data must come from a page of this server.
 */
final class LoopbackServer implements AutoCloseable {

    /** The header that may hold the token instead of the cookie. */
    static final String HEADER = "X-Mosaic-Token";

    private static final String HOST = "127.0.0.1";
    private static final byte[] ADDRESS = {127, 0, 0, 1};
    private static final int TOKEN_BYTES = 24;
    private static final int LARGEST_BODY = 1 << 16;
    private static final int OK = 200;
    private static final int SEE_OTHER = 303;
    private static final int BAD_REQUEST = 400;
    private static final int FORBIDDEN = 403;
    private static final int TOO_LARGE = 413;
    private static final int DEFECT = 500;

    private final HttpServer server;
    private final ExecutorService threads;
    private final String token;
    private final Pages pages;

    /** The pages to serve. */
    interface Pages {
        /**
         * Answers an authorized request.
         *
         * @throws BadInput for an invalid request; its message is sent
         */
        Reply answer(Request request);
    }

    /** A request: {@code GET} or {@code POST}, path, query and body. */
    record Request(String method, String path, String query, String body) {

        /**
         * The value of a query parameter, as sent: characters that need percent-encoding are not decoded; empty if the
         * parameter is missing.
         */
        String parameter(String name) {
            return query(query, name).orElse("");
        }

        private static Optional<String> query(String query, String name) {
            return Arrays.stream(query.split("&"))
                    .filter(part -> part.startsWith(name + "="))
                    .map(part -> part.substring(name.length() + 1))
                    .findFirst();
        }
    }

    /** A reply. The policy restricts what a page may load; it is empty for other content. */
    record Reply(int status, String type, byte[] body, String policy) {

        static Reply of(String type, byte[] body) {
            return new Reply(OK, type, body, "default-src 'none'");
        }

        static Reply text(int status, String words) {
            return new Reply(
                    status,
                    "text/plain; charset=utf-8",
                    (words + "\n").getBytes(StandardCharsets.UTF_8),
                    "default-src 'none'");
        }
    }

    private LoopbackServer(HttpServer server, Pages pages) {
        this.server = server;
        this.pages = pages;
        byte[] random = new byte[TOKEN_BYTES];
        new SecureRandom().nextBytes(random);
        token = HexFormat.of().formatHex(random);
        threads = Executors.newCachedThreadPool(work -> {
            Thread thread = new Thread(work, "review");
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * Starts serving.
     *
     * @param port 0 for any free port
     * @throws BadInput if the port is taken
     */
    static LoopbackServer start(int port, Pages pages) {
        if (System.getProperty("sun.net.httpserver.nodelay") == null) {
            System.setProperty(
                    "sun.net.httpserver.nodelay", "true"); // Otherwise each reply waits 40 ms for the network.
        }
        try {
            LoopbackServer started = new LoopbackServer(
                    HttpServer.create(new InetSocketAddress(InetAddress.getByAddress(HOST, ADDRESS), port), 0), pages);
            started.server.createContext("/", started::handle);
            started.server.setExecutor(started.threads);
            started.server.start();
            return started;
        } catch (BindException e) {
            throw new BadInput("port " + port + " is taken; leave the option out for a free one", e);
        } catch (IOException e) {
            throw new BadInput("no page can be served on " + HOST + " (" + e.getMessage() + ")", e);
        }
    }

    /** @return the address without its token */
    String address() {
        return "http://" + HOST + ":" + server.getAddress().getPort() + "/";
    }

    /** @return the address with its token */
    String url() {
        return address() + "?token=" + token;
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            send(exchange, reply(exchange));
        }
    }

    private Reply reply(HttpExchange exchange) throws IOException {
        Headers headers = exchange.getRequestHeaders();
        String own = address();
        String host = headers.getFirst("Host");
        int port = server.getAddress().getPort();
        if (!List.of(HOST + ":" + port, "localhost:" + port).contains(host)) {
            return Reply.text(FORBIDDEN, "this page has another address");
        }
        String path = exchange.getRequestURI().getPath();
        String query =
                Optional.ofNullable(exchange.getRequestURI().getRawQuery()).orElse("");
        if (path.equals("/") && isToken(Request.query(query, "token").orElse(""))) {
            exchange.getResponseHeaders().add("Set-Cookie", cookie() + token + "; Path=/; HttpOnly; SameSite=Lax");
            exchange.getResponseHeaders().add("Location", "/");
            return Reply.text(SEE_OTHER, own);
        }
        if (!isToken(headers.getOrDefault(HEADER, List.of("")).get(0)) && !hasCookie(headers)) {
            return Reply.text(FORBIDDEN, "open the address that review printed, with its token");
        }
        String origin = headers.getFirst("Origin");
        String method = exchange.getRequestMethod();
        boolean reads = method.equals("GET");
        if (!reads && (!method.equals("POST") || (origin != null && !origin.equals("http://" + host)))) {
            return Reply.text(FORBIDDEN, "only this page may request that");
        }
        byte[] body = exchange.getRequestBody().readNBytes(LARGEST_BODY + 1);
        if (body.length > LARGEST_BODY) {
            return Reply.text(TOO_LARGE, "the request is longer than " + LARGEST_BODY + " bytes");
        }
        return answered(new Request(method, path, query, new String(body, StandardCharsets.UTF_8)));
    }

    private Reply answered(Request request) {
        try {
            return pages.answer(request);
        } catch (BadInput e) {
            return Reply.text(BAD_REQUEST, e.getMessage());
        } catch (RuntimeException e) {
            return Reply.text(DEFECT, "a bug in the software: " + e);
        }
    }

    private static void send(HttpExchange exchange, Reply reply) throws IOException {
        Headers headers = exchange.getResponseHeaders();
        headers.set("Content-Type", reply.type());
        headers.set("Content-Security-Policy", reply.policy());
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("Referrer-Policy", "no-referrer");
        headers.set("Cache-Control", "no-store");
        exchange.sendResponseHeaders(reply.status(), reply.body().length == 0 ? -1 : reply.body().length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(reply.body());
        }
    }

    /**
     * The cookie's name contains the port, because cookies do not distinguish ports and two reviews at once must not
     * interfere.
     */
    private String cookie() {
        return "mosaic-review-" + server.getAddress().getPort() + "=";
    }

    private boolean hasCookie(Headers headers) {
        return headers.getOrDefault("Cookie", List.of()).stream()
                .flatMap(line -> Arrays.stream(line.split(";")))
                .map(String::strip)
                .anyMatch(one -> one.startsWith(cookie()) && isToken(one.substring(cookie().length())));
    }

    /** Compares in constant time, so that timing reveals nothing about the token. */
    private boolean isToken(String said) {
        return MessageDigest.isEqual(said.getBytes(StandardCharsets.UTF_8), token.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
