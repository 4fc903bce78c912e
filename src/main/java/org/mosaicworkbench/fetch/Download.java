package org.mosaicworkbench.fetch;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.io.FileName;
import org.mosaicworkbench.io.Sha256;

/**
 * Downloads complete files. The rest of a partial file is requested with {@code Range} and {@code If-Range} (RFC 9110,
 * sections 13.1.5 and 14), and a file is moved to its final path once its size and structure are correct. A failed
 * request is retried after a pause; a file that the bucket does not deliver is requested from the archive. Thread-safe.
 */
final class Download {

    private static final int TRIES = 4;
    private static final int TRIES_IN_BUCKET = 2;
    /** An attempt that delivers at least this many bytes before it fails resets the count of failed attempts. */
    private static final long WORTH = 1_000_000;

    private static final int OK = 200;
    private static final int PARTIAL = 206;
    private static final int TIMED_OUT = 408;
    private static final int TOO_MANY = 429;
    private static final int BUFFER = 1 << 16;
    private static final Pattern RANGE = Pattern.compile("bytes (\\d{1,18})-\\d{1,18}/(\\d{1,18})");

    private final ArchiveFiles files;
    private final LongConsumer progress;
    private final AtomicReference<BadInput> full = new AtomicReference<>();

    /** @param progress receives each change in the number of bytes at hand, negative if some were discarded */
    Download(ArchiveFiles files, LongConsumer progress) {
        this.files = files;
        this.progress = progress;
    }

    /** Why an attempt did not deliver a complete file. */
    private static final class Fault extends Exception {

        private static final long serialVersionUID = 1L;

        private final int weight;
        private final boolean unreached;

        /**
         * @param weight number of attempts that this failure counts as; {@code TRIES} if retrying the same server is
         *     pointless
         */
        Fault(String message, int weight) {
            this(message, weight, false);
        }

        /** @param unreached true if no connection could be made */
        Fault(String message, int weight, boolean unreached) {
            super(message);
            this.weight = weight;
            this.unreached = unreached;
        }
    }

    /**
     * Fetches a file.
     *
     * @param bucket address of the file in the bucket; empty if the bucket has no copy
     * @return the file's entry for the {@link FetchAccount}
     * @throws BadInput if no server delivers the complete file; the partial file is then kept for the next run. If the
     *     disk is full, the partial file is deleted, and this object fetches no further files
     */
    FetchAccount.Entry run(Path folder, Product product, Optional<URI> bucket) {
        PartFile part = new PartFile(folder, product.name());
        List<String> faults = new ArrayList<>();
        try {
            List<URI> servers = new ArrayList<>();
            bucket.ifPresent(servers::add);
            servers.add(files.address(product));
            for (URI server : servers) {
                Optional<FetchAccount.Entry> entry = from(server, folder, product, part, faults);
                if (entry.isPresent()) {
                    return entry.get();
                }
            }
        } catch (PartFile.Unwritten e) {
            full.compareAndSet(
                    null,
                    e.getCause() instanceof BadInput said
                            ? said
                            : BadInput.file(
                                    folder,
                                    "cannot be written (" + e.getMessage() + ")",
                                    "free some space or choose another output folder, and run again: finished files"
                                            + " are kept"));
        }
        if (full.get() != null) {
            part.delete();
            throw full.get();
        }
        throw new BadInput(product.name() + ": " + faults.get(faults.size() - 1));
    }

    /** @return the error if the disk is full; null otherwise */
    BadInput full() {
        return full.get();
    }

    private Optional<FetchAccount.Entry> from(
            URI server, Path folder, Product product, PartFile part, List<String> faults) throws PartFile.Unwritten {
        SplittableRandom jitter =
                new SplittableRandom(files.seed() ^ product.name().hashCode());
        int tries = files.isBucket(server) ? TRIES_IN_BUCKET : TRIES;
        for (int failed = 0; failed < tries && full.get() == null && !files.isCutOff(server); ) {
            if (!files.offline().isEmpty()) {
                faults.add(files.offline());
                return Optional.empty();
            }
            long before = part.size();
            try {
                files.pauses().keepQuiet();
                return Optional.of(once(server, folder, product, part));
            } catch (Fault e) {
                faults.add(e.getMessage());
                failed = e.weight == 1 && part.size() - before >= WORTH ? 0 : failed + e.weight;
                if (e.unreached && failed >= tries) {
                    files.giveUp(e.getMessage());
                }
            }
            if (failed < tries && !files.isCutOff(server)) {
                files.pauses().before(failed, jitter);
            }
        }
        return Optional.empty();
    }

    private FetchAccount.Entry once(URI server, Path folder, Product product, PartFile part)
            throws Fault, PartFile.Unwritten {
        Optional<PartFile.Origin> begun = part.origin(server);
        HttpResponse<InputStream> response = asked(server, begun, part);
        try (InputStream body = files.body(response)) {
            requireFile(server, response, part);
            PartFile.Origin origin = origin(server, response, begun, part);
            take(body, part, origin, response.statusCode() == PARTIAL, product);
            return moved(server, response, folder, product, part);
        } catch (PartFile.Unwritten e) {
            throw e;
        } catch (IOException e) {
            throw new Fault("the connection broke (" + e.getMessage() + ")", 1);
        }
    }

