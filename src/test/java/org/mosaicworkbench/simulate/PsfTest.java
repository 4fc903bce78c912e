package org.mosaicworkbench.simulate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mosaicworkbench.Slow;
import org.mosaicworkbench.sky.PixelPoint;
import org.mosaicworkbench.visit.Detector;

@Slow
class PsfTest {

    private static final int SIDE = 121;

    private static Psf psf(Detector detector, String filter) {
        return optics(detector, filter).psf(new Blur(0, 0, 0, Blur.Elongation.NONE));
    }

    private static Optics optics(Detector detector, String filter) {
        return Optics.of(Bandpass.of(detector, filter));
    }

    private static float[] star(Psf psf, double x, double y) {
        float[] image = new float[SIDE * SIDE];
        psf.draw(image, SIDE, SIDE, new PixelPoint(x, y), 1, new Psf.Ring(0, psf.reach()));
        return image;
    }

    /** Flux, x, y, and variances about the centre within a radius. */
    private static double[] moments(float[] image, double cx, double cy, double radius) {
        double[] m = new double[5];
        for (int y = 1; y <= SIDE; y++) {
            for (int x = 1; x <= SIDE; x++) {
                if (Math.hypot(x - cx, y - cy) <= radius) {
                    double f = image[(y - 1) * SIDE + x - 1];
                    m[0] += f;
                    m[1] += f * (x - cx);
                    m[2] += f * (y - cy);
                    m[3] += f * (x - cx) * (x - cx);
                    m[4] += f * (y - cy) * (y - cy);
                }
            }
        }
        for (int i = 1; i < 5; i++) {
            m[i] /= m[0];
        }
        return m;
    }

    @ParameterizedTest
    @CsvSource({"HRC,F606W", "SBC,F150LP", "WFC,F814W", "UVIS,F275W", "IR,F160W"})
    void aStarKeepsItsLightWhereverItStands(Detector detector, String filter) {
        Psf psf = psf(detector, filter);
        double onCentre = moments(star(psf, 61, 61), 61, 61, 60)[0];
        double between = moments(star(psf, 61.37, 60.71), 61, 61, 60)[0];
        assertEquals(onCentre, between, 0.003);
        assertTrue(onCentre > 0.95 && onCentre < 1.005, "light within " + psf.reach() + " px: " + onCentre);
    }

    @Test
    void theCoreAndTheFarLightMakeOneWhole() {
        Optics optics = optics(Detector.HRC, "F606W");
        Psf core = optics.psf(new Blur(0, 0, 0, Blur.Elongation.NONE));
        int side = 521;
        float[] image = new float[side * side];
        PixelPoint middle = new PixelPoint(261, 261);
        core.draw(image, side, side, middle, 1, new Psf.Ring(0, core.reach()));
        double edge = image[260 * side + 260 + core.reach()];
        optics.wide()
                .draw(
                        image,
                        side,
                        side,
                        middle,
                        1,
                        new Psf.Ring(core.reach() + 1, optics.wide().reach()));
        double beyond = image[260 * side + 261 + core.reach()];
        double sum = 0;
        for (float f : image) {
            sum += f;
        }
        assertEquals(1, sum, 0.015);
        assertTrue(beyond / edge > 0.3 && beyond / edge < 3, "light across the seam " + edge + " " + beyond);
    }

    @ParameterizedTest
    @CsvSource({"HRC,F606W,0.01", "SBC,F165LP,0.015", "WFC,F814W,0.01", "UVIS,F275W,0.03", "IR,F160W,0.03"})
    void aStarStandsWhereItWasPut(Detector detector, String filter, double samplingError) {
        Psf psf = psf(detector, filter);
        for (double shift = 0; shift < 1; shift += 0.13) {
            double[] at = weightedCentroid(star(psf, 61 + shift, 61 - shift / 2));
            assertEquals(61 + shift, at[0], samplingError, "x at " + shift);
            assertEquals(61 - shift / 2, at[1], samplingError, "y at " + shift);
        }
    }

    /** As in catalogs: the centroid under a Gaussian that follows it. */
    private static double[] weightedCentroid(float[] image) {
        double[] at = {61, 61};
        for (int step = 0; step < 30; step++) {
            double[] sums = new double[3];
            for (int y = 54; y <= 68; y++) {
                for (int x = 54; x <= 68; x++) {
                    double square = (x - at[0]) * (x - at[0]) + (y - at[1]) * (y - at[1]);
                    double weight = image[(y - 1) * SIDE + x - 1] * Math.exp(-square / (2 * 1.3 * 1.3));
                    sums[0] += weight;
                    sums[1] += weight * (x - at[0]);
                    sums[2] += weight * (y - at[1]);
                }
            }
            at[0] += sums[1] / sums[0];
            at[1] += sums[2] / sums[0];
        }
        return at;
    }

    /** The half-light radius grows with wavelength if diffraction dominates. */
    @Test
    void redLightSpreadsFartherThanBlue() {
        double blue = moments(star(psf(Detector.HRC, "F435W"), 61, 61), 61, 61, 2)[0];
        double red = moments(star(psf(Detector.HRC, "F850LP"), 61, 61), 61, 61, 2)[0];
        assertTrue(blue > red + 0.1, "within 2 px: " + blue + " in blue, " + red + " in red");
    }

    /** Variances of independent blurs add. */
    @Test
    void jitterAndTrailWidenAStarByTheirOwnVariance() {
        Optics optics = optics(Detector.HRC, "F606W");
        double[] still = moments(star(optics.psf(new Blur(0, 0, 0, Blur.Elongation.NONE)), 61, 61), 61, 61, 30);
        double[] jittered = moments(star(optics.psf(new Blur(0.8, 0, 0, Blur.Elongation.NONE)), 61, 61), 61, 61, 30);
        double[] trailed = moments(star(optics.psf(new Blur(0, 6, 0, Blur.Elongation.NONE)), 61, 61), 61, 61, 30);
        assertEquals(0.64, jittered[4] - still[4], 0.06);
        assertEquals(36.0 / 12, trailed[3] - still[3], 0.18);
        assertEquals(0, trailed[4] - still[4], 0.1);
    }

    @Test
    void elongationWidensAStarAlongItsDirection() {
        Optics optics = optics(Detector.HRC, "F606W");
        double angle = Math.toRadians(25);
        Psf still = optics.psf(new Blur(0, 0, 0, Blur.Elongation.NONE));
        Psf longer = optics.psf(new Blur(0, 0, 0, new Blur.Elongation(0.9, angle)));
        double[] before = moments(star(still, 61, 61), 61, 61, 30);
        double[] after = moments(star(longer, 61, 61), 61, 61, 30);
        assertEquals(0.81 * Math.cos(angle) * Math.cos(angle), after[3] - before[3], 0.06);
        assertEquals(0.81 * Math.sin(angle) * Math.sin(angle), after[4] - before[4], 0.06);
    }
}
