package org.mosaicworkbench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosaicworkbench.corrupt.ShiftedStars;
import org.mosaicworkbench.decision.Decision;
import org.mosaicworkbench.fits.FitsFile;
import org.mosaicworkbench.predict.PredictResult;
import org.mosaicworkbench.prep.Categories;
import org.mosaicworkbench.prep.PrepResult;

class MovingTargetTest {

    private static final int CARD = 80;

    @TempDir
    Path folder;

    /** A moving target has a different position in each exposure, so the headers disagree. */
    @Test
    void aVisitWhoseExposuresNameOtherPlacesOfTheTargetIsPrepared() throws IOException {
        Path visit = new ShiftedStars(40, List.of("F606W", "F606W"), 180, 30).write(folder.resolve("j8zz01"));
        double first;
        try (FitsFile fits = FitsFile.open(visit.resolve(ShiftedStars.root(0) + "_flt.fits"))) {
            first = fits.primary().number("RA_TARG", 0);
        }
        moveTarget(visit.resolve(ShiftedStars.root(1) + "_flt.fits"));
        Path products = folder.resolve("products/j8zz01");
        Path total = Combine.visit(visit).output(products).run().totals().get(0);
        try (FitsFile fits = FitsFile.open(total)) {
            assertEquals(first, fits.primary().number("RA_TARG", 0), 1e-9);
        }
        PrepResult prepared = Prep.of(products.getParent())
                .output(folder.resolve("table"))
                .category(Categories.none())
                .draw(false)
                .run();
        assertEquals(List.of(), prepared.failures());
        assertEquals(1, prepared.table().rowCount());
    }

    @Test
    void aMosaicOfAMovingTargetGetsNoVerdict() throws IOException {
        Path visit = new ShiftedStars(40, List.of("F606W", "F606W"), 180, 30).write(folder.resolve("j8zz01"));
        for (int exposure = 0; exposure < 2; exposure++) {
            setFirst(visit.resolve(ShiftedStars.root(exposure) + "_flt.fits"), "EXPSTART=", "MTFLAG  = 'T'");
        }
        setFirst(visit.resolve(ShiftedStars.root(1) + "_flt.fits"), "TELESCOP=", "FGSLOCK = 'GYROS'");
        Path products = folder.resolve("products/j8zz01");
        Combine.visit(visit).output(products).run();
        PrepResult prepared = Prep.of(products.getParent())
                .output(folder.resolve("table"))
                .category(Categories.none())
                .run();
        assertEquals(List.of(), prepared.failures());
        assertTrue(
                prepared.warnings()
                        .contains("no verdict, moving target: 1 dataset, the first hst_9999_01_acs_hrc_total_j8zz01"),
                () -> prepared.warnings().toString());
        PredictResult said = Predict.alignment(prepared.csv(), prepared.img())
                .outputPath(folder.resolve("said"))
                .run();
        String name = "hst_9999_01_acs_hrc_total_j8zz01";
        assertEquals(Decision.NO_VERDICT, said.answer(name).decision());
        assertEquals("moving target", said.answer(name).why());
        assertEquals(0.0, said.table().doubleColumn("y_pred").get(0));
        assertEquals(
                List.of(name, "moving target"), said.noVerdict().cells().get(0).subList(0, 2));
        assertTrue(
                said.toString().contains("guiding or quality in doubt, according to its headers  " + name),
                said.toString());
        assertTrue(said.report().contains("0.0=aligned          0    0.0 %"), said.report());
        assertTrue(
                said.report().contains("\nno verdict           1  100.0 %\n       1  moving target\n"), said.report());
        assertEquals("", Files.readString(folder.resolve("said/predictions/compromised.txt")));
    }

    private static void moveTarget(Path file) throws IOException {
        setFirst(file, "RA_TARG =", "RA_TARG = 123.456");
    }

    private static void setFirst(Path file, String old, String with) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        int at = new String(bytes, StandardCharsets.ISO_8859_1).indexOf(old);
        String card = String.format("%-" + CARD + "s", with);
        System.arraycopy(card.getBytes(StandardCharsets.ISO_8859_1), 0, bytes, at, CARD);
        Files.write(file, bytes);
    }
}
