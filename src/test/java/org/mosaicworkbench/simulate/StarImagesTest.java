package org.mosaicworkbench.simulate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.mosaicworkbench.Slow;
import org.mosaicworkbench.sky.PixelPoint;
import org.mosaicworkbench.visit.Detector;

/** The effects of the optics on a star image, measured from the image. */
@Slow
class StarImagesTest {

    private static VisitPlan visit(Detector detector, int size, Effect... effects) {
        String filter = Bandpass.all(detector).get(1).name();
        return VisitPlan.draw(
                new SimulationSettings(
                        new SimulationSettings.Targets(
                                List.of(detector), List.of(Category.FIELD_STARS), List.of(filter)),
                        new SimulationSettings.Exposures(3, size, OptionalDouble.of(600)),
                        Guiding.exact(),
                        new SimulationSettings.Pixels(false, Set.of(effects)),
                        7),
                0);
    }

    /** Light, centroid and second moments under a Gaussian weight of a fixed width. */
    private record Moments(double light, double x, double y, double xx, double xy, double yy) {

        static Moments of(StarImage star, Geometry.Cut cut, double x, double y) {
            float[] image = new float[cut.width * cut.height];
            star.draw(image, new PixelPoint(x, y), 1, 1e-9);
            double[] at = {x, y};
            double[] sums = new double[6];
            for (int step = 0; step < 10; step++) {
                sums = sums(image, cut, at);
                at[0] += sums[1] / sums[0];
                at[1] += sums[2] / sums[0];
            }
            double whole = 0;
            for (float f : image) {
                whole += f;
            }
            return new Moments(whole, at[0], at[1], sums[3] / sums[0], sums[4] / sums[0], sums[5] / sums[0]);
        }

        private static double[] sums(float[] image, Geometry.Cut cut, double[] at) {
            double[] s = new double[6];
            for (int y = (int) at[1] - 12; y <= at[1] + 12; y++) {
                for (int x = (int) at[0] - 12; x <= at[0] + 12; x++) {
                    double dx = x - at[0];
                    double dy = y - at[1];
                    double w =
                            image[(y - 1) * cut.width + x - 1] * Math.exp(-(dx * dx + dy * dy) / (2 * WEIGHT * WEIGHT));
                    s[0] += w;
                    s[1] += w * dx;
                    s[2] += w * dy;
                    s[3] += w * dx * dx;
                    s[4] += w * dx * dy;
                    s[5] += w * dy * dy;
                }
            }
            return s;
        }

        /** Corrects for the weight as for a Gaussian, whose inverse variances add: (xx - yy, 2 xy) / (xx + yy). */
        double[] ellipticity() {
            double det = xx * yy - xy * xy;
            double w = 1 / (WEIGHT * WEIGHT);
            double a = yy / det - w;
            double c = xx / det - w;
            return new double[] {(c - a) / (a + c), 2 * xy / det / (a + c)};
        }

        double size() {
            return xx + yy;
        }
    }

    private static final double WEIGHT = 2;

    /** An axis ratio r gives an ellipticity of (r^2 - 1) / (r^2 + 1): 0.049 to 0.122. */
    @ParameterizedTest
    @EnumSource(Detector.class)
    void starsAreOutOfRoundAsFarAsIsSaid(Detector detector) {
        VisitPlan visit = visit(detector, 128, Effect.ELONGATION);
        Geometry.Cut cut = visit.subject().geometry().cuts().get(0);
        double[] e = Moments.of(new StarImages(visit).ofStars(visit.exposures().get(2), cut), cut, 60, 30)
                .ellipticity();
        VisitPlan plain = visit(detector, 128);
        double[] before = Moments.of(
                        new StarImages(plain).ofStars(plain.exposures().get(2), cut), cut, 60, 30)
                .ellipticity();
        double more = Math.hypot(e[0] - before[0], e[1] - before[1]);
        assertTrue(more > 0.035 && more < 0.15, "ellipticity " + more);
    }

