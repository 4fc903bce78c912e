package org.mosaicworkbench.corrupt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mosaicworkbench.Combine;
import org.mosaicworkbench.Corrupt;
import org.mosaicworkbench.Slow;
import org.mosaicworkbench.fits.FitsFile;
import org.mosaicworkbench.fits.FitsImage;
import org.mosaicworkbench.mosaic.AlignMode;
import org.mosaicworkbench.mosaic.detect.Centroid;
import org.mosaicworkbench.sky.PixelPoint;
import org.mosaicworkbench.sky.SkyPoint;
import org.mosaicworkbench.sky.Wcs;

/**
 * Locates the stars in images made from corrupted exposures. Every exposure has its own filter, so each filter image
 * shows the position of one exposure.
 */
@Slow
class OnTheSkyTest {

    private static final double TOLERANCE_PIXELS = 0.05;

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "SHIFT,0",
        "SHIFT,52",
        "SHIFT,89",
        "ROLL,0",
        "ROLL,52",
        "ROLL,89",
        "DRIFT,0",
        "DRIFT,52",
        "DRIFT,89",
        "REACQUIRE,0",
        "REACQUIRE,52",
        "REACQUIRE,89",
        "CRPIX,0",
        "CRPIX,52",
        "CRPIX,89",
        "SHIFT,-89.99"
    })
    void starsAreLaidWhereTheOffsetSays(Kind kind, double dec) {
        ShiftedStars field = ShiftedStars.threeFilters(dec);
        field.write(folder.resolve("visits/j8zz01"));
        SyntheticVisit copy = Corrupt.visits(folder.resolve("visits"))
                .outputs(folder.resolve("synthetic"))
                .palette(Palette.REX)
                .mode(Mode.STOC)
                .threshold(Threshold.MAJOR)
                .kinds(kind)
                .seed(5)
                .run()
                .copies()
                .get(0);
        Map<String, ExposureChange> changes = new HashMap<>();
        copy.corruption().exposures().forEach(e -> changes.put(e.rootname(), e));
        assertTrue(copy.corruption().largest() >= (kind == Kind.DRIFT ? 14 : 10), copy::toString);
        List<Path> images = Combine.visit(copy.folder())
                .output(folder.resolve("products"))
                .align(AlignMode.NONE)
                .run()
                .mosaics()
                .get(0)
                .images()
                .filters();
        for (int i = 0; i < images.size(); i++) {
            int exposure = i;
            ExposureChange change = changes.get(ShiftedStars.root(exposure));
            FitsImage image = image(images.get(i));
            Wcs laid = Wcs.of(image.header());
            for (SkyPoint star : field.stars()) {
                PixelPoint expected =
                        laid.toPixel(change == null ? star : moved(field.wcs(exposure), kind, change, star));
                PixelPoint found = Centroid.of(image, expected, ShiftedStars.SIGMA);
                double off = Math.hypot(found.x() - expected.x(), found.y() - expected.y());
                assertEquals(0, off, TOLERANCE_PIXELS, () -> copy + ", exposure " + exposure + ", star " + star);
            }
        }
    }

    /** The claimed position of a star's light, computed on the tangent plane at CRVAL. */
    private static SkyPoint moved(Wcs truth, Kind kind, ExposureChange change, SkyPoint star) {
        Wcs plane = Wcs.northUp(1, 1, truth.referenceSky(), ShiftedStars.PIXEL);
        PixelPoint at = plane.toPixel(star);
        double east = 1 - at.x();
        double north = at.y() - 1;
        double x = change.motion().offset().x();
        double y = change.motion().offset().y();
        double[] m = truth.matrix();
        double angle = Math.toRadians(change.motion().rollDegrees());
        double[] moved = switch (kind) {
            case SHIFT, DRIFT, REACQUIRE -> new double[] {east + x, north + y};
            case CRPIX ->
                new double[] {
                    east - (m[0] * x + m[1] * y) / ShiftedStars.PIXEL,
                    north - (m[2] * x + m[3] * y) / ShiftedStars.PIXEL
                };
            case ROLL ->
                new double[] {
                    east * Math.cos(angle) + north * Math.sin(angle), north * Math.cos(angle) - east * Math.sin(angle)
                };
        };
        return plane.toSky(1 - moved[0], 1 + moved[1]);
    }

    private static FitsImage image(Path file) {
        try (FitsFile fits = FitsFile.open(file)) {
            return fits.image("SCI", 1);
        }
    }
}
