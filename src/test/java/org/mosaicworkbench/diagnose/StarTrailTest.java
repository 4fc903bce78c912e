package org.mosaicworkbench.diagnose;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mosaicworkbench.fits.FitsFile;
import org.mosaicworkbench.fits.FitsHeader;
import org.mosaicworkbench.fits.FitsImage;
import org.mosaicworkbench.fits.FitsPart;
import org.mosaicworkbench.mosaic.StarField;
import org.mosaicworkbench.visit.Detector;
import org.mosaicworkbench.visit.Exposure;

/** Synthetic exposures with known PSF and trails: Gaussians integrated over pixels, moved evenly. */
class StarTrailTest {

    private static final int SIZE = 300;
    private static final double SIGMA = 0.95;
    private static final double SIGMA_OF_PIXEL = Math.sqrt(1 / 12.0);
    private static final List<StarField.Star> STARS = StarField.stars(70, SIZE, 60, new Random(1));
    private static final Trail NONE = new Trail(0, 0);

    @TempDir
    private Path folder;

    /**
     * @param length length, pixels
     * @param angle angle, radians
     */
    private record Trail(double length, double angle) {}

    /**
     * A star image.
     *
     * @param elongation elongation at the centre of the field
     * @param angle direction of the long axis there, radians
     * @param change increase of the ellipticity towards the right, and decrease towards the left
     */
    private record Shape(double elongation, double angle, double change) {

        /** The difference between the variances along and across the angle, at a position from -1 to 1. */
        double[] vector(double place) {
            double square = elongation * elongation;
            double length = 2 * SIGMA * SIGMA * ((square - 1) / (square + 1));
            double along = 2 * SIGMA * SIGMA * change * place;
            return new double[] {length * Math.cos(2 * angle) + along, length * Math.sin(2 * angle)};
        }
    }

    private List<StarTrail> trails(Shape shape, long seed, Trail... trails) {
        List<Exposure> exposures = new ArrayList<>();
        for (int i = 0; i < trails.length; i++) {
            exposures.add(exposure(i, image(shape, trails[i], new Random(seed + i))));
        }
        List<ExposureImage> images = ExposureImage.read(exposures, 1);
        return StarTrail.of(images, ExposureImage.withSources(images));
    }

    private Exposure exposure(int number, float[] pixels) {
        FitsHeader.Editor header = FitsHeader.empty().edit();
        header.set("EXTNAME", "SCI", "").set("EXTVER", 1, "").set("BUNIT", "ELECTRONS/S", "");
        header.set("CTYPE1", "RA---TAN", "").set("CTYPE2", "DEC--TAN", "");
        header.set("CRPIX1", 150.0, "").set("CRPIX2", 150.0, "");
        header.set("CRVAL1", 10.0, "").set("CRVAL2", 20.0, "");
        header.set("CD1_1", -1e-5, "").set("CD1_2", 0.0, "");
        header.set("CD2_1", 0.0, "").set("CD2_2", 1e-5, "");
        String rootname = "j0000000" + number;
        Path file = FitsFile.write(
                folder.resolve(rootname + "_drz.fits"),
                List.of(new FitsPart.NoData(FitsHeader.empty()), new FitsImage(header.done(), SIZE, SIZE, pixels)));
        return new Exposure(
                file, rootname, new Exposure.Observation("1", "ANY", "acs", 100, 60000), Detector.WFC, "F606W", 1);
    }

    private static float[] image(Shape shape, Trail trail, Random random) {
        float[] image = new float[SIZE * SIZE];
        for (int i = 0; i < image.length; i++) {
            image[i] = (float) (0.5 * random.nextGaussian());
        }
        int steps = 1 + (int) Math.ceil(8 * trail.length);
        for (StarField.Star star : STARS) {
            double[] vector = shape.vector(2 * star.x() / SIZE - 1);
            for (int step = 0; step < steps; step++) {
                double along = trail.length * ((step + 0.5) / steps - 0.5);
                add(
                        image,
                        new StarField.Star(
                                star.x() + along * Math.cos(trail.angle),
                                star.y() + along * Math.sin(trail.angle),
                                star.flux() / steps),
                        vector);
            }
        }
        return image;
    }

