package org.mosaicworkbench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosaicworkbench.corrupt.PointingShift;
import org.mosaicworkbench.corrupt.ShiftedStars;
import org.mosaicworkbench.diagnose.DiagnoseResult;
import org.mosaicworkbench.diagnose.ExposureTable;
import org.mosaicworkbench.diagnose.MeasuredExposure;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.io.Csv;
import org.mosaicworkbench.maths.UncertainShift;
import org.mosaicworkbench.mosaic.AlignMode;
import org.mosaicworkbench.mosaic.CosmicRayRejection;
import org.mosaicworkbench.mosaic.ExposureImages;
import org.mosaicworkbench.prep.Categories;
import org.mosaicworkbench.prep.PrepResult;
import org.mosaicworkbench.visit.Exposure;
import org.mosaicworkbench.visit.Visit;

/** The use of single-exposure images in preparation. */
@Slow
class PrepExposuresTest {

    private static final String INDEX = "hst_9999_01_acs_hrc_total_j8zz01";

    @TempDir
    Path folder;

    private Path products() {
        Path visit = new ShiftedStars(40, Collections.nCopies(4, "F606W"), 180, 40).write(folder.resolve("j8zz01"));
        Path copy = new PointingShift(3, -4).copy(Visit.read(visit), ShiftedStars.root(1), folder.resolve("copy"));
        return Combine.visit(copy)
                .align(AlignMode.NONE)
                .reject(CosmicRayRejection.ALWAYS)
                .output(folder.resolve("products/j8zz01"))
                .run()
                .totals()
                .get(0);
    }

    private PrepResult prepared(boolean exposures) {
        return Prep.of(folder.resolve("products"))
                .output(folder.resolve("out"))
                .category(Categories.none())
                .exposures(exposures)
                .run();
    }

    private Map<String, String> measured() throws IOException {
        List<String> lines = Files.readAllLines(folder.resolve("out/svm_data_measured.csv"));
        List<String> names = Csv.fields(lines.get(0));
        List<String> fields = Csv.fields(lines.get(1));
        return IntStream.range(0, names.size()).boxed().collect(Collectors.toMap(names::get, fields::get));
    }

    @Test
    void howFarTheWorstExposureIsOffStandsAmongTheMeasuredNumbers() throws IOException {
        Path total = products();
        List<Exposure> images = ExposureImages.beside(total);
        assertEquals(
                List.of(ShiftedStars.root(0), ShiftedStars.root(1), ShiftedStars.root(2), ShiftedStars.root(3)),
                images.stream().map(Exposure::rootname).toList());
        assertEquals(
                "hst_9999_01_acs_hrc_f606w_" + ShiftedStars.root(1).substring(0, 8) + "_drz.fits",
                images.get(1).file().getFileName().toString());
        prepared(true);
        Map<String, String> numbers = measured();
        assertEquals("4.0", numbers.get("exposures_compared"));
        assertEquals("0.0", numbers.get("exposures_unknown"));
        assertEquals(5, Double.parseDouble(numbers.get("exposure_offset")), 0.1);
        assertEquals("", numbers.get("image_offset"));
        Path table = folder.resolve("out/svm_data_exposures.csv");
        List<MeasuredExposure> exposures = ExposureTable.read(table).of(INDEX);
        assertEquals(
                IntStream.range(0, 4).mapToObj(ShiftedStars::root).toList(),
                exposures.stream().map(one -> one.shift().rootname()).toList());
        UncertainShift second = exposures.get(1).shift().shift();
        UncertainShift first = exposures.get(0).shift().shift();
        assertEquals(5, Math.hypot(second.dx() - first.dx(), second.dy() - first.dy()), 3 * second.error());
        assertEquals(180 / Math.sqrt(6), exposures.get(1).spread(), 2);
        assertEquals(
                Files.readString(table),
                Files.readString(ExposureTable.read(table).write(folder.resolve("again.csv"))));
        prepared(false);
        assertEquals("", measured().get("exposure_offset"));
        assertFalse(Files.exists(table), "a table of an earlier run would be read as this one's");
    }

    @Test
    void aTableOfExposuresThatIsNoneIsRefusedByName() throws IOException {
        Path table = Files.writeString(folder.resolve("x_exposures.csv"), "index,exposure\na,b\n");
        String refused =
                assertThrows(BadInput.class, () -> ExposureTable.read(table)).getMessage();
        assertTrue(refused.contains("x_exposures.csv") && refused.contains("has no column filters"), refused);
    }

