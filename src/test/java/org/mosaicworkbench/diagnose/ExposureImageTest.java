package org.mosaicworkbench.diagnose;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosaicworkbench.fits.FitsFile;
import org.mosaicworkbench.fits.FitsHeader;
import org.mosaicworkbench.fits.FitsImage;
import org.mosaicworkbench.fits.FitsPart;
import org.mosaicworkbench.mosaic.StarField;
import org.mosaicworkbench.mosaic.align.ExposureSources;
import org.mosaicworkbench.mosaic.detect.Background;
import org.mosaicworkbench.mosaic.detect.Detection;
import org.mosaicworkbench.mosaic.detect.SubtractedImage;
import org.mosaicworkbench.mosaic.drizzle.ExposurePixels;
import org.mosaicworkbench.sky.PixelPoint;
import org.mosaicworkbench.visit.Detector;
import org.mosaicworkbench.visit.Exposure;

class ExposureImageTest {

    private static final int SIZE = 300;
    private static final double EXPTIME = 100;

    @TempDir
    private Path folder;

    private Exposure image(String rootname, long seed) {
        return image(rootname, seed, 1);
    }

    private Exposure image(String rootname, long seed, long field) {
        Random random = new Random(seed);
        float[] pixels = StarField.image(StarField.stars(60, SIZE, 20, new Random(field)), SIZE, SIZE, 0, 0.5, random);
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] += (float) (0.01 * (i % SIZE));
            pixels[i] = i / SIZE < 20 ? Float.NaN : pixels[i];
        }
        FitsHeader.Editor header = FitsHeader.empty().edit();
        header.set("EXTNAME", "SCI", "").set("EXTVER", 1, "").set("BUNIT", "ELECTRONS/S", "");
        header.set("CTYPE1", "RA---TAN", "").set("CTYPE2", "DEC--TAN", "");
        header.set("CRPIX1", 150.0, "")
                .set("CRPIX2", 150.0, "")
                .set("CRVAL1", 10.0, "")
                .set("CRVAL2", 20.0, "");
        header.set("CD1_1", -1e-5, "")
                .set("CD1_2", 0.0, "")
                .set("CD2_1", 0.0, "")
                .set("CD2_2", 1e-5, "");
        Path file = FitsFile.write(
                folder.resolve(rootname + "_drz.fits"),
                List.of(new FitsPart.NoData(FitsHeader.empty()), new FitsImage(header.done(), SIZE, SIZE, pixels)));
        return new Exposure(
                file, rootname, new Exposure.Observation("1", "ANY", "acs", EXPTIME, 60000), Detector.HRC, "F606W", 1);
    }

    @Test
    void whatIsSharedIsWhatEachWouldFindByItself() {
        Exposure exposure = image("j00000001", 2);
        ExposureImage shared = ExposureImage.read(List.of(exposure), 1).get(0);
        ExposurePixels pixels = ExposurePixels.drizzled(exposure);
        double width = Detector.HRC.starWidth();
        assertEquals(ExposureSources.of(pixels, width).chips(), shared.sources().chips());
        // The first twenty of 300 rows have no data.
        assertEquals(new PixelPoint(150.5, 160.5), shared.sources().origin());
        assertEquals(0, pixels.sky());
        List<Detection> sources = shared.sources().chips().get(0);
        assertTrue(sources.size() > 30, sources::toString);

        float[] values = pixels.chips().get(0).raster().values();
        SubtractedImage flat = Background.of(values, SIZE, SIZE, 64).under(values);
        List<SourceShape> alone = new ArrayList<>();
        for (Detection one : sources) {
            if (sources.stream().noneMatch(other -> spoils(other, one))) {
                alone.add(SourceShape.of(flat, one.x(), one.y()));
            }
        }
        assertEquals(alone, shared.lone());
        assertTrue(alone.size() < sources.size());

        SignificantPixels significant = SignificantPixels.of(flat, 1 / EXPTIME);
        assertEquals(significant.size(), shared.significant().size());
        assertEquals(significant.sum(), shared.significant().sum());
        assertTrue(significant.size() > 100);
    }

    private static boolean spoils(Detection other, Detection one) {
        double apart = Math.hypot(other.x() - one.x(), other.y() - one.y());
        return other.peak() > 0.05 * one.peak() && apart > 0.5 && apart < 9;
    }

    @Test
    void anotherSkyMovesNoSource() {
        Exposure exposure = image("j00000001", 2);
        List<Detection> drizzled = ExposureImage.read(List.of(exposure), 1)
                .get(0)
                .sources()
                .chips()
                .get(0);
        ExposurePixels subtracted = ExposurePixels.read(exposure, 0);
        assertTrue(subtracted.sky() > 0.5);
        List<Detection> others =
                ExposureSources.of(subtracted, Detector.HRC.starWidth()).chips().get(0);
        assertEquals(others.size(), drizzled.size());
        for (int i = 0; i < others.size(); i++) {
            assertEquals(others.get(i).x(), drizzled.get(i).x(), 1e-4);
            assertEquals(others.get(i).y(), drizzled.get(i).y(), 1e-4);
            assertEquals(1, others.get(i).snr() / drizzled.get(i).snr(), 1e-4);
        }
    }

    @Test
    void numbersAreTheSameWithAnyNumberOfThreads() {
        List<Exposure> exposures =
                List.of(image("j00000001", 2), image("j00000002", 3), image("j00000003", 4), image("j00000004", 5));
        ExposureNumbers one = numbers(exposures, 1);
        assertEquals(4, one.compared());
        assertTrue(one.offset().pixels() < 0.1, one::toString);
        assertTrue(one.trail().length() < 1, one::toString);
        assertEquals(one, numbers(exposures, 2));
        assertEquals(one, numbers(exposures, 3));
    }

    /** One exposure shows another field, so its sources cannot be compared. */
    @Test
    void imagesAreComparedAlikeWithAnyNumberOfThreads() {
        List<Exposure> exposures = List.of(image("j00000001", 2), image("j00000002", 3), image("j00000003", 4, 7));
        ExposureNumbers one = numbers(exposures, 1);
        assertEquals(2, one.compared());
        assertEquals(1, one.unknown());
        assertEquals(2, one.images().connected());
        assertTrue(one.images().offset() < 0.5, one::toString);
        assertEquals(one, numbers(exposures, 2));
        assertEquals(one, numbers(exposures, 3));
    }

    private static ExposureNumbers numbers(List<Exposure> exposures, int threads) {
        return ExposureNumbers.of("some", ExposureImage.read(exposures, threads), exposures.size(), 0.2, threads);
    }

    /** A Gaussian keeps its variances for any window, as long as it is narrower. */
    @Test
    void theShapeOfATrailedStarIsRecovered() {
        float[] star = star(2.0, 1.0, 0.6);
        SourceShape shape = shape(star, 21.3);
        assertTrue(shape.measured());
        assertEquals(3.0, shape.sum(), 0.03);
        assertEquals(1.0 * Math.cos(1.2), shape.plus(), 0.02);
        assertEquals(1.0 * Math.sin(1.2), shape.cross(), 0.02);

        assertFalse(shape(star, 5).measured());
        star[20 * 41 + 18] = Float.NaN;
        assertFalse(shape(star, 21.3).measured());
        float[] dark = star(4, 4, 0);
        for (int i = 0; i < dark.length; i++) {
            dark[i] = 1000 - dark[i];
        }
        assertFalse(shape(dark, 21.3).measured());
    }

    /** Measures the shape on an image without background. */
    private static SourceShape shape(float[] image, double x) {
        Background none = Background.of(new float[image.length], 41, 41, 64);
        return SourceShape.of(none.under(image), x, 20.6);
    }

    /** @param angle direction of the larger variance, radians */
    private static float[] star(double larger, double smaller, double angle) {
        float[] image = new float[41 * 41];
        for (int i = 0; i < image.length; i++) {
            int row = i / 41;
            double dx = i % 41 - 20.3;
            double dy = row - 19.6;
            double along = dx * Math.cos(angle) + dy * Math.sin(angle);
            double across = dy * Math.cos(angle) - dx * Math.sin(angle);
            image[i] = (float) (1000 * Math.exp(-along * along / (2 * larger) - across * across / (2 * smaller)));
        }
        return image;
    }
}
