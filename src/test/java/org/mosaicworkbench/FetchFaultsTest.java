package org.mosaicworkbench;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mosaicworkbench.archive.Archive;
import org.mosaicworkbench.archive.LocalArchive;
import org.mosaicworkbench.archive.LocalArchive.Fault;
import org.mosaicworkbench.archive.LocalArchive.Request;
import org.mosaicworkbench.archive.LocalArchive.Stored;
import org.mosaicworkbench.archive.LocalVisit;
import org.mosaicworkbench.archive.Patience;
import org.mosaicworkbench.fetch.FetchResult;
import org.mosaicworkbench.io.BadInput;

/** Files are complete or absent, whatever the servers do. */
@Timeout(60)
@Slow
class FetchFaultsTest {

    private static final String NAME = "hst_9019_06_acs_hrc_total_j8bt06_drz.fits";
    private static final String TOKEN = "sesame";

    @TempDir
    Path scratch;

    private Path output;
    private Path folder;
    private LocalArchive archive;
    private Stored file;

    /** A visit with one file. */
    @BeforeEach
    void start() {
        archive = new LocalArchive();
        output = scratch.resolve("visits");
        folder = output.resolve("j8bt06");
        file = LocalVisit.image(scratch, "total", 2);
        archive.add("hst_9019_06_acs_hrc_total_j8bt06", "9019", "NGC-104", Map.of(NAME, file));
        archive.add("j8bt06010", "9019", "NGC-104", Map.of());
    }

    @AfterEach
    void stop() {
        archive.close();
    }

    private FetchResult fetch(Archive access) {
        return Fetch.visit("j8bt06").output(output).archive(access).run();
    }

    private FetchResult fetch() {
        return fetch(archive.access());
    }

    private String reason(FetchResult result) {
        assertEquals(1, result.exitCode(), result.summary());
        assertFalse(Files.exists(folder.resolve(NAME)), "half a file was kept");
        String line = result.failures().get(0).reason();
        assertEquals(1, line.lines().count(), line);
        return line.replaceFirst("; run again to fetch what is missing$", "");
    }

