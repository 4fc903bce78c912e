package org.mosaicworkbench.simulate;

import java.util.Map;
import org.mosaicworkbench.sky.PixelPoint;
import org.mosaicworkbench.visit.Detector;

/**
 * Second images of bright stars by reflection. On SBC, between the faces of the filter: small, beside the star by the
 * filter's own distance, with less than 1 % of its light (ACS anomalies: F125LP -30, +95 pixels, F150LP -28, +78). On the
 * others, between the detector and its windows: rings out of focus, shadows of the mirrors' hole in them, at the other
 * side of the field's middle, so that they move against the sky (WFC3 instrument handbook, section 6.5.3; ACS data
 * handbook, section 5.5). Their light, 0.2 %, and size, 1 to 2 arcsec across, are chosen after pictures there.
 */
final class GhostEffect implements PixelEffect {

    private static final Map<String, double[]> BESIDE = Map.of(
            "F115LP", new double[] {-31, 100}, "F125LP", new double[] {-30, 95}, "F150LP", new double[] {-28, 78});
    private static final double[] BESIDE_OTHER = {-28, 80};
    private static final double BESIDE_LIGHT = 0.006;
    private static final double RING_LIGHT = 0.002;
    private static final double RING_ARCSEC = 0.8;
    private static final double HOLE = 0.33;
    /** Electrons on a pixel of a ghost that are worth drawing. */
    private static final double LEAST = 1;

    private final VisitPlan visit;
    private final StarImages images;

    GhostEffect(VisitPlan visit, StarImages images) {
        this.visit = visit;
        this.images = images;
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
                ring(light, shot, at, rate * RING_LIGHT);
            }
        }
    }

    /** A ghost mirrored at the detector's middle. */
    private void ring(float[] light, Shot shot, PixelPoint star, double flux) {
        Geometry.Cut cut = shot.cut();
        double outer = RING_ARCSEC / visit.subject().detector().nominalScale();
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