    /** A Gaussian as wide as another one averaged over the area of a pixel. */
    private static void add(float[] image, StarField.Star star, double[] vector) {
        double xx = SIGMA * SIGMA + SIGMA_OF_PIXEL * SIGMA_OF_PIXEL + vector[0] / 2;
        double yy = SIGMA * SIGMA + SIGMA_OF_PIXEL * SIGMA_OF_PIXEL - vector[0] / 2;
        double xy = vector[1] / 2;
        double det = xx * yy - xy * xy;
        for (int y = Math.max(1, (int) star.y() - 9); y <= Math.min(SIZE, star.y() + 9); y++) {
            for (int x = Math.max(1, (int) star.x() - 9); x <= Math.min(SIZE, star.x() + 9); x++) {
                double dx = x - star.x();
                double dy = y - star.y();
                image[(y - 1) * SIZE + x - 1] += (float) (star.flux()
                        / (2 * Math.PI * Math.sqrt(det))
                        * Math.exp(-(yy * dx * dx - 2 * xy * dx * dy + xx * dy * dy) / (2 * det)));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"1.00, 0.3, 0", "1.08, 0.3, 0", "1.13, -1.2, 0", "1.02, 0, 0.2"})
    void aStarImageThatIsNotRoundIsNoTrail(double elongation, double angle, double change) {
        List<StarTrail> trails = trails(new Shape(elongation, angle, change), 11, NONE, NONE, NONE);
        assertEquals(3, trails.size());
        for (StarTrail trail : trails) {
            assertTrue(trail.length() < 0.5, trail::toString);
            assertTrue(trail.significance() < 2, trail::toString);
            assertTrue(trail.error() > 0.5, trail::toString);
            assertEquals(elongation, trail.image().elongation(), 0.03, trail::toString);
        }
        ExposurePsf image = trails.get(0).image();
        assertEquals(change / Math.sqrt(3), image.change(), 0.02 + 0.2 * change, image::toString);
        String remark = StarTrail.remark(trails, 3);
        if (elongation > 1.1) {
            assertEquals(Math.toDegrees(angle), image.angle(), 4, image::toString);
            assertTrue(
                    remark.matches("; the star image is elongated by 1\\.1\\d at -[67]\\d degrees .* not a trail"),
                    remark);
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {1.5, 2, 4, 8})
    void theTrailOfOneExposureIsMeasuredWhateverTheStarImage(double length) {
        List<StarTrail> trails = trails(new Shape(1.1, 0.5, 0.05), 21, NONE, new Trail(length, 1.9), NONE, NONE);
        StarTrail trail = StarTrail.clearest(trails).orElseThrow();
        assertEquals("j00000001", trail.exposure());
        assertEquals(length, trail.length(), Math.min(trail.error(), 0.15 * length), trail::toString);
        assertEquals(1.1, trail.image().elongation(), 0.03);
        trails.stream().filter(one -> !one.equals(trail)).forEach(one -> assertTrue(one.length() < 0.5, one::toString));
        String remark = StarTrail.remark(trails, 4);
        assertEquals(
                length >= 4,
                remark.matches("; the stars of j00000001 are trailed by \\d\\.\\d \\+- \\d\\.\\d px, .*"),
                remark);
    }

    /** Whether one exposure of two or three of four are trailed: the wider ones are. */
    @Test
    void exposuresThatTrailAreTheWiderOnes() {
        Trail trail = new Trail(3, -0.4);
        List<StarTrail> two = trails(new Shape(1.05, 1, 0), 31, trail, NONE);
        assertEquals(3, two.get(0).length(), 0.3);
        assertTrue(two.get(1).length() < 0.5, two::toString);
        List<StarTrail> four = trails(new Shape(1.05, 1, 0), 41, trail, trail, NONE, trail);
        for (StarTrail one : four) {
            assertEquals(one.exposure().endsWith("2") ? 0 : 3, one.length(), 0.5, one::toString);
        }
    }

    @Test
    void aTrailOfAllIsSeenWhereItIsLongerThanAnyStarImage() {
        Trail longer = new Trail(5, 0.7);
        List<StarTrail> trails = trails(new Shape(1.05, -1, 0), 51, longer, longer, longer);
        for (StarTrail one : trails) {
            assertEquals(5, one.length(), 2 * one.error(), one::toString);
            assertTrue(one.length() > 4, one::toString);
        }
        assertTrue(
                StarTrail.remark(trails, 3).startsWith("; the stars of all are trailed by up to "),
                () -> StarTrail.remark(trails, 3));

        Trail shorter = new Trail(1, 0.7);
        StarTrail hidden = StarTrail.clearest(trails(new Shape(1.05, -1, 0), 61, shorter, shorter, shorter))
                .orElseThrow();
        assertEquals(1, hidden.length(), 1.5 * hidden.error(), hidden::toString);
        assertTrue(hidden.significance() < 2, hidden::toString);
    }
}