    private Set<String> names() throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.map(f -> f.getFileName().toString()).collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private void assertWhole(FetchResult result) throws IOException {
        assertEquals(0, result.exitCode(), result.summary());
        assertArrayEquals(file.bytes(), Files.readAllBytes(folder.resolve(NAME)));
        assertEquals(Set.of(".fetch.lock", "fetched.json", NAME), names());
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"NONE", "NO_LENGTH", "OTHER_PIECE", "MISSING", "FORBIDDEN", "SENT_ON", "BUSY_FOR_LONG", "STALL"})
    void aFaultThatPassesDoesNoHarm(Fault fault) throws IOException {
        archive.failing(r -> r.number() == 1 ? fault : Fault.NONE);
        assertWhole(fetch());
        assertEquals(2, archive.requests().size());
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"NONE", "NO_LENGTH", "OTHER_PIECE", "SENT_ON", "STALL", "BUSY"})
    void aFaultThatStaysIsOneLine(Fault fault) {
        archive.failing(r -> fault);
        String host = archive.address("/").getAuthority();
        int length = file.bytes().length;
        Map<Fault, String> said = new TreeMap<>(Map.of(
                Fault.GATEWAY_PAGE, "HTTP status 504 from " + host,
                Fault.PAGE, "the server sent text/html instead of the file",
                Fault.JSON_ERROR, "the server sent application/json instead of the file",
                Fault.HALF, "arrived damaged: it is not a complete FITS file",
                Fault.GARBAGE, "arrived damaged: it is not a complete FITS file",
                Fault.HALF_WITHOUT_LENGTH, "ended after " + length / 2 + " of " + length + " bytes",
                Fault.BUSY_FOR_LONG, "the archive requests a retry in 3600 s (HTTP status 503)",
                Fault.MISSING, "is listed, but the archive does not have it (HTTP status 404)",
                Fault.FORBIDDEN, "is not public (HTTP status 403); set MAST_API_TOKEN to a token that has access"));
        said.put(Fault.CUT, "the connection broke (");
        String line = reason(fetch());
        assertTrue(line.startsWith(NAME + ": " + said.get(fault)), line);
        assertTrue(archive.requests().size() <= 4, "asked " + archive.requests().size() + " times");
    }

    @Test
    void aFileWithoutLengthIsTakenWhereItIsWhole() throws IOException {
        archive.failing(r -> Fault.NO_LENGTH);
        assertWhole(fetch());
        assertEquals(1, archive.requests().size());
    }

    @Test
    void withoutAnySizeTheStructureDecides() throws IOException {
        archive.replace(NAME, new Stored(file.bytes(), null, true, false), "one");
        archive.failing(r -> Fault.HALF_WITHOUT_LENGTH);
        assertEquals(NAME + ": arrived damaged: it is not a complete FITS file", reason(fetch()));
        byte[] short1 = LocalVisit.image(scratch, "total", 1).bytes();
        System.arraycopy(file.bytes(), 0, short1, 0, 2880);
        archive.replace(NAME, new Stored(short1, null, true, false), "one");
        archive.failing(r -> Fault.NO_LENGTH);
        assertEquals(NAME + ": arrived damaged: it has 1 of 2 extensions", reason(fetch()));
        archive.replace(NAME, new Stored(file.bytes(), null, true, false), "one");
        assertWhole(fetch());
    }

    @Test
    void aSizeThatTheListSaysWronglyIsSaid() {
        int length = file.bytes().length;
        archive.replace(NAME, new Stored(file.bytes(), length - 1L, true, false), "one");
        assertEquals(
                NAME + ": arrived damaged: it has " + length + " bytes, but the archive lists " + (length - 1),
                reason(fetch()));
    }

    @Test
    void aStalledConnectionIsGivenUp() throws IOException {
        archive.failing(r -> r.number() == 1 ? Fault.STALL : Fault.NONE);
        Patience patience = archive.access().patience().timeout(Duration.ofMillis(300));
        long start = System.nanoTime();
        assertWhole(fetch(archive.access().patience(patience)));
        assertTrue(System.nanoTime() - start < 15_000_000_000L, "the server is silent for 20 s");
        assertEquals(
                "bytes=" + file.bytes().length / 2 + "-",
                archive.requests().get(1).headers().get("range"));
    }

    @Test
    void aPauseThatTheServerAsksForIsKept() throws IOException {
        archive.failing(r -> r.number() == 1 ? Fault.BUSY : Fault.NONE);
        long start = System.nanoTime();
        assertWhole(fetch());
        assertTrue(System.nanoTime() - start > 900_000_000L);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2879, 2880, 2881, 5760, 7000, -2, -1})
    void aFileThatIsCutAnywhereGoesOnInTheNextRun(int place) throws IOException {
        int cut = place < 0 ? file.bytes().length + place : place;
        archive.cuttingAt(cut);
        archive.failing(r -> Fault.CUT);
        String line = reason(fetch());
        assertTrue(
                line.startsWith(NAME + ": the connection broke") || line.startsWith(NAME + ": no answer from"), line);
        assertEquals(cut, Files.size(folder.resolve(NAME + ".part")));
        int before = archive.requests().size();
        archive.failing(r -> Fault.NONE);
        assertWhole(fetch());
        Request last = archive.requests().get(archive.requests().size() - 1);
        assertEquals(before + 1, archive.requests().size());
        assertEquals(cut == 0 ? null : "bytes=" + cut + "-", last.headers().get("range"));
        assertEquals(cut == 0 ? null : "\"one\"", last.headers().get("if-range"));
    }

    @Test
    void aPartOfAnotherVersionIsDropped() throws IOException {
        archive.failing(r -> Fault.CUT);
        reason(fetch());
        file = LocalVisit.image(scratch, "other", 2);
        archive.replace(NAME, file, "two");
        archive.failing(r -> Fault.NONE);
        assertWhole(fetch());
    }

    @Test
    void aPartThatIsNotWhatItSaysIsDropped() throws IOException {
        for (String side :
                List.of("{}", "{\"from\": \"http://127.0.0.1:1/\", \"size\": 99999, \"validator\": \"one\"}", "")) {
            Files.createDirectories(folder);
            Files.write(folder.resolve(NAME + ".part"), new byte[100]);
            Files.writeString(folder.resolve(NAME + ".part.json"), side);
            assertWhole(fetch());
            Files.delete(folder.resolve(NAME));
        }
        assertTrue(archive.requests().stream().noneMatch(r -> r.headers().containsKey("range")));
    }

    @Test
    void anotherPieceThanWasAskedForIsDropped() throws IOException {
        archive.failing(r -> r.number() == 1 ? Fault.CUT : r.number() == 2 ? Fault.OTHER_PIECE : Fault.NONE);
        assertWhole(fetch());
        assertEquals(3, archive.requests().size());
    }

    /** {@code /dev/full} accepts no bytes, like a full disk. */
    @Test
    void aDiskThatIsFullEndsInOneLineAndLeavesNothingHalf() throws IOException {
        Path full = Path.of("/dev/full");
        assumeTrue(Files.exists(full), "only Linux has it");
        Files.createDirectories(folder);
        Files.createSymbolicLink(folder.resolve(NAME + ".part"), full);
        BadInput e = assertThrows(BadInput.class, this::fetch);
        assertEquals(
                folder
                        + ": cannot be written (No space left on device); free some space or choose another output"
                        + " folder, and run again: finished files are kept",
                e.getMessage());
        assertEquals(Set.of(".fetch.lock"), names());
        assertWhole(fetch());
    }

    @Test
    void theBucketIsAskedFirstAndTheArchiveWhereItFails() throws IOException {
        assertWhole(fetch(archive.withBucket()));
        assertEquals(
                List.of("bucket"),
                archive.requests().stream().map(Request::host).toList());
        for (Fault fault : List.of(Fault.FORBIDDEN, Fault.MISSING, Fault.GATEWAY_PAGE, Fault.GARBAGE)) {
            Files.delete(folder.resolve(NAME));
            archive.failing(r -> r.host().equals("bucket") ? fault : Fault.NONE);
            assertWhole(fetch(archive.withBucket()));
        }
        Files.delete(folder.resolve(NAME));
        archive.failing(r -> Fault.NONE);
        archive.replace(NAME, new Stored(file.bytes(), (long) file.bytes().length, false, false), "one");
        assertWhole(fetch(archive.withBucket()));
        assertEquals(
                "archive", archive.requests().get(archive.requests().size() - 1).host());
        assertEquals(
                "uri=mast%3AHST%2Fproduct%2F" + NAME + "&use_cloud_path=True",
                archive.lookups().get(0));
    }

    @Test
    void aBucketThatCannotBeReachedIsDoneWithout() throws IOException {
        int free;
        try (ServerSocket socket = new ServerSocket(0)) {
            free = socket.getLocalPort();
        }
        assertWhole(fetch(archive.access().bucket(URI.create("http://127.0.0.1:" + free))));
    }

    @Test
    void whatIsNotPublicNeedsAToken() throws IOException {
        archive.replace(NAME, new Stored(file.bytes(), (long) file.bytes().length, false, true), "one");
        assertEquals(
                NAME + ": is not public (HTTP status 401); set MAST_API_TOKEN to a token that has access",
                reason(fetch(archive.withBucket())));
        assertEquals(
                NAME + ": is not public, and the token in MAST_API_TOKEN gives no access (HTTP status 401)",
                reason(fetch(archive.withBucket().token("open"))));
        FetchResult result = fetch(archive.withBucket().token(TOKEN));
        assertWhole(result);
        assertFalse(result.summary().contains(TOKEN));
        assertFalse(archive.withBucket().token(TOKEN).toString().contains(TOKEN));
        for (String name : names()) {
            assertFalse(
                    new String(Files.readAllBytes(folder.resolve(name)), StandardCharsets.ISO_8859_1).contains(TOKEN));
        }
        assertTrue(archive.requests().stream()
                .filter(r -> r.host().equals("bucket"))
                .noneMatch(r -> r.headers().containsKey("cookie")));
        BadInput odd = assertThrows(BadInput.class, () -> fetch(archive.access().token("se\nsame"), true));
        assertEquals(
                "MAST_API_TOKEN has characters that are invalid in a token; copy it again, without quotes or line"
                        + " breaks",
                odd.getMessage());
    }

    private FetchResult fetch(Archive access, boolean anew) throws IOException {
        if (anew) {
            Files.delete(folder.resolve(NAME));
        }
        FetchResult result = fetch(access);
        throw new BadInput(result.failures().get(0).reason().replaceFirst("; run again to.*", ""));
    }

    @Test
    void aTokenDoesNotGoToAnotherHost() throws IOException {
        AtomicReference<String> cookie = new AtomicReference<>("none came");
        HttpServer other = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        other.createContext("/", exchange -> {
            cookie.set(String.valueOf(exchange.getRequestHeaders().getFirst("Cookie")));
            exchange.sendResponseHeaders(200, file.bytes().length);
            exchange.getResponseBody().write(file.bytes());
            exchange.close();
        });
        other.start();
        try {
            archive.sendingOnTo("http://127.0.0.1:" + other.getAddress().getPort() + "/elsewhere");
            archive.failing(r -> Fault.SENT_ON);
            assertWhole(fetch(archive.access().token(TOKEN)));
            assertEquals(
                    "mast_token=" + TOKEN, archive.requests().get(0).headers().get("cookie"));
            assertEquals("null", cookie.get());
        } finally {
            other.stop(0);
        }
    }

    @Test
    void whatIsSentOnForEverIsGivenUp() {
        archive.sendingOnTo(archive.address("/api/v0.1/Download/file").toString());
        archive.failing(r -> Fault.SENT_ON);
        assertTrue(reason(fetch()).endsWith("(it is redirected more than 5 times)"));
    }
}
