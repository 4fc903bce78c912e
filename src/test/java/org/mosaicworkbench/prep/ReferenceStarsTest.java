package org.mosaicworkbench.prep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosaicworkbench.fits.FitsFile;
import org.mosaicworkbench.fits.FitsHeader;
import org.mosaicworkbench.fits.FitsImage;
import org.mosaicworkbench.fits.FitsPart;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.sky.SkyPoint;
import org.mosaicworkbench.sky.Wcs;

class ReferenceStarsTest {

    private static final int SIDE = 5;
    private static final double J2000 = 51544.5;
    /** Two hundredths of an arcsecond per pixel: a star of 20 mas per year moves by a pixel in a year. */
    private static final double SCALE = 0.02 / 3600;

    @TempDir
    Path folder;

    private static FitsHeader science() {
        return FitsHeader.empty()
                .edit()
                .set("EXTNAME", "SCI", "")
                .set("EXTVER", 1, "")
                .set("CTYPE1", "RA---TAN", "")
                .set("CTYPE2", "DEC--TAN", "")
                .set("CRPIX1", 3.0, "")
                .set("CRPIX2", 3.0, "")
                .set("CRVAL1", 150.0, "")
                .set("CRVAL2", 2.0, "")
                .set("CD1_1", -SCALE, "")
                .set("CD1_2", 0.0, "")
                .set("CD2_1", 0.0, "")
                .set("CD2_2", SCALE, "")
                .done();
    }

    /** Its lowest row has no data; it may have weights. */
    private Path image(double start, boolean weighted) {
        float[] pixels = new float[SIDE * SIDE];
        float[] weights = new float[SIDE * SIDE];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = i < SIDE && !weighted ? Float.NaN : 0;
            weights[i] = i < SIDE ? 0 : 7;
        }
        FitsHeader primary =
                FitsHeader.empty().edit().set("EXPSTART", start, "").done();
        List<FitsPart> parts =
                new ArrayList<>(List.of(new FitsPart.NoData(primary), new FitsImage(science(), SIDE, SIDE, pixels)));
        if (weighted) {
            FitsHeader own = FitsHeader.empty()
                    .edit()
                    .set("EXTNAME", "WHT", "")
                    .set("EXTVER", 1, "")
                    .done();
            parts.add(new FitsImage(own, SIDE, SIDE, weights));
        }
        return FitsFile.write(folder.resolve("total_drz.fits"), parts);
    }

    /** Stars on pixels, each with its proper motion in declination, mas per year. */
    private Path catalog(double... xyMotion) throws IOException {
        Path image = image(0, true);
        Wcs wcs;
        try (FitsFile file = FitsFile.open(image)) {
            wcs = Wcs.of(file.requiredHeader("SCI", 1));
        }
        StringBuilder text = new StringBuilder().append("# %ECSV 1.0\n# ---\n# datatype:\n");
        for (String column : List.of("RA", "DEC", "pmra", "pmdec")) {
            text.append("# - {name: ").append(column).append(", datatype: float64}\n");
        }
        text.append("# meta: !!omap\n# - {epoch_mjd: ").append(J2000).append("}\nRA DEC pmra pmdec\n");
        for (int i = 0; i < xyMotion.length; i += 3) {
            SkyPoint at = wcs.toSky(xyMotion[i], xyMotion[i + 1]);
            text.append(String.format(Locale.ROOT, "%.12f %.12f 0.0 %f%n", at.ra(), at.dec(), xyMotion[i + 2]));
        }
        return Files.writeString(folder.resolve("a_hrc_GAIAeDR3_ref_cat.ecsv"), text);
    }

    @Test
    void starsOnPixelsWithDataCount() throws IOException {
        // Two on one pixel and one on a corner count; those on the row without data or outside do not.
        Path catalog = catalog(3, 3, 0, 3.3, 2.8, 0, 5.4, 5.4, 0, 2, 1, 0, 5.6, 3, 0, 3, 0.4, 0);
        assertEquals(3, ReferenceStars.in(image(0, true), catalog));
        assertEquals(3, ReferenceStars.in(image(0, false), catalog), "without weights");
    }

    @Test
    void starsAreWhereTheyWereWhenTheImageWasTaken() throws IOException {
        // In a year two stars leave the row without data, the third leaves the image.
        Path catalog = catalog(3, 1, 20, 4, 1, 20, 3, 4, 40);
        assertEquals(1, ReferenceStars.in(image(J2000, true), catalog));
        assertEquals(2, ReferenceStars.in(image(J2000 + 365.25, true), catalog));
        assertEquals(1, ReferenceStars.in(image(0, true), catalog), "as listed where no time is known");
    }

    @Test
    void anImageWithoutCoordinatesIsNamed() throws IOException {
        Path catalog = catalog(3, 3, 0);
        Path image = FitsFile.write(
                folder.resolve("total_drz.fits"),
                List.of(
                        new FitsPart.NoData(FitsHeader.empty()),
                        new FitsImage(
                                science().edit().set("CTYPE1", "GLON-TAN", "").done(), SIDE, SIDE, new float[25])));
        assertEquals(
                image
                        + ": has no usable world coordinate system: its axes are 'GLON-TAN' and 'DEC--TAN'; only"
                        + " RA---TAN and DEC--TAN, plain or -SIP, are supported; give an image from Hubble's pipeline",
                assertThrows(BadInput.class, () -> ReferenceStars.in(image, catalog))
                        .getMessage());
    }
}
