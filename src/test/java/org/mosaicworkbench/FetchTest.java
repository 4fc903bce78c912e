package org.mosaicworkbench;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.mosaicworkbench.archive.LocalArchive;
import org.mosaicworkbench.archive.LocalArchive.Fault;
import org.mosaicworkbench.archive.LocalArchive.Request;
import org.mosaicworkbench.archive.LocalArchive.Stored;
import org.mosaicworkbench.archive.LocalVisit;
import org.mosaicworkbench.fetch.FetchLevel;
import org.mosaicworkbench.fetch.FetchResult;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.io.JsonValue;
import org.mosaicworkbench.io.Parallel;
import org.mosaicworkbench.visit.Visit;

/** The names of a visit and the files that are fetched, from an archive on this machine. */
@Timeout(60)
@Slow
class FetchTest {

    private static final String TOTAL = "hst_9019_06_acs_hrc_total_j8bt06_drz.fits";

    @TempDir
    Path scratch;

    private Path output;
    private LocalArchive archive;
    private LocalVisit visit;

    @BeforeEach
    void start() {
        archive = new LocalArchive();
        output = scratch.resolve("visits");
        visit = LocalVisit.add(archive, scratch, "j8bt06", "9019", 3);
    }

    @AfterEach
    void stop() {
        archive.close();
    }

    private Fetch fetch(String... names) {
        return Fetch.visit(names).output(output).archive(archive.access());
    }

    private static Set<String> names(Path folder) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.map(file -> file.getFileName().toString()).collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private void assertWhole(LocalVisit expected, String pattern, String... more) throws IOException {
        Path folder = output.resolve(expected.name());
        Set<String> wanted = expected.files().keySet().stream()
                .filter(name -> name.matches(pattern))
                .collect(Collectors.toCollection(TreeSet::new));
        for (String name : wanted) {
            assertArrayEquals(expected.files().get(name).bytes(), Files.readAllBytes(folder.resolve(name)), name);
        }
        wanted.addAll(List.of(".fetch.lock", "fetched.json"));
        wanted.addAll(List.of(more));
        assertEquals(wanted, names(folder));
    }

    private String refused(Fetch fetch) {
        String line = assertThrows(BadInput.class, fetch::run).getMessage();
        assertEquals(1, line.lines().count(), line);
        return line;
    }

    @Test
    void mosaicsComeWithTheirCatalogsAndTheImagesOfSingleExposures() throws IOException {
        FetchResult result = fetch("j8bt06").run();
        assertWhole(visit, ".*_total_j8bt06_(drz\\.fits|(point|segment)-cat\\.ecsv)|.*_j8bt06.._drz\\.fits");
        assertEquals(0, result.exitCode());
        assertEquals(
                List.of(6, 6),
                List.of(
                        result.visits().get(0).fetched(),
                        result.visits().get(0).files().size()));
        assertEquals(Set.of("failures.csv", "j8bt06"), names(output));
        JsonValue entry = JsonValue.read(output.resolve("j8bt06/fetched.json"), "")
                .at("files")
                .at(TOTAL);
        assertEquals("mast:HST/product/" + TOTAL, entry.at("uri").text());
        assertEquals(visit.files().get(TOTAL).bytes().length, entry.at("size").integer());
        assertEquals("HAP-SVM 3.9.1", entry.at("version").text());
        assertEquals("Sat, 01 Aug 2026 10:00:00 GMT", entry.at("modified").text());
    }

    @Test
    void exposuresComeWithAPollerFileFromTheirHeaders() throws IOException {
        fetch("j8bt06").level(FetchLevel.EXPOSURES).run();
        assertWhole(visit, "j8bt06..q_flt\\.fits", "j8bt06_input.out");
        Visit read = Visit.read(output.resolve("j8bt06"));
        assertEquals(3, read.exposures().size());
        assertTrue(Files.readString(output.resolve("j8bt06/j8bt06_input.out"))
                .contains(",9019,8BT,06,60.0,F606W;CLEAR2S,HRC,"));
    }

