package org.mosaicworkbench.review;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosaicworkbench.Slow;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.io.WholeFolder;
import org.mosaicworkbench.view.VisitView;

/** Five datasets: b is misaligned, d may be, and a and those named like a script and a path are aligned. */
class ReviewSessionTest {

    private static final String SCRIPT = "<script>alert(1)</script>";
    /** Leads from the folder of frames to a frame outside it. */
    private static final String OUTSIDE = "../outside/c";

    private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', 1, 2, 3};

    @TempDir
    private Path folder;

    private ReviewSession session;
    private final HttpClient client =
            HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();

    @BeforeEach
    void start() throws IOException {
        Path table = Files.createDirectories(folder.resolve("out/predictions")).resolve("predictions.csv");
        Files.writeString(
                table,
                "y_pred,y_proba,decision,why,size,size_lo95,size_hi95,index\n"
                        + "0.0,0.10,aligned,3 exposures agree,0.1,0.05,0.2,a\n"
                        + "1.0,0.99,misaligned,one is off,3.0,2.9,3.1,b\n"
                        + "0.0,0.20,aligned," + SCRIPT + ",0.1,0.05,0.2," + SCRIPT + "\n"
                        + "0.0,0.50,no verdict,too few sources,,,,d\n"
                        + "0.0,0.05,aligned,3 exposures agree,0.1,0.05,0.2," + OUTSIDE + "\n");
        Files.write(Files.createDirectories(folder.resolve("outside/c")).resolve("c_stack.png"), PNG);
        Path img = Files.createDirectories(folder.resolve("img/b"));
        Files.write(img.resolve("b_stack.png"), PNG);
        Files.writeString(folder.resolve("secret.txt"), "secret");
        Files.createSymbolicLink(img.resolve("b_echo.png"), folder.resolve("secret.txt"));
        session = opened();
    }

    private ReviewSession opened() {
        ReviewFolder found = ReviewFolder.of(folder.resolve("out")).img(folder.resolve("img"));
        return ReviewSession.start(new ReviewSession.Setting(found, "ann", 0), found.datasets());
    }

    @AfterEach
    void end() {
        session.close();
    }

    private String address() {
        return session.url().replaceFirst("\\?.*", "");
    }

