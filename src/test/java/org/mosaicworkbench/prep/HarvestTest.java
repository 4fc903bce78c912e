package org.mosaicworkbench.prep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.task.Failure;

class HarvestTest {

    private static final String A = "hst_1_02_acs_hrc_total_j8bt06";
    private static final String B = "hst_1_02_acs_hrc_total_j8bt07";

    @TempDir
    Path root;

    private Path qa(String folder, String index, String kind, String target, int point) throws IOException {
        Path file = Files.createDirectories(root.resolve(folder)).resolve(index + "_svm_" + kind + ".json");
        return Files.writeString(
                file,
                "{\"header\": {\"TARGNAME\": \"" + target + "\", \"RA_TARG\": 1.5, \"DEC_TARG\": 2, "
                        + "\"NUMEXP\": 3}, \"general information\": {\"dataframe_index\": \"" + index
                        + "\", \"imgname\": \"" + index
                        + "_drz.fits\"}, \"data\": {\"number_of_sources\": {\"data\": {\"point\": " + point
                        + ", \"segment\": 7}}, "
                        + "\"Number of GAIA sources\": {\"data\": {\"Number of GAIA sources\": 1}}}}");
    }

    private Path qa(String folder, String index) throws IOException {
        return qa(folder, index, "num", "M31", 5);
    }

    private static List<String> names(HarvestResult harvest) {
        return harvest.datasets().stream().map(Dataset::index).toList();
    }

    @Test
    void aDatasetInTwoFoldersFailsAndBothAreNamed() throws IOException {
        qa("a", A, "num", "M31", 1);
        qa("b", A, "num", "M33", 2);
        qa("c", B);
        HarvestResult harvest = Harvest.of(root).read();
        assertEquals(List.of(B), names(harvest));
        assertEquals(
                List.of(new Failure(
                        A,
                        Failure.Stage.HARVEST,
                        A + ": its QA files are in two folders, "
                                + root.resolve("a") + " and " + root.resolve("b")
                                + "; prepare misaligned copies separately with crpt "
                                + "(-c 1), choose one visit's folder (--visit), or move copies away")),
                harvest.failures());
        assertEquals(
                List.of(1L),
                Harvest.of(root).visit("a").read().datasets().stream()
                        .map(dataset -> dataset.sources().point())
                        .toList());
    }

    @Test
    void aStrayFileInTheFolderItselfHidesNoVisit() throws IOException {
        qa("", "hst_1_02_acs_hrc_total_j8bt01");
        qa("j8bt06", A);
        qa("j8bt07", B);
        assertEquals(
                List.of("hst_1_02_acs_hrc_total_j8bt01", A, B),
                names(Harvest.of(root).read()));
        qa("", A);
        HarvestResult twice = Harvest.of(root).read();
        assertEquals(List.of("hst_1_02_acs_hrc_total_j8bt01", B), names(twice));
        assertTrue(
                twice.failures().get(0).reason().contains("two folders, " + root + " and " + root.resolve("j8bt06")));
    }

    @Test
    void aRealVisitAmongSyntheticCopiesIsAFailure() throws IOException {
        qa("j8bt06_f606w_sub_stat", A);
        qa("j8bt07", B);
        HarvestResult harvest = Harvest.of(root).synthetic(true).read();
        assertEquals(List.of(A + "_f606w_sub_stat"), names(harvest));
        assertEquals(
                List.of(new Failure(
                        B,
                        Failure.Stage.HARVEST,
                        root.resolve("j8bt07")
                                + ": has no synthetic suffix as in <visit>_<filter>_<all|sub>_<stat|stoc>; prepare"
                                + " aligned visits without crpt (-c 0)")),
                harvest.failures());
    }