    /** As in Tiny Tim: a few hundredths over WFC; the position and the light of a star do not change. */
    @ParameterizedTest
    @CsvSource({"WFC,0.03,0.03", "UVIS,0.02,0.08", "IR,0.01,0.03", "HRC,0.01,0.03"})
    void theImageChangesOverTheField(Detector detector, double least, double moved) {
        VisitPlan visit = visit(detector, 4096, Effect.PSF_CHANGE);
        VisitPlan plain = visit(detector, 4096);
        Geometry.Cut cut = visit.subject().geometry().cuts().get(0);
        StarImage star = new StarImages(visit).ofStars(visit.exposures().get(0), cut);
        double largest = 0;
        Moments same =
                Moments.of(new StarImages(plain).ofStars(plain.exposures().get(0), cut), cut, 60.3, 60.2);
        for (double u = 0.04; u < 1; u += 0.46) {
            for (double v = 0.04; v < 1; v += 0.46) {
                double x = Math.floor(u * cut.width) + 0.3;
                double y = Math.floor(v * cut.height) + 0.2;
                Moments m = Moments.of(star, cut, x, y);
                assertEquals(same.x() - 60.3, m.x() - x, moved, "x at " + x + " " + y);
                assertEquals(same.y() - 60.2, m.y() - y, moved, "y at " + x + " " + y);
                double[] e = m.ellipticity();
                double[] before = same.ellipticity();
                largest = Math.max(largest, Math.hypot(e[0] - before[0], e[1] - before[1]));
            }
        }
        assertTrue(largest > least && largest < 0.3, "ellipticity changes by " + largest);
    }

    /** At a grid position the image equals the one computed for that position; there is no jump next to it. */
    @Test
    void theImageIsThatOfItsPlace() {
        VisitPlan visit = visit(Detector.WFC, 4096, Effect.PSF_CHANGE);
        ExposurePlan exposure = visit.exposures().get(0);
        Geometry.Cut cut = visit.subject().geometry().cuts().get(0);
        StarImage star = new StarImages(visit).ofStars(exposure, cut);
        Blur blur = new Blur(exposure.pointing().jitter(), 0, 0, Blur.Elongation.NONE);
        Optics optics = Optics.of(exposure.bandpass());
        FieldAberrations.Place place = new FieldAberrations(Detector.WFC, cut.chip).at(1024, 1024);
        StarImage there = new StarImage(
                optics.psf(blur),
                optics,
                StarImage.Nodes.one(cut),
                List.of(optics.changes(blur).of(place.wavefront(), place.diffusion())));
        StarImage without = new StarImage(optics.psf(blur), optics, StarImage.Nodes.one(cut), List.of());
        double[] e = Moments.of(star, cut, 1024, 1024).ellipticity();
        double[] exact = Moments.of(there, cut, 1024, 1024).ellipticity();
        double[] none = Moments.of(without, cut, 1024, 1024).ellipticity();
        double change = Math.hypot(exact[0] - none[0], exact[1] - none[1]);
        assertTrue(change > 0.01, "changed by " + change);
        assertEquals(0, Math.hypot(e[0] - exact[0], e[1] - exact[1]), 0.02 * change);
        double[] beside = Moments.of(star, cut, 1004, 1044).ellipticity();
        assertEquals(0, Math.hypot(e[0] - beside[0], e[1] - beside[1]), 0.3 * change);
    }

    @Test
    void breathingAndAberrationsWidenStars() {
        VisitPlan plain = visit(Detector.HRC, 128);
        VisitPlan aberrated = visit(Detector.HRC, 128, Effect.ABERRATION);
        VisitPlan breathing = visit(Detector.HRC, 128, Effect.BREATHING);
        Geometry.Cut cut = plain.subject().geometry().cuts().get(0);
        double usual = Moments.of(
                        new StarImages(plain).ofStars(plain.exposures().get(0), cut), cut, 60, 60)
                .size();
        double wide = Moments.of(
                        new StarImages(aberrated).ofStars(aberrated.exposures().get(0), cut), cut, 60, 60)
                .size();
        assertTrue(wide > 1.02 * usual, "wider by " + wide / usual);
        double[] sizes = new double[3];
        StarImages images = new StarImages(breathing);
        for (int i = 0; i < 3; i++) {
            Moments m = Moments.of(images.ofStars(breathing.exposures().get(i), cut), cut, 60, 60);
            sizes[i] = m.size();
            assertEquals(1, m.light(), 0.03, "light");
        }
        double change = Math.max(Math.abs(sizes[2] - sizes[0]), Math.abs(sizes[1] - sizes[0])) / usual;
        assertTrue(change > 0.001 && change < 0.3, "focus changes the size by " + change);
    }
}