    @Test
    void whatWasMeasuredIsKeptUntilAnImageIsNewer() throws IOException {
        Path total = products();
        prepared(true);
        Path kept = folder.resolve("out/img").resolve(INDEX).resolve(INDEX + "_compared.csv");
        String whole = Files.readString(kept);
        Files.writeString(kept, whole.replaceFirst("\\n4\\.0,0\\.0,[^,]*,", "\n4.0,0.0,7.5,"));
        prepared(true);
        assertEquals("7.5", measured().get("exposure_offset"));
        Files.writeString(kept, whole.substring(0, whole.length() / 2));
        prepared(true);
        assertEquals(whole, Files.readString(kept));
        Files.writeString(kept, whole.replaceFirst("\\n4\\.0,0\\.0,[^,]*,", "\n4.0,0.0,7.5,"));
        Path image = ExposureImages.files(total).get(0);
        Files.setLastModifiedTime(
                image, FileTime.fromMillis(Files.getLastModifiedTime(image).toMillis() - 5000));
        prepared(true);
        assertEquals(
                5, Double.parseDouble(measured().get("exposure_offset")), 0.1, "an older image is another one too");
    }

    @Test
    void anExposureWithoutAnImageIsNotKnownToAgree() throws IOException {
        Path total = products();
        Files.delete(ExposureImages.files(total).get(1));
        prepared(true);
        assertEquals("3.0", measured().get("exposures_compared"));
        assertEquals("1.0", measured().get("exposures_unknown"));
        String verdict = Diagnose.visit(total).run().verdict();
        assertTrue(
                verdict.startsWith(INDEX + ": all 3 exposures agree: ")
                        && verdict.endsWith("; 1 exposure in the mosaic has no image to compare"),
                verdict);
    }

    @Test
    void imagesOfAnotherGridAndTwoOfOneExposureAreRefusedByName() throws IOException {
        Path total = products();
        Path image = ExposureImages.files(total).get(1);
        Path twin = image.resolveSibling(image.getFileName().toString().replace("_drz", "_drc"));
        Files.copy(image, twin);
        String twice =
                assertThrows(BadInput.class, () -> ExposureImages.beside(total)).getMessage();
        assertTrue(twice.contains(" belongs to the same exposure as "), twice);
        Files.delete(twin);
        byte[] bytes = Files.readAllBytes(image);
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        int at = text.indexOf("CRPIX1  =", text.indexOf("XTENSION")) + 10;
        System.arraycopy("                12.0".getBytes(StandardCharsets.ISO_8859_1), 0, bytes, at, 20);
        Files.write(image, bytes);
        String moved =
                assertThrows(BadInput.class, () -> ExposureImages.beside(total)).getMessage();
        assertTrue(
                moved.startsWith(image + ": is not on the grid of its total image: its CRPIX1 is 12.0 and not "),
                moved);
        DiagnoseResult alone = Diagnose.visit(total).run();
        assertEquals(1, alone.single().size() + alone.echoes().size());
        assertTrue(
                alone.failures().get(0).reason().endsWith("; only the mosaic itself was examined"),
                () -> alone.failures().toString());
    }

    @Test
    void processingTakesAwayItsOwnOldImagesAndNoOthers() throws IOException {
        Path total = products();
        Path own = ExposureImages.files(total).get(0);
        Path foreign = own.resolveSibling(own.getFileName().toString().replace("_drz", "_drc"));
        Files.copy(own, foreign);
        Combine.visit(folder.resolve("copy"))
                .align(AlignMode.NONE)
                .single(false)
                .output(total.getParent())
                .run();
        assertEquals(List.of(foreign), ExposureImages.files(total));
    }

    @Test
    void aBrokenImageOfAnExposureIsAWarningAndTheDatasetIsPrepared() throws IOException {
        Path image = ExposureImages.files(products()).get(2);
        byte[] bytes = Files.readAllBytes(image);
        Files.write(image, Arrays.copyOf(bytes, bytes.length / 4));
        PrepResult result = prepared(true);
        assertEquals(1, result.table().rowCount());
        assertEquals(List.of(), result.failures());
        assertTrue(
                result.warnings().stream()
                        .anyMatch(w -> w.startsWith("single-exposure images that were not compared: those of 1 "
                                        + "dataset, the first: ")
                                && w.contains(image.getFileName().toString())),
                () -> result.warnings().toString());
        assertEquals("", measured().get("exposures_compared"));
        assertFalse(Files.exists(folder.resolve("out/img").resolve(INDEX).resolve(INDEX + "_compared.csv")));
    }
}
