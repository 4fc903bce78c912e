package org.mosaicworkbench.simulate;

import java.util.Map;
import org.mosaicworkbench.sky.PixelPoint;
import org.mosaicworkbench.visit.Detector;

/**
 * Reflection ghosts of bright stars. On SBC the light reflects between the faces of the filter: the ghost is small,
 * lies next to the star at a distance set by the filter, and has less than 1 % of the star's light (offsets along x and
 * y from the ACS list of image anomalies: -30 and +95 pixels for F125LP, -28 and +78 pixels for F150LP). On the other
 * detectors, light reflects between the detector and its windows: the ghosts are out-of-focus rings that show the
 * shadow of the mirror's central hole. The rings appear on the opposite side of the field centre from the star and
 * therefore move relative to the sky (WFC3 instrument handbook, section 6.5.3; ACS data handbook, section 5.5). Their
 * flux, 0.05 to 0.2 % of the star's, and their diameter, 1.6 to 5 arcsec, follow images in those handbooks.
 */
final class GhostEffect implements PixelEffect {

    private static final Map<String, double[]> BESIDE =
            Map.of("F125LP", new double[] {-30, 95}, "F150LP", new double[] {-28, 78});
    /** Ghost offset along x and y, in pixels, for SBC filters without a published offset. */
    private static final double[] BESIDE_OTHER = {-29, 86};

    private static final double BESIDE_LIGHT = 0.006;
    private static final double HOLE = 0.33;
    /** Charge in electrons below which a ghost is not drawn: in total on SBC, per pixel on the other detectors. */
    private static final double LEAST = 1;

    private final VisitPlan visit;
    private final StarImages images;
    private final Ring ring;

    /**
     * A ring of reflected light.
     *
     * @param light fraction of the star's light
     * @param arcsec outer radius, arcsec
     */
    record Ring(double light, double arcsec) {

        static Ring of(Detector detector) {
            return switch (detector) {
                case UVIS -> new Ring(0.002, 0.8);
                case WFC -> new Ring(0.001, 2.5);
                case HRC, SBC -> new Ring(0.0005, 0.8);
                case IR -> new Ring(0.0005, 1.5);
            };
        }
    }

    GhostEffect(VisitPlan visit, StarImages images) {
        this.visit = visit;
        this.images = images;
        this.ring = Ring.of(visit.subject().detector());
    }

    @Override
    public void changeLight(float[] light, Shot shot) {
        boolean beside = visit.subject().detector() == Detector.SBC;
        StarImage image = images.ofStars(shot.exposure(), shot.cut());
        Bandpass bandpass = shot.exposure().bandpass();
        for (Star star : visit.subject().scene().stars()) {
            PixelPoint at = shot.wcs().toPixel(star.at());
            double rate = bandpass.rate(star.magnitude(bandpass));
            if (beside) {
                double[] d = BESIDE.getOrDefault(bandpass.name(), BESIDE_OTHER);
                double flux = rate * BESIDE_LIGHT;
                if (flux * shot.exposure().seconds() > LEAST && at.x() > -200 && at.x() < shot.cut().width + 200) {
                    image.draw(light, new PixelPoint(at.x() + d[0], at.y() + d[1]), flux, flux * 1e-3);
                }
            } else {
                addRing(light, shot, at, rate * ring.light);
            }
        }
    }

    /** Adds a ghost mirrored about the detector's centre. */
    private void addRing(float[] light, Shot shot, PixelPoint star, double flux) {
        Geometry.Cut cut = shot.cut();
        double outer = ring.arcsec / visit.subject().detector().nominalScale();
        double inner = HOLE * outer;
        double pixel = flux / (Math.PI * (outer * outer - inner * inner));
        if (!(pixel * shot.exposure().seconds() > LEAST)) {
            return;
        }
        double x = cut.chip.width - cut.x0 - star.x() - cut.x0;
        double y = 2 * (cut.middleRow() - cut.row(0)) - star.y();
        for (int row = (int) Math.max(0, y - outer); row < Math.min(cut.height, y + outer + 1); row++) {
            for (int column = (int) Math.max(0, x - outer); column < Math.min(cut.width, x + outer + 1); column++) {
                double r = Math.hypot(column - x, row - y);
                if (r < outer && r > inner) {
                    light[row * cut.width + column] += (float) pixel;
                }
            }
        }
    }
}