    @Test
    void copiesThatArePreparedAsAlignedAreNamed() throws IOException {
        qa("j8bt06_f606w_sub_stat", A);
        String folder = root.resolve("j8bt06_f606w_sub_stat").toString();
        String warning =
                "names with a synthetic copy's suffix, prepared as aligned (misaligned copies need crpt, -c 1): ";
        assertEquals(
                List.of(warning + A + " in " + folder), Harvest.of(root).read().warnings());
        Path h5 = Harvest.of(root).synthetic(true).read().rows().writeH5(root.resolve("copies.h5"));
        assertEquals(
                List.of(warning + A + "_f606w_sub_stat in " + folder),
                Harvest.of(root).reload(h5).warnings());
        assertEquals(List.of(), Harvest.of(root).synthetic(true).reload(h5).warnings());
        Path real = Harvest.of(root).read().rows().writeH5(root.resolve("real.h5"));
        assertEquals(
                A,
                Harvest.of(root).synthetic(true).reload(real).failures().get(0).index());
    }

    @Test
    void twoFilesOfOneKindAreNamedWithTheOneThatCounts() throws IOException {
        qa("j8bt06", A, "num", "M31", 1);
        qa("j8bt06", A, "num_old", "M31", 2);
        HarvestResult harvest = Harvest.of(root).read();
        assertEquals(2L, harvest.datasets().get(0).sources().point());
        assertEquals(
                List.of("two QA files of the same kind for one dataset (move the older one away): " + A + " (" + A
                        + "_svm_num.json and " + A + "_svm_num_old.json, which is used)"),
                harvest.warnings());
    }

    @Test
    void headersThatContradictEachOtherAreNamed() throws IOException {
        qa("j8bt06", A, "num", "M31", 1);
        Path other = qa("j8bt06", A, "other", "M33", 1);
        Files.writeString(other, Files.readString(other).replaceFirst("\"data\": .*", "\"data\": {}}"));
        HarvestResult harvest = Harvest.of(root).read();
        assertEquals("M31", harvest.datasets().get(0).target().name());
        assertEquals(
                List.of("QA files of one dataset contradict each other: header.TARGNAME of " + A + " is 'M31' in " + A
                        + "_svm_num.json, which is used, and 'M33' in " + A + "_svm_other.json"),
                harvest.warnings());
    }

    @Test
    void reloadedRowsKnowTheirFolderAndAnEmptyTarget() throws IOException {
        qa("night one", A, "num", "", 1);
        qa("j8bt07", B);
        Files.writeString(root.resolve("night one/" + A + "_drz.fits"), "");
        HarvestResult first = Harvest.of(root).read();
        Path h5 = first.rows().writeH5(root.resolve("rows.h5"));
        HarvestResult again = Harvest.of(root).reload(h5);
        assertEquals(first.datasets(), again.datasets());
        assertEquals(
                root.resolve("night one/" + A + "_drz.fits"),
                again.datasets().get(1).image());
        assertEquals("", again.datasets().get(1).target().name());
        assertEquals(List.of(A), names(Harvest.of(root).visit("night one").reload(h5)));
        Harvest elsewhere = Harvest.of(root).visit("j8bt99");
        assertEquals(
                h5 + ": has no row for the visit j8bt99; leave h5 out to harvest the QA files",
                assertThrows(BadInput.class, () -> elsewhere.reload(h5)).getMessage());
    }

    @Test
    void aFileWithoutRowsIsNotWritten() throws IOException {
        Files.writeString(qa("j8bt06", A), "{");
        HarvestResult.Rows none = Harvest.of(root).read().rows();
        Path h5 = root.resolve("rows.h5");
        assertEquals(
                h5 + ": there are no rows to write; harvest valid QA files first",
                assertThrows(BadInput.class, () -> none.writeH5(h5)).getMessage());
        assertTrue(Files.notExists(h5));
    }

    @Test
    void aDiskThatRefusesTheRowsIsBadInput() throws IOException {
        qa("j8bt06", A);
        HarvestResult.Rows rows = Harvest.of(root).read().rows();
        Path h5 = root.resolve("rows.h5");
        Files.createDirectory(root.resolve(".rows.h5." + ProcessHandle.current().pid() + "-"
                + Thread.currentThread().getId() + ".part"));
        String message = assertThrows(BadInput.class, () -> rows.writeH5(h5)).getMessage();
        assertTrue(
                message.startsWith(h5 + ": cannot be written (")
                        && message.endsWith(
                                "choose an output folder that you " + "can write to and that has enough space"),
                message);
    }
}