    @Test
    void allIsEveryFileThatIsListed() throws IOException {
        fetch("j8bt06").run();
        FetchResult all = fetch("j8bt06").level(FetchLevel.ALL).run();
        assertWhole(visit, ".*", "j8bt06_input.out");
        assertEquals(visit.files().size() - 6, all.visits().get(0).fetched());
    }

    @Test
    void theCorrectedOfTwoFilesOfAnImageIsTaken() throws IOException {
        Stored other = LocalVisit.image(scratch, "drc", 1);
        archive.add(
                "hst_9019_06_acs_wfc_total_j8bt06",
                "9019",
                "NGC-104",
                Map.of(
                        "hst_9019_06_acs_wfc_total_j8bt06_drz.fits",
                        other,
                        "hst_9019_06_acs_wfc_total_j8bt06_drc.fits",
                        other));
        archive.add("j8bt06020", "9019", "NGC-104", Map.of("j8bt06xxq_flt.fits", other, "j8bt06xxq_flc.fits", other));
        fetch("j8bt06").run();
        assertTrue(names(output.resolve("j8bt06")).contains("hst_9019_06_acs_wfc_total_j8bt06_drc.fits"));
        assertFalse(names(output.resolve("j8bt06")).contains("hst_9019_06_acs_wfc_total_j8bt06_drz.fits"));
        FetchResult odd = fetch("j8bt06").level(FetchLevel.EXPOSURES).run();
        assertTrue(odd.failures().get(0).reason().contains("j8bt06xxq_flc.fits: "), odd.summary());
        assertTrue(names(output.resolve("j8bt06")).contains("j8bt06xxq_flc.fits"));
        assertFalse(names(output.resolve("j8bt06")).contains("j8bt06xxq_flt.fits"));
    }

    @Test
    void aVisitHasManyNames() throws IOException {
        LocalVisit second = LocalVisit.add(archive, scratch, "j8bt07", "9019", 1);
        Path list = Files.writeString(scratch.resolve("list.txt"), "# mine\nj8bt06 # good\n\nhst_9019_07\n");
        String expected = "j8bt06";
        for (String name : List.of(
                "J8BT06",
                "hst_9019_06",
                "hst_09019_06",
                "j8bt06nyq",
                "j8bt06nyq_flt.fits",
                "j8bt06010",
                "hst_9019_06_acs_hrc_f606w_j8bt06ny_drz.fits",
                TOTAL,
                "hst_9019_06_acs_hrc_total_j8bt06_point-cat.ecsv")) {
            output = scratch.resolve("of-" + name);
            assertEquals(expected, fetch(name).run().visits().get(0).name(), name);
            assertEquals(Set.of("failures.csv", "j8bt06"), names(output), name);
        }
        for (Fetch both : List.of(
                fetch("9019"),
                fetch(list.toString()),
                fetch("j8bt06", "j8bt07", "j8bt06nyq"),
                fetch().target("NGC-104"),
                fetch().position(5.98, -72.08))) {
            output = scratch.resolve("both" + archive.requests().size());
            assertEquals(2, both.output(output).run().visits().size());
            assertEquals(Set.of("failures.csv", "j8bt06", "j8bt07"), names(output));
        }
        assertWhole(second, ".*_total_j8bt07_(drz\\.fits|(point|segment)-cat\\.ecsv)|.*_j8bt07.._drz\\.fits");
    }

    @Test
    void aTargetOfAnotherNameIsLookedForAtItsPlace() throws IOException {
        archive.resolving("{\"resolvedCoordinate\": [{\"ra\": 5.98, \"decl\": -72.08, \"resolver\": \"SIMBAD\"}]}");
        assertEquals(1, fetch().target("47 Tuc").run().visits().size());
        assertEquals("5.9800000, -72.0800000, 0.0500000", archive.askedPosition());
        archive.resolving("");
        assertEquals(
                "target Nowhere: the archive has neither observations nor a position for that name; give its position"
                        + " with --position",
                refused(fetch().target("Nowhere")));
    }

