package org.mosaicworkbench.mosaic.align;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosaicworkbench.Combine;
import org.mosaicworkbench.Slow;
import org.mosaicworkbench.fits.FitsFile;
import org.mosaicworkbench.fits.FitsHeader;
import org.mosaicworkbench.mosaic.Mosaic;
import org.mosaicworkbench.mosaic.RealExposure;
import org.mosaicworkbench.mosaic.detect.Detection;
import org.mosaicworkbench.mosaic.drizzle.ExposurePixels;
import org.mosaicworkbench.sky.SkyPoint;
import org.mosaicworkbench.sky.Wcs;
import org.mosaicworkbench.visit.Detector;
import org.mosaicworkbench.visit.Exposure;

@Slow
class AlignmentTest {

    private static final int SIZE = 320;
    private static final int[][] DITHERS = {{300, 300}, {313, 305}, {293, 321}, {330, 289}};
    private static final double PIXELS = 0.02;
    private static final UnaryOperator<FitsHeader.Editor> AS_IT_IS = UnaryOperator.identity();

    @TempDir
    Path folder;

    @Test
    void anExposureWhoseReferencePixelIsTwoPixelsOffIsFound() {
        visit(h -> h.set("CRPIX1", h.done().number("CRPIX1", 0) + 2, ""));
        Alignment alignment =
                Combine.visit(folder).run().mosaics().get(0).alignment().orElseThrow();
        List<ExposureOffset> offsets = alignment.offsets();
        for (int i = 0; i < 4; i++) {
            assertTrue(offsets.get(i).measured(), offsets.get(i).note());
            assertEquals(i == 2 ? 2 : 0, offsets.get(i).shift().dx(), PIXELS);
            assertEquals(0, offsets.get(i).shift().dy(), PIXELS);
            assertEquals(0, offsets.get(i).roll().degrees(), 1e-3);
        }
    }

    @Test
    void aWrongReferencePositionComesBackToTheOthers() {
        SkyPoint[] truth = new SkyPoint[1];
        visit(h -> {
            Wcs wcs = Wcs.of(h.done());
            truth[0] = wcs.referenceSky();
            SkyPoint wrong = wcs.toSky(
                    wcs.referencePixel().x() + 7.5, wcs.referencePixel().y() - 20);
            return h.set("CRVAL1", wrong.ra(), "").set("CRVAL2", wrong.dec(), "");
        });
        Alignment alignment =
                Combine.visit(folder).run().mosaics().get(0).alignment().orElseThrow();
        Wcs mended = alignment.systems().get(2).get(0);
        assertEquals(0, mended.referenceSky().separation(truth[0]) * 3600e3, 0.5);
    }

    @Test
    void aRolledExposureIsTurnedBack() {
        double roll = 0.3;
        visit(h -> {
            Wcs wcs = Wcs.of(h.done());
            double[] cd = wcs.matrix();
            double cos = Math.cos(Math.toRadians(roll));
            double sin = Math.sin(Math.toRadians(roll));
            // Counter-clockwise on the sky with east left: eta east, xi towards smaller x.
            return h.set("CD1_1", cos * cd[0] + sin * cd[2], "")
                    .set("CD1_2", cos * cd[1] + sin * cd[3], "")
                    .set("CD2_1", -sin * cd[0] + cos * cd[2], "")
                    .set("CD2_2", -sin * cd[1] + cos * cd[3], "");
        });
        Alignment alignment =
                Combine.visit(folder).run().mosaics().get(0).alignment().orElseThrow();
        assertEquals(roll, alignment.offsets().get(2).roll().degrees(), 2e-3);
        assertEquals(1, alignment.offsets().get(2).scale(), 2e-5);
    }

    @Test
    void allTogetherMoveToTheReferenceCatalog() throws IOException {
        visit(AS_IT_IS);
        double shiftDec = 0.5 / 3600;
        writeReference(0, shiftDec, 0.005 / 3600);
        Mosaic mosaic = Combine.visit(folder)
                .output(folder.resolve("out"))
                .run()
                .mosaics()
                .get(0);
        ReferenceFit fit = mosaic.alignment().orElseThrow().reference();
        assertTrue(fit.accepted(), fit.note());
        assertEquals("GAIAeDR3", fit.catalog());
        assertTrue(Files.exists(folder.resolve("out/hst_9019_06_acs_hrc_j8bt06_GAIAeDR3_ref_cat.ecsv")));
        assertTrue(fit.matches() > 50, fit.matches() + " matches");
        assertEquals(5, fit.rmsDec(), 2);
        Wcs before = ExposurePixels.systems(Exposure.read(folder.resolve("j8bt06nyq_flt.fits")))
                .get(0);
        Wcs after = mosaic.alignment().orElseThrow().systems().get(0).get(0);
        assertEquals(
                shiftDec * 3600e3,
                (after.toSky(160, 160).dec() - before.toSky(160, 160).dec()) * 3600e3,
                1.5);
        try (FitsFile file = FitsFile.open(mosaic.images().total())) {
            FitsHeader header = file.requiredHeader("SCI", 1);
            assertEquals("undistorted a posteriori solution aligned by visit to GAIAEDR3", header.text("WCSTYPE"));
            assertEquals("IDC_n721640fj-FIT_SVM_GAIAEDR3", header.text("WCSNAME"));
            assertEquals(fit.matches(), header.number("NMATCHES", 0));
            assertEquals(fit.rmsRa(), header.number("RMS_RA", 0), 1e-9);
            assertEquals(fit.rmsDec(), header.number("RMS_DEC", 0), 1e-9);
        }
    }