    private String token() {
        return session.url().replaceFirst(".*token=", "");
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(address() + path));
    }

    private HttpRequest.Builder allowed(String path) {
        return request(path).header(LoopbackServer.HEADER, token());
    }

    private HttpResponse<String> sent(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private JsonObject json(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> response = sent(request);
        assertEquals(200, response.statusCode(), response.body());
        return JsonParser.parseString(response.body()).getAsJsonObject();
    }

    private HttpRequest.Builder post(String path, String body) {
        return allowed(path).POST(HttpRequest.BodyPublishers.ofString(body));
    }

    @Test
    void theWorstComeFirst() throws Exception {
        assertEquals(List.of("b", "d", SCRIPT, "a", OUTSIDE), session.names());
        assertEquals(
                "[\"misaligned\",\"no verdict\",\"aligned\",\"aligned\",\"aligned\"]",
                json(allowed("start")).get("decisions").toString());
        JsonObject worst = json(allowed("dataset/0"));
        assertEquals("3.00 px (95 %: 2.90 to 3.10)", worst.get("size").getAsString());
        assertEquals("one is off", worst.get("why").getAsString());
        assertFalse(worst.get("mosaic").getAsBoolean());
    }

    @Test
    void nobodyIsLetInWithoutTheToken() throws Exception {
        for (String path : List.of("", "start", "review.js", "dataset/0", "picture/0/native-1", "?token=")) {
            assertEquals(403, sent(request(path)).statusCode(), path);
        }
        assertEquals(
                403, sent(request("?token=" + token().replaceFirst(".$", "x"))).statusCode());
        assertEquals(
                403, sent(request("start").header(LoopbackServer.HEADER, "")).statusCode());
        assertEquals(
                403,
                sent(request("answer").POST(HttpRequest.BodyPublishers.ofString("{}")))
                        .statusCode());
    }

    @Test
    void theTokenIsChangedForACookieThatScriptsDoNotGet() throws Exception {
        HttpResponse<String> first = sent(request("?token=" + token()));
        assertEquals(303, first.statusCode());
        assertEquals("/", first.headers().firstValue("Location").orElseThrow());
        String cookie = first.headers().firstValue("Set-Cookie").orElseThrow();
        assertTrue(cookie.endsWith("; Path=/; HttpOnly; SameSite=Lax"), cookie);
        HttpResponse<String> page = sent(request("").header("Cookie", cookie.replaceFirst(";.*", "")));
        assertEquals(200, page.statusCode());
        assertTrue(page.body().contains("<script src=\"review.js\"></script>"));
        assertTrue(page.headers()
                .firstValue("Content-Security-Policy")
                .orElseThrow()
                .startsWith("default-src 'none'; script-src 'self';"));
    }

    /** A request as bytes, because the JDK's client cannot send another Host. */
    private String raw(String head) throws IOException {
        URI uri = URI.create(address());
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), uri.getPort())) {
            OutputStream out = socket.getOutputStream();
            out.write((head + "\r\nConnection: close\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            out.flush();
            InputStream in = socket.getInputStream();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void anotherHostNameIsRefusedEvenWithTheToken() throws Exception {
        int port = URI.create(address()).getPort();
        String token = "\r\n" + LoopbackServer.HEADER + ": " + token();
        assertTrue(
                raw("GET /start HTTP/1.1\r\nHost: evil.example:" + port + token).startsWith("HTTP/1.1 403 "));
        assertTrue(raw("GET /start HTTP/1.1\r\nHost: localhost:" + port + token).startsWith("HTTP/1.1 200 "));
        assertTrue(raw("POST /undo HTTP/1.1\r\nHost: localhost:" + port + "\r\nOrigin: http://localhost:8888"
                        + "\r\nContent-Length: 0" + token)
                .startsWith("HTTP/1.1 403 "));
        assertTrue(raw("PUT /start HTTP/1.1\r\nHost: localhost:" + port + "\r\nContent-Length: 0" + token)
                .startsWith("HTTP/1.1 403 "));
    }

    @Test
    void itListensOnLoopbackAlone() throws Exception {
        int port = URI.create(address()).getPort();
        assertEquals("127.0.0.1", URI.create(address()).getHost());
        for (NetworkInterface card : Collections.list(NetworkInterface.getNetworkInterfaces())) {
            for (InetAddress other : Collections.list(card.getInetAddresses())) {
                if (!other.isLoopbackAddress()) {
                    assertThrows(IOException.class, () -> new Socket(other, port).close(), other.toString());
                }
            }
        }
    }

    @Test
    void onlyFramesOfTheDatasetsAreSent() throws Exception {
        HttpResponse<byte[]> frame =
                client.send(allowed("picture/0/native-1").build(), HttpResponse.BodyHandlers.ofByteArray());
        assertArrayEquals(PNG, frame.body());
        assertEquals("image/png", frame.headers().firstValue("Content-Type").orElseThrow());
        assertEquals(
                "[{\"address\":\"picture/0/native-1\",\"caption\":\"native stack\"}]",
                json(allowed("dataset/0")).get("pictures").toString());
        for (String path : List.of(
                "picture/0/native-2", // a link that leads out
                "picture/0/..%2F..%2Fsecret.txt",
                "picture/99/native-1",
                "picture/-1/native-1",
                "..%2Fsecret.txt",
                "%2e%2e/secret.txt",
                "review.html",
                "viewer/0",
                "diagnosis/0")) {
            HttpResponse<String> response = sent(allowed(path));
            assertTrue(List.of(400, 404).contains(response.statusCode()), path + ": " + response.statusCode());
            assertFalse(response.body().contains("secret\n"), path);
        }
    }

    @Test
    void answersOfThePageAreKeptAndTakenBackAndExported() throws Exception {
        json(post(
                "answer",
                "{\"number\": 0, \"answer\": \"misaligned\", \"note\": \"two, clearly\", \"reviewer\": \"ann\"}"));
        json(post("answer", "{\"number\": 2, \"answer\": \"cannot tell\", \"note\": \"\", \"reviewer\": \" bob \"}"));
        json(post("answer", "{\"number\": 1, \"answer\": \"skipped\", \"note\": \"\", \"reviewer\": \"ann\"}"));
        json(post("answer", "{\"number\": 3, \"answer\": \"misaligned\", \"note\": \"\", \"reviewer\": \"ann\"}"));
        assertEquals(
                3, json(post("undo", "{\"reviewer\": \"ann\"}")).get("number").getAsInt());
        assertEquals(
                "{\"0\":[\"misaligned\",\"two, clearly\"],\"1\":[\"skipped\",\"\"]}",
                json(allowed("answers?reviewer=ann")).toString());
        JsonObject exported = json(post("export", "{\"reviewer\": \"ann\"}"));
        assertEquals(2, exported.get("labels").getAsInt());
        String version = ReviewFolder.of(folder.resolve("out")).version();
        assertEquals(
                "index,label,reviewer,when,version,note\n"
                        + SCRIPT + ",,bob,T," + version + ",\n"
                        + "b,1,ann,T," + version + ",\"two, clearly\"\n",
                Files.readString(folder.resolve("out/reviewed.csv")).replaceAll("20\\d\\d-[-\\d]+T[:\\d]+Z", "T"));
    }

    @Test
    void whatMakesNoSenseIsRefusedAndNothingIsKept() throws Exception {
        for (String body : List.of(
                "",
                "[]",
                "{\"number\": 5, \"answer\": \"aligned\", \"note\": \"\", \"reviewer\": \"ann\"}",
                "{\"number\": 0, \"answer\": \"perhaps\", \"note\": \"\", \"reviewer\": \"ann\"}",
                "{\"number\": 0, \"answer\": \"aligned\", \"note\": \"\", \"reviewer\": \"  \"}",
                "{\"number\": 0, \"answer\": \"aligned\", \"note\": \"" + "x".repeat(10_001)
                        + "\", \"reviewer\": \"ann\"}")) {
            assertEquals(400, sent(post("answer", body)).statusCode(), body);
        }
        assertEquals(413, sent(post("answer", "x".repeat(70_000))).statusCode());
        assertEquals(List.of(), session.labels());
        assertEquals(
                "there is no dataset z in this review; use a name such as b",
                assertThrows(BadInput.class, () -> session.answer("z", ReviewAnswer.ALIGNED))
                        .getMessage());
    }

    @Test
    void aLaterSessionKnowsTheAnswersOfAnEarlierOne() {
        session.answer("b", ReviewAnswer.MISALIGNED);
        session.answer("a", ReviewAnswer.ALIGNED, "bob", "");
        session.close();
        session = opened();
        assertEquals(
                List.of("a", "b"),
                session.labels().stream().map(ReviewedLabel::index).toList());
        assertTrue(session.toString().endsWith(" (2 labels so far)"), session.toString());
        assertEquals(Optional.empty(), session.undo());
        session.answer("b", ReviewAnswer.CANNOT_TELL);
        assertEquals("b", session.undo().orElseThrow());
        assertEquals(Optional.empty(), session.undo());
        assertEquals(ReviewAnswer.MISALIGNED, session.labels().get(1).answer());
    }

    @Test
    void namesThatCannotBeThoseOfFilesAreShownWithoutFiles() throws Exception {
        for (int number : new int[] {2, 4}) {
            JsonObject shown = json(allowed("dataset/" + number));
            assertEquals("[]", shown.get("pictures").toString());
            assertFalse(shown.get("mosaic").getAsBoolean());
            for (String path : List.of("picture/" + number + "/native-1", "viewer/" + number, "diagnosis/" + number)) {
                assertEquals(400, sent(allowed(path)).statusCode(), path);
            }
        }
        ReviewFolder visits = ReviewFolder.of(folder.resolve("out")).visits(folder.resolve("img"));
        Files.write(folder.resolve("img/b/b_drz.fits"), PNG);
        assertTrue(visits.mosaic("b").isPresent());
        Files.createDirectories(folder.resolve("outside/outside"));
        assertTrue(
                Files.exists(Files.write(folder.resolve("img").resolve(OUTSIDE).resolve(OUTSIDE + "_drz.fits"), PNG)));
        assertEquals(Optional.empty(), visits.mosaic(OUTSIDE));
        session.answer(SCRIPT, ReviewAnswer.ALIGNED);
        session.export();
        session.close();
        session = opened();
        assertEquals(SCRIPT, session.labels().get(0).index());
    }

    /** Copies of a sample's exposures, each with another name of the same length. */
    @Slow
    @Test
    void ofManyExposuresAFewAreShown() throws IOException {
        Path visit = Files.createDirectories(folder.resolve("visits/jsrv01"));
        Path sample = Path.of("data-samples/visits/jsrv01");
        String total = "hst_91003_01_acs_sbc_total_jsrv01";
        Files.copy(sample.resolve(total + "_drz.fits.gz"), visit.resolve(total + "_drz.fits.gz"));
        String start = "hst_91003_01_acs_sbc_f125lp_jsrv01";
        String image;
        try (InputStream in = new GZIPInputStream(Files.newInputStream(sample.resolve(start + "14_drz.fits.gz")))) {
            image = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
        }
        for (int i = 20; i < 30; i++) {
            Files.writeString(
                    visit.resolve(start + i + "_drz.fits"),
                    image.replace("'jsrv0114q", "'jsrv01" + i + "q"),
                    StandardCharsets.ISO_8859_1);
        }
        Path out = Files.createDirectories(folder.resolve("many"));
        Files.writeString(out.resolve("predictions.csv"), "y_pred,y_proba,index\n1.0,0.9," + total + "\n");
        ReviewFolder found = ReviewFolder.of(out).visits(folder.resolve("visits"));
        assertEquals(
                10, VisitView.of(found.mosaic(total).orElseThrow()).exposures().size());
        try (ReviewSession many = ReviewSession.start(new ReviewSession.Setting(found, "ann", 0), found.datasets())) {
            assertEquals(
                    1 + VisitView.MOST_EXPOSURES,
                    many.viewer(0, "page").images().size());
        }
    }

    /** The images are gone when the figure is wanted in the other theme. */
    @Slow
    @Test
    void exposuresAreComparedOnceForBothThemes() throws IOException {
        Path visit = Files.createDirectories(folder.resolve("visits/jsrv01"));
        try (Stream<Path> files = Files.list(Path.of("data-samples/visits/jsrv01"))) {
            for (Path file :
                    files.filter(one -> one.toString().contains("_drz")).toList()) {
                Files.copy(file, visit.resolve(file.getFileName()));
            }
        }
        Path out = Files.createDirectories(folder.resolve("one"));
        Files.writeString(
                out.resolve("predictions.csv"), "y_pred,y_proba,index\n1.0,0.9,hst_91003_01_acs_sbc_total_jsrv01\n");
        ReviewFolder found = ReviewFolder.of(out).visits(folder.resolve("visits"));
        try (ReviewSession one = ReviewSession.start(new ReviewSession.Setting(found, "ann", 0), found.datasets())) {
            ReviewPages pages = new ReviewPages(one);
            byte[] light = figure(pages, "light");
            WholeFolder.delete(visit);
            assertFalse(Arrays.equals(light, figure(pages, "dark")));
            assertArrayEquals(light, figure(pages, "light"));
        }
    }

    private static byte[] figure(ReviewPages pages, String theme) {
        return pages.answer(new LoopbackServer.Request("GET", "/diagnosis/0/0", "theme=" + theme + "&page=p", ""))
                .body();
    }

    @Test
    void labelsThatOnlyTheExportHoldsAreNotLost() throws IOException {
        session.answer("b", ReviewAnswer.MISALIGNED, "ann", "two,\n \"clearly\"");
        session.answer("a", ReviewAnswer.ALIGNED);
        Path exported = session.export();
        session.undo();
        session.answer("b", ReviewAnswer.ALIGNED);
        session.close();
        session = opened();
        session.export();
        session.close();
        String more = Files.readString(exported) + "d,1,eve,2026-11-30T12:00:00Z,v,mine\n";
        Files.writeString(exported, more);
        String lost =
                exported + ": has 1 label missing from the database of this folder, which would be lost; rename the "
                        + "file, and join it later with review --merge";
        assertEquals(lost, assertThrows(BadInput.class, this::opened).getMessage());
        Files.delete(exported);
        session = opened();
        Files.writeString(exported, more);
        assertEquals(lost, assertThrows(BadInput.class, session::export).getMessage());
        assertEquals(more, Files.readString(exported));
    }

    @Test
    void aFolderWithoutPredictionsIsRefused() {
        assertEquals(
                folder.resolve("img")
                        + ": holds no predictions/predictions.csv; give the output folder of predict or check",
                assertThrows(BadInput.class, () -> ReviewFolder.of(folder.resolve("img")))
                        .getMessage());
    }
}