    @Test
    void whatIsThereIsNotAskedAboutAgain() throws IOException {
        fetch("j8bt06").run();
        int questions = archive.questions().size();
        FetchResult again = fetch("j8bt06").run();
        assertEquals(questions, archive.questions().size());
        assertEquals(0, again.visits().get(0).fetched());
        Files.delete(output.resolve("j8bt06").resolve(TOTAL));
        assertEquals(1, fetch("j8bt06").run().visits().get(0).fetched());
        assertWhole(visit, ".*_total_j8bt06_(drz\\.fits|(point|segment)-cat\\.ecsv)|.*_j8bt06.._drz\\.fits");
        assertEquals(7, archive.requests().size());
    }

    @Test
    void filesThatStandThereAreTakenWhereTheyAreWholeAndLeftAloneWhereTheyAreOthers() throws IOException {
        Path folder = Files.createDirectories(output.resolve("j8bt06"));
        Files.write(folder.resolve(TOTAL), visit.files().get(TOTAL).bytes());
        assertEquals(5, fetch("j8bt06").run().visits().get(0).fetched());
        Files.delete(folder.resolve("fetched.json"));
        Files.write(folder.resolve(TOTAL), new byte[] {1, 2, 3});
        FetchResult result = fetch("j8bt06").run();
        assertEquals(1, result.exitCode());
        assertEquals(
                folder.resolve(TOTAL)
                        + ": already exists and differs from the archive's file: it is not a complete FITS file;"
                        + " move it away and run again",
                result.failures().get(0).reason());
        assertArrayEquals(new byte[] {1, 2, 3}, Files.readAllBytes(folder.resolve(TOTAL)));
        assertTrue(Files.readString(output.resolve("failures.csv")).contains("j8bt06,fetch,"));
    }

    @Test
    void whatCannotBeFetchedIsOneLine() throws IOException {
        Path list = Files.writeString(scratch.resolve("odd.txt"), "j8bt06\nnear the moon\n");
        String remedy =
                "give a visit (j8bt06 or hst_9019_06), an exposure (j8bt06nyq), a product, a proposal number or a "
                        + "list file, or a target with --target";
        assertEquals(
                "'hst_skycell-p1234x05y13_acs_wfc_f814w_all_drc.fits' is a mosaic of several visits; only single-visit "
                        + "mosaics are judged",
                refused(fetch("hst_skycell-p1234x05y13_acs_wfc_f814w_all_drc.fits")));
        Map.<String, Fetch>of(
                        "j8zz99: the archive has no visit of that name; check it at"
                                + " https://mast.stsci.edu/search/ui/#/hst",
                        fetch("j8zz99"),
                        "proposal 4: the archive has no observations of it; check the name at "
                                + "https://mast.stsci.edu/search/ui/#/hst",
                        fetch("4"),
                        "hst_9019_99: the archive has no observations of it; check the name at "
                                + "https://mast.stsci.edu/search/ui/#/hst",
                        fetch("hst_9019_99"),
                        "'jw01234001001_02101_00001_nrca1_cal.fits' is the name of a James Webb Space Telescope "
                                + "product; only Hubble images are judged",
                        fetch("jw01234001001_02101_00001_nrca1_cal.fits"),
                        "'near the moon' is not a name in Hubble's archive; " + remedy,
                        fetch("near the moon"),
                        list + ": has the line 'near the moon', which is not a name in Hubble's archive; " + remedy,
                        fetch(list.toString()),
                        "there is nothing to fetch; " + remedy,
                        fetch(),
                        "not judged: WFPC2 (u2as01); give a visit of ACS or WFC3, or a target with --target",
                        fetch("u2as01"),
                        "the position is 400.0 0.0; give right ascension, 0 to 360, and declination, -90 to 90, in"
                                + " degrees",
                        fetch().position(400, 0))
                .forEach((line, task) -> assertEquals(line, refused(task)));
        assertEquals(
                "the radius is 2.0 degrees; it must be above 0 and at most 0.5",
                assertThrows(BadInput.class, () -> fetch().radius(2)).getMessage());
        assertFalse(Files.exists(output), "nothing is made where there is nothing to fetch");
    }