    @Test
    void aNoisyReferenceCatalogIsUsedAsTheObservatoryUsesIt() throws IOException {
        visit(AS_IT_IS);
        writeReference(0, 0, 0.035 / 3600);
        Mosaic mosaic = Combine.visit(folder)
                .output(folder.resolve("out"))
                .run()
                .mosaics()
                .get(0);
        ReferenceFit fit = mosaic.alignment().orElseThrow().reference();
        assertTrue(fit.accepted(), fit.note());
        assertEquals(35, fit.rmsDec(), 7);
        try (FitsFile file = FitsFile.open(mosaic.images().total())) {
            assertEquals(fit.matches(), file.requiredHeader("SCI", 1).number("NMATCHES", 0));
        }
    }

    @Test
    void aReferenceCatalogOfOtherStarsIsNotUsedAndTheFitOfTheExposuresStays() throws IOException {
        visit(header -> header.set("RMS_RA", 7.5, "").set("RMS_DEC", 6.5, "").set("NMATCHES", 9, ""));
        writeReference(0, 0, 3.0 / 3600);
        Mosaic mosaic = Combine.visit(folder)
                .output(folder.resolve("out"))
                .run()
                .mosaics()
                .get(0);
        assertFalse(mosaic.alignment().orElseThrow().reference().accepted());
        try (FitsFile file = FitsFile.open(mosaic.images().total())) {
            assertTrue(file.requiredHeader("SCI", 1).text("WCSTYPE").startsWith("undistorted not aligned"));
            assertFalse(file.requiredHeader("SCI", 1).has("NMATCHES"), "the first exposure has none");
        }
        Mosaic third = Combine.visit(onlyThird())
                .output(folder.resolve("third"))
                .run()
                .mosaics()
                .get(0);
        try (FitsFile file = FitsFile.open(third.images().total())) {
            FitsHeader science = file.requiredHeader("SCI", 1);
            assertEquals(9, science.number("NMATCHES", 0));
            assertEquals(7.5, science.number("RMS_RA", 0));
        }
    }

    /** A folder that contains only the third exposure. */
    private Path onlyThird() throws IOException {
        Path alone = Files.createDirectory(folder.resolve("alone"));
        String file = "j8bt06naq_flt.fits";
        return Files.copy(folder.resolve(file), alone.resolve(file)).getParent();
    }

    @Test
    void threeReferenceStarsAreTooFew() throws IOException {
        visit(AS_IT_IS);
        Files.writeString(
                folder.resolve("hst_9019_06_acs_hrc_j8bt06_GAIAeDR3_ref_cat.ecsv"),
                header() + "6.02 -72.083 17\n6.021 -72.0831 17\n6.0215 -72.0832 17\n");
        assertEquals(
                "too few sources: ",
                Combine.visit(folder)
                        .output(folder.resolve("out"))
                        .run()
                        .mosaics()
                        .get(0)
                        .alignment()
                        .orElseThrow()
                        .reference()
                        .note()
                        .substring(0, 17));
    }

    private void visit(UnaryOperator<FitsHeader.Editor> third) {
        for (int i = 0; i < DITHERS.length; i++) {
            double start = 52377.8 + i / 1000.0;
            RealExposure.cutOut(
                    folder,
                    "j8bt06n" + "yzab".charAt(i) + "q",
                    DITHERS[i][0],
                    DITHERS[i][1],
                    SIZE,
                    h -> h.set("EXPSTART", start, ""),
                    i == 2 ? third : AS_IT_IS);
        }
    }

    /** A catalog of the first exposure's stars at the positions in its header, shifted, with errors. */
    private void writeReference(double shiftRa, double shiftDec, double sigma) throws IOException {
        ExposurePixels pixels =
                ExposurePixels.read(Exposure.read(folder.resolve("j8bt06nyq_flt.fits")), Detector.HRC.goodBits());
        Random random = new Random(5);
        StringBuilder text = new StringBuilder(header());
        Wcs wcs = pixels.chips().get(0).wcs();
        for (Detection star : ExposureSources.of(pixels, Detector.HRC.starWidth())
                .chips()
                .get(0)
                .subList(0, 150)) {
            SkyPoint sky = wcs.toSky(star.x(), star.y());
            text.append(sky.ra() + shiftRa + sigma * random.nextGaussian() / Math.cos(Math.toRadians(sky.dec())))
                    .append(' ')
                    .append(sky.dec() + shiftDec + sigma * random.nextGaussian())
                    .append(" 18.0\n");
        }
        Files.writeString(folder.resolve("hst_9019_06_acs_hrc_j8bt06_GAIAeDR3_ref_cat.ecsv"), text.toString());
    }

    private static String header() {
        return """
            # %ECSV 1.0
            # ---
            # datatype:
            # - {name: RA, datatype: float64, unit: deg}
            # - {name: DEC, datatype: float64, unit: deg}
            # - {name: mag, datatype: float64}
            RA DEC mag
            """;
    }
}
