package org.mosaicworkbench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosaicworkbench.check.CheckResult;
import org.mosaicworkbench.frames.FrameKind;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.predict.PredictResult;
import org.mosaicworkbench.prep.Categories;
import org.mosaicworkbench.prep.PrepResult;
import org.mosaicworkbench.task.Failure;

/** Products as in the archive: total images with their catalogs, no {@code *_svm_*.json}. */
@Slow
class PrepWithoutQaFilesTest {

    private static final Path SAMPLES = Path.of("data-samples/visits");
    private static final Path FIXTURE = Path.of("src/test/resources/prep");
    private static final String JSRV = "hst_91003_01_acs_sbc_total_jsrv01";
    private static final String JU2N = "hst_92687_01_acs_hrc_total_ju2n01";
    private static final String JXQC = "hst_97428_01_acs_hrc_total_jxqc01";
    private static final String POINT = "_point-cat.ecsv";
    private static final String SEGMENT = "_segment-cat.ecsv";

    @TempDir
    Path work;

    private Prep prep(Path visits) {
        return Prep.of(visits)
                .output(work.resolve("out"))
                .category(Categories.none())
                .draw(false);
    }

    /** Unpacks the images. */
    private static Path copy(Path from, Path to, Predicate<String> wanted) throws IOException {
        Files.createDirectories(to);
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String name = file.getFileName().toString();
                if (wanted.test(name) && name.matches(".*_dr[zc]\\.fits\\.gz")) {
                    try (InputStream unpacked = new GZIPInputStream(Files.newInputStream(file))) {
                        Files.copy(unpacked, to.resolve(name.replace(".gz", "")));
                    }
                } else if (wanted.test(name)) {
                    Files.copy(file, to.resolve(name));
                }
            }
        }
        return to;
    }

    private static boolean isProduct(String name) {
        return name.matches(".*_dr[zc]\\.fits(\\.gz)?|.*\\.ecsv");
    }

    /** Each visit in its own folder. */
    private Path visits(Path from) throws IOException {
        Path visits = work.resolve("visits");
        try (Stream<Path> folders = Files.list(from)) {
            for (Path folder : folders.filter(Files::isDirectory).toList()) {
                copy(folder, visits.resolve(folder.getFileName()), PrepWithoutQaFilesTest::isProduct);
            }
        }
        return visits;
    }

    /** All visits in one folder. */
    private Path flat(String... names) throws IOException {
        Path flat = work.resolve("flat");
        for (String name : names) {
            Path from = SAMPLES.resolve(name.substring(name.lastIndexOf('_') + 1));
            copy(from, flat, file -> file.startsWith(name) && isProduct(file));
        }
        return flat;
    }

    private String bad(Path visits) {
        return assertThrows(BadInput.class, () -> prep(visits).run()).getMessage();
    }

    @Test
    void theSamplesHaveTheSameFeaturesAsWithQaFiles() throws IOException {
        PrepResult with = prep(SAMPLES).run();
        String table = Files.readString(with.csv());
        String raw = Files.readString(with.rawCsv());
        PrepResult without = prep(visits(SAMPLES)).run();
        assertEquals(6, without.table().rowCount());
        assertEquals(
                List.of(0.0, 1.0, 3.0, 11.0, 2.0, 2.0),
                IntStream.range(0, 6)
                        .mapToObj(row -> without.table().numberColumn("gaia").getDouble(row))
                        .toList());
        assertEquals(table, Files.readString(without.csv()));
        assertEquals(raw, Files.readString(without.rawCsv()));
        assertEquals(List.of(), without.warnings());
        assertEquals(0, without.exitCode());
    }

    @Test
    void aFlatFolderOfADownloadIsPreparedAndJudged() throws IOException {
        Path flat = flat(JSRV, JU2N, JXQC);
        Files.delete(flat.resolve(JXQC + POINT));
        Files.delete(flat.resolve(JXQC + SEGMENT));
        Files.copy(flat.resolve(JU2N + "_drz.fits"), flat.resolve("hst_8104_02_wfpc2_pc_total_u5ab02_drz.fits"));
        PrepResult prep = prep(flat).draw(true).frames(FrameKind.NATIVE).run();
        assertEquals(
                List.of(JSRV, JU2N, JXQC), prep.table().stringColumn("index").asList());
        List<String> lines = Files.readAllLines(prep.csv());
        assertEquals("3,0,0,0,22.0,26.0,,2,3,3," + JSRV, lines.get(1));
        assertEquals("3,0,0,0,191.0,403.0,,0,3,3," + JU2N, lines.get(2));
        assertEquals("3,0,0,0,,,,0,3,3," + JXQC, lines.get(3));
        assertEquals(
                List.of(
                        "not judged: WFPC2 (hst_8104_02_wfpc2_pc_total_u5ab02)",
                        "point is missing for 1 dataset (no <dataset>_point-cat.ecsv next to the total image): " + JXQC,
                        "segment is missing for 1 dataset (no <dataset>_segment-cat.ecsv next to the total image): "
                                + JXQC,
                        "gaia is missing for 3 datasets (no reference catalog *_<detector>_*G*_ref_cat.ecsv next to"
                                + " the total image): "
                                + String.join(", ", JSRV, JU2N, JXQC)),
                prep.warnings().subList(0, 4));
        assertEquals(0, prep.exitCode());

        PredictResult judged = Predict.alignment(prep.csv(), prep.img())
                .outputPath(work.resolve("judged"))
                .run();
        assertEquals(List.of(), judged.failures());
        assertEquals(List.of(JSRV, JU2N), judged.compromised());
        assertTrue(
                Files.readString(work.resolve("judged/predictions/predictions.csv"))
                        .contains("\n3,0,0,0,,,,0,3,3,0.0,"),
                "aligned, and the features are missing here too");
    }

    @Test
    void checkJudgesThemAndFailsForNoOtherInstrument() throws IOException {
        Path flat = flat(JXQC);
        Files.copy(flat.resolve(JXQC + "_drz.fits"), flat.resolve("hst_8104_02_wfpc2_pc_total_u5ab02_drz.fits"));
        CheckResult checked =
                Check.of(flat.toString()).output(work.resolve("checked")).run();
        assertEquals(List.of(), checked.failures());
        assertEquals(
                "not judged: WFPC2 (hst_8104_02_wfpc2_pc_total_u5ab02)",
                checked.warnings().get(0));
        assertEquals(1, checked.datasets().size());
    }

    @Test
    void inAFolderOfSeveralVisitsEachHasItsOwnReferenceCatalog() throws IOException {
        Path flat = flat(JU2N, JXQC);
        copy(SAMPLES.resolve("ju2n01"), flat, name -> name.endsWith("_ref_cat.ecsv"));
        assertEquals(List.of("2.0", "NaN"), gaia(prep(flat).run()));
        copy(SAMPLES.resolve("jxqc01"), flat, name -> name.endsWith("_ref_cat.ecsv"));
        assertEquals(List.of("2.0", "2.0"), gaia(prep(flat).run()));
    }

    private static List<String> gaia(PrepResult prep) {
        return Stream.of(prep.table().numberColumn("gaia").asDoubleArray())
                .flatMap(all -> IntStream.range(0, all.length).mapToObj(i -> String.valueOf(all[i])))
                .toList();
    }

    @Test
    void rowsComeBackFromTheHarvestedFile() throws IOException {
        Path flat = flat(JU2N, JXQC);
        Files.delete(flat.resolve(JXQC + POINT));
        PrepResult first = prep(flat).run();
        String table = Files.readString(first.csv());
        PrepResult again =
                prep(flat).h5(first.h5()).output(work.resolve("again")).run();
        assertEquals(table, Files.readString(again.csv()));
        assertEquals(first.warnings(), again.warnings());
    }

    @Test
    void datasetsWithQaFilesAndWithoutStandSideBySide() throws IOException {
        Path visits = visits(FIXTURE.resolve("visits"));
        copy(FIXTURE.resolve("visits/j8bt06"), visits.resolve("j8bt06"), name -> name.endsWith(".json"));
        PrepResult prep = prep(visits).run();
        int row = prep.table().stringColumn("index").indexOf("hst_9019_06_acs_hrc_total_j8bt06");
        int other = prep.table().stringColumn("index").indexOf("hst_8992_03_acs_wfc_total_j8cw03");
        assertEquals(6, prep.table().rowCount());
        // The fixture's catalogs say 3, its QA files have other values.
        assertEquals(12, prep.table().numberColumn("point").getDouble(row));
        assertEquals(3, prep.table().numberColumn("point").getDouble(other));
        assertTrue(
                prep.warnings().get(0).startsWith("gaia is missing for 5 datasets ("),
                prep.warnings().toString());
    }

    @Test
    void copiesGetTheirSuffixAndLabel() throws IOException {
        PrepResult prep = prep(visits(FIXTURE.resolve("synthetic"))).crpt(true).run();
        assertEquals(
                List.of(
                        "hst_12286_38_wfc3_ir_total_ibl738_f160w_all_stat",
                        "hst_8992_03_acs_wfc_total_j8cw03_f435w_sub_stoc"),
                prep.table().stringColumn("index").asList());
        assertEquals(List.of(1L, 1L), prep.table().column("label").asList());
    }

    @Test
    void whatAHeaderDoesNotSayIsMissing() throws IOException {
        Path visits = VisitTree.of(work.resolve("tree"), 2);
        for (int i = 0; i < 2; i++) {
            String name = "j0000" + i + "/hst_9019_06_acs_hrc_total_j0000" + i + "_svm_";
            Files.delete(visits.resolve(name + "num_sources.json"));
            Files.delete(visits.resolve(name + "gaia_sources.json"));
        }
        PrepResult prep = prep(visits).run();
        assertEquals(
                List.of(
                        ",5.5,6.25,0,1,1,,0,0,3,hst_9019_06_acs_hrc_total_j00000",
                        ",5.5,6.25,1,1,1,,0,0,3,hst_9019_06_acs_hrc_total_j00001"),
                Files.readAllLines(prep.csv()).subList(1, 3));
        assertTrue(
                prep.warnings()
                        .get(0)
                        .startsWith("numexp is missing for 2 datasets (the total image's header has no NUMEXP): "),
                prep.warnings().get(0));
    }

    @Test
    void aDatasetThatCannotBeReadIsAFailureAndTheOthersAreDone() throws IOException {
        Path flat = flat(JSRV, JU2N, JXQC);
        Files.writeString(flat.resolve(JSRV + POINT), "no catalog\n");
        copy(flat, flat.resolve("ju2n01"), file -> file.equals(JU2N + "_drz.fits"));
        PrepResult prep = prep(flat).run();
        assertEquals(List.of(JXQC), prep.table().stringColumn("index").asList());
        assertEquals(
                List.of(JSRV, JU2N),
                prep.failures().stream().map(Failure::index).toList());
        assertTrue(
                prep.failures().get(0).reason().startsWith(JSRV + POINT + ": "),
                prep.failures().toString());
        assertTrue(
                prep.failures().get(1).reason().startsWith(JU2N + ": its total images are in two folders, "),
                prep.failures().toString());
    }

    @Test
    void ofTwoImagesOfOneDatasetTheCorrectedOneCountsAndBothAreNamed() throws IOException {
        Path flat = flat(JU2N);
        Files.copy(flat.resolve(JU2N + "_drz.fits"), flat.resolve(JU2N + "_drc.fits"));
        PrepResult prep = prep(flat).run();
        assertEquals(
                List.of(JU2N + "_drc.fits"),
                prep.rawTable().stringColumn("imgname").asList());
        assertTrue(
                prep.warnings()
                        .contains("two total images of one dataset (move the older one away): " + JU2N + " (" + JU2N
                                + "_drc.fits, which is used, and " + JU2N + "_drz.fits)"),
                prep.warnings().toString());
    }

    @Test
    void aFolderWithNothingToPrepareGetsOneLineThatSaysWhatToDo() throws IOException {
        Path empty = Files.createDirectories(work.resolve("empty"));
        String none = ": has no total image (hst_*_total_*_drz.fits or _drc.fits), neither there nor one level down; ";
        assertEquals(
                empty + none + "give the folder that holds the visits' folders, or fetch a visit's products "
                        + "(environment/mosaic fetch NAME -o OUT)",
                bad(empty));

        Path download = work.resolve("mastDownload");
        copy(SAMPLES.resolve("jxqc01"), download.resolve("HST").resolve(JXQC), PrepWithoutQaFilesTest::isProduct);
        assertEquals(download + none + "give " + download.resolve("HST") + ", which contains one", bad(download));
        assertEquals(1, prep(download.resolve("HST")).run().table().rowCount());

        Path exposures = Files.createDirectories(work.resolve("exposures/jxqc01"));
        Files.writeString(exposures.resolve("jxqc01bnq_flt.fits"), "");
        assertEquals(
                exposures + ": has exposures, but no total image (hst_*_total_*_drz.fits or _drc.fits); combine the "
                        + "exposures of each visit first (environment/mosaic combine FOLDER -o OUT)",
                bad(exposures));

        Path other = Files.createDirectories(work.resolve("other"));
        Files.writeString(other.resolve("hst_8104_02_wfpc2_pc_total_u5ab02_drz.fits"), "");
        assertEquals(
                other + ": not judged: WFPC2 (hst_8104_02_wfpc2_pc_total_u5ab02); give visits of ACS or WFC3",
                bad(other));
    }
}