    @Test
    void otherInstrumentsAreListedAndTheRestIsFetched() {
        archive.add("U2AS0101T", "9019", "NGC-104", Map.of());
        FetchResult result = fetch("9019", "o4qp07010").run();
        assertEquals(List.of("not judged: STIS (o4qp07)", "not judged: WFPC2 (u2as01)"), result.warnings());
        assertEquals(1, result.visits().size());
    }

    @Test
    void oneVisitThatIsMissingAmongOthersIsListed() {
        FetchResult result = fetch("j8bt06", "j8zz99").run();
        assertEquals(1, result.exitCode());
        assertEquals(1, result.visits().size());
        assertEquals("j8zz99", result.failures().get(0).index());
    }

    @Test
    void aVisitWithoutMosaicsSaysWhatToDo() {
        archive.add("j9xx01010", "7", "M1", Map.of("j9xx01aaq_flt.fits", LocalVisit.image(scratch, "x", 1)));
        assertEquals(
                "j9xx01: the archive has no single-visit mosaic of it; fetch its exposures with --level exposures, and"
                        + " combine them",
                refused(fetch("j9xx01")));
    }

    @Test
    void moreThanIsAllowedIsNotBegunWith() {
        for (int i = 0; i < 400; i++) {
            String name = String.format("j9%02d%02d", i / 100, i % 100);
            String image = "hst_777_" + name.substring(4) + "_acs_wfc_total_" + name;
            archive.add(
                    image,
                    "777",
                    "M1",
                    Map.of(
                            image + "_drc.fits", new Stored(new byte[0], 336_182_400L, true, false),
                            image + "_drc.jpg", new Stored(new byte[0], 3_000_000L, true, false)));
            archive.add(name + "010", "777", "M1", Map.of());
        }
        assertEquals(
                "134 GB in 400 files of 400 visits to fetch, more than the limit of 20 GB; raise it with --max-size,"
                        + " or give fewer visits",
                refused(fetch("777")));
        assertEquals(List.of(), archive.requests());
        assertFalse(Files.exists(output));
        assertEquals(
                2,
                archive.questions().stream()
                                .filter(q -> q.get("page").getAsInt() > 1)
                                .count()
                        + 1,
                "800 rows");
        assertEquals(
                "the maximum download size is 'much'; it must be a number and a unit, such as 500 MB, 20 GB or 1.5"
                        + " TB",
                assertThrows(BadInput.class, () -> fetch("777").maxSize("much")).getMessage());
    }

    @Test
    void anArchiveThatIsNotThereIsOneLine() {
        archive.close();
        String host = archive.address("/").getAuthority();
        assertEquals(
                "the archive at 127.0.0.1 did not answer (no connection to " + host
                        + "); check the connection and run again: finished files are kept",
                refused(fetch("j8bt06")));
        assertFalse(Files.exists(output));
    }

    @Test
    void questionsThatFailForAWhileAreAskedAgain() {
        List<String> faults = List.of(
                "504<html>504 Gateway Time-out</html>",
                "<html>maintenance</html>",
                "{\"status\": \"EXECUTING\", \"msg\": \"\"}",
                "{\"status\": \"ERROR\", \"msg\": \"deadlock\"}");
        archive.answering(q -> archive.questions().size() <= faults.size()
                ? faults.get(archive.questions().size() - 1)
                : "");
        assertEquals(1, fetch("j8bt06").run().visits().size());
    }

    @Test
    void answersOfAnotherFormAreOneLine() {
        String fields = "\"fields\": [{\"name\": \"obsid\"}, {\"name\": \"obs_id\"}, {\"name\": \"proposal_id\"}]";
        Map.of(
                        "{}",
                        "a reply that is not the documented JSON",
                        "{\"status\": \"COMPLETE\", \"data\": [{\"obs_id\": \"j8bt06010\"}], \"fields\": []}",
                        "a reply that is not the documented JSON",
                        "{\"status\": \"COMPLETE\", \"data\": [{\"obs_id\": \"j8bt06010\", \"obsid\": {}}], " + fields
                                + ", \"paging\": {\"pagesFiltered\": 1}}",
                        "a row of observations in an undocumented form")
                .forEach((odd, why) -> {
                    archive.answering(q -> odd);
                    assertEquals(
                            "the archive at 127.0.0.1 did not answer (" + why
                                    + "); check the connection and run again: finished files are kept",
                            refused(fetch("j8bt06")));
                });
    }