    private HttpResponse<InputStream> asked(URI server, Optional<PartFile.Origin> begun, PartFile part) throws Fault {
        try {
            return files.get(
                    server,
                    begun.isEmpty()
                            ? Map.of()
                            : Map.of(
                                    "Range",
                                    "bytes=" + part.size() + "-",
                                    "If-Range",
                                    begun.get().validator()));
        } catch (IOException e) {
            boolean unreached = ArchiveFiles.isUnreached(e);
            String why = unreached
                    ? "no connection to " + server.getAuthority()
                    : "no answer from " + server.getAuthority() + " (" + e.getMessage() + ")";
            if (unreached && files.isBucket(server)) {
                files.withoutBucket();
            }
            throw new Fault(why, 1, unreached);
        }
    }

    /** Rejects error and login pages, even those sent with a success status. */
    private void requireFile(URI server, HttpResponse<?> response, PartFile part) throws Fault {
        int status = response.statusCode();
        if (status != OK && status != PARTIAL) {
            throw refused(server, response, part);
        }
        String type = response.headers().firstValue("Content-Type").orElse("").toLowerCase(Locale.ROOT);
        if (type.startsWith("text/html") || type.startsWith("application/json") || type.contains("xml")) {
            throw new Fault("the server sent " + type.replaceFirst(";.*", "") + " instead of the file", 1);
        }
    }

    private Fault refused(URI server, HttpResponse<?> response, PartFile part) {
        int status = response.statusCode();
        return switch (status) {
            case 401, 403 ->
                new Fault(
                        files.hasToken()
                                ? "is not public, and the token in MAST_API_TOKEN gives no access (HTTP status "
                                        + status + ")"
                                : "is not public (HTTP status " + status
                                        + "); set MAST_API_TOKEN to a token that has access",
                        TRIES);
            case 404, 410 ->
                new Fault("is listed, but the archive does not have it (HTTP status " + status + ")", TRIES);
            case 416 -> {
                part.delete();
                yield new Fault("changed while it was being fetched", 1);
            }
            default -> {
                Optional<Duration> wait = files.pauses().tooLong(response);
                String said = "HTTP status " + status;
                if (wait.isPresent()) {
                    said = "the archive requests a retry in " + wait.get().toSeconds() + " s (" + said + ")";
                    files.giveUp(said);
                }
                boolean passes = wait.isEmpty() && (status >= 500 || status == TOO_MANY || status == TIMED_OUT);
                yield new Fault(wait.isPresent() ? said : said + " from " + server.getAuthority(), passes ? 1 : TRIES);
            }
        };
    }

    /**
     * @return the recorded origin if the body is the rest of a partial file; otherwise the origin described by the
     *     response's headers
     */
    private static PartFile.Origin origin(
            URI server, HttpResponse<?> response, Optional<PartFile.Origin> begun, PartFile part) throws Fault {
        if (response.statusCode() == OK) {
            String tag = response.headers()
                    .firstValue("ETag")
                    .filter(text -> !text.startsWith("W/"))
                    .orElse("");
            return new PartFile.Origin(
                    server.toString(),
                    response.headers().firstValueAsLong("Content-Length").orElse(Product.UNKNOWN),
                    tag.isEmpty()
                            ? response.headers().firstValue("Last-Modified").orElse("")
                            : tag);
        }
        Matcher range =
                RANGE.matcher(response.headers().firstValue("Content-Range").orElse(""));
        if (begun.isEmpty()
                || !range.matches()
                || Long.parseLong(range.group(1)) != part.size()
                || Long.parseLong(range.group(2)) != begun.get().size()) {
            part.delete();
            throw new Fault("the server sent a different byte range from the one requested", 1);
        }
        return begun.get();
    }

    private void take(InputStream body, PartFile part, PartFile.Origin origin, boolean rest, Product product)
            throws IOException, Fault {
        long came = rest ? part.size() : 0;
        progress.accept(came);
        long wanted = origin.size() >= 0 ? origin.size() : product.size();
        try (OutputStream out = rest ? part.goOn() : part.begin(origin)) {
            byte[] buffer = new byte[BUFFER];
            for (int n = body.read(buffer); n >= 0 && full.get() == null; n = body.read(buffer)) {
                out.write(buffer, 0, n);
                came += n;
                progress.accept(n);
                if (wanted >= 0 && came > wanted) {
                    break;
                }
            }
        } catch (IOException e) {
            progress.accept(-came);
            throw e;
        }
        if (full.get() != null || (wanted >= 0 && came != wanted)) {
            progress.accept(-came);
            throw new Fault(
                    came > wanted
                            ? "is longer than " + wanted + " bytes"
                            : "ended after " + came + " of " + wanted + " bytes",
                    1);
        }
    }

    private FetchAccount.Entry moved(URI server, HttpResponse<?> response, Path folder, Product product, PartFile part)
            throws Fault {
        long size = part.size();
        Optional<String> fault = WholeCheck.fault(part.path(), product);
        if (fault.isPresent()) {
            progress.accept(-size);
            part.delete();
            throw new Fault("arrived damaged: " + fault.get(), 2);
        }
        String digest = Sha256.of(part.path());
        part.moveTo(FileName.in(folder, product.name()));
        return new FetchAccount.Entry(
                product.uri(),
                size,
                digest,
                server.getHost(),
                response.headers().firstValue("Last-Modified").orElse(""),
                product.version());
    }
}