    @Test
    void namesFromTheServerStayInsideTheFolder() throws IOException {
        List<String> evil =
                List.of("../j9ev00_escaped.fits", "/tmp/j9ev01.fits", "j9ev02/../../x.fits", ".j9ev03.lock");
        for (int i = 0; i < evil.size(); i++) {
            String name = "j9ev0" + i;
            archive.add(name + "010", "5", "M1", Map.of(evil.get(i), LocalVisit.stored(new byte[] {1})));
            String line = refused(fetch(name).level(FetchLevel.ALL));
            assertTrue(line.contains(evil.get(i) + "', which cannot be a file name"), line);
        }
        archive.add(
                "j9ev10010",
                "5",
                "M1",
                Map.of(
                        "fetched.json", LocalVisit.stored(new byte[] {1}),
                        "j9ev10010_asn.fits.part", LocalVisit.stored(new byte[] {1}),
                        "j9ev10aaq_trl.txt", LocalVisit.stored(new byte[] {1})));
        FetchResult sound = fetch("j9ev10").level(FetchLevel.ALL).run();
        assertEquals(0, sound.exitCode(), sound.summary());
        assertEquals(Set.of(".fetch.lock", "fetched.json", "j9ev10aaq_trl.txt"), names(output.resolve("j9ev10")));
        assertEquals(Set.of("visits"), names(scratch));
    }

    @Test
    void severalFetchesOfOneVisitAtOnceDoNoHarm() throws IOException {
        archive.slow(5);
        List<FetchResult> results =
                Parallel.map(List.of(1, 2, 3), 3, any -> fetch("j8bt06").run());
        assertEquals(6, archive.requests().size());
        assertEquals(
                6, results.stream().mapToInt(r -> r.visits().get(0).fetched()).sum());
        assertTrue(archive.mostAtOnce() <= 4, "at once: " + archive.mostAtOnce());
        assertWhole(visit, ".*_total_j8bt06_(drz\\.fits|(point|segment)-cat\\.ecsv)|.*_j8bt06.._drz\\.fits");
        assertEquals(Set.of("failures.csv", "j8bt06"), names(output));
    }

    @Test
    void twoHundredFilesComeWholeAndOnceThoughEveryTenthAnswerIsFaulty() throws IOException {
        List<Fault> faults = List.of(
                Fault.GATEWAY_PAGE,
                Fault.PAGE,
                Fault.JSON_ERROR,
                Fault.CUT,
                Fault.HALF,
                Fault.GARBAGE,
                Fault.HALF_WITHOUT_LENGTH,
                Fault.NO_LENGTH,
                Fault.OTHER_PIECE,
                Fault.GATEWAY_PAGE);
        archive.failing(r -> r.number() % 10 == 0 ? faults.get(r.number() / 10 % faults.size()) : Fault.NONE);
        LocalVisit large = LocalVisit.add(archive, scratch, "j8bt40", "9019", 197);
        FetchResult result = fetch("j8bt40").archive(archive.withBucket()).run();
        assertEquals(0, result.exitCode(), result.summary());
        assertEquals(5, archive.lookups().size(), "40 places at a time");
        assertEquals(200, result.visits().get(0).fetched());
        assertWhole(large, ".*_total_j8bt40_(drz\\.fits|(point|segment)-cat\\.ecsv)|.*_j8bt40.._drz\\.fits");
        Map<String, Long> good = archive.requests().stream()
                .filter(r -> r.number() % 10 != 0)
                .collect(Collectors.groupingBy(Request::file, Collectors.counting()));
        assertTrue(good.values().stream().allMatch(times -> times == 1), "none came whole twice: " + good);
        assertTrue(archive.mostAtOnce() <= 4, "at once: " + archive.mostAtOnce());
    }
}
