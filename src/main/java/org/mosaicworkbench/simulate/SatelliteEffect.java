package org.mosaicworkbench.simulate;

import java.util.HashMap;
import java.util.Map;

/**
 * Satellites that cross the field of a CCD: straight trails, 5 to 10 WFC pixels wide. One exposure of the visit always
 * has a trail. Each other exposure has a trail with the probability that Kruk et al. (2023, Nature Astronomy 7, 262)
 * found for 11-minute exposures with WFC (2.8 % in 2002 to 2005, 4.3 % in 2018 to 2021), scaled to its exposure time
 * and field width.
 */
final class SatelliteEffect implements PixelEffect {

    private static final double EARLY = 0.028;
    private static final double A_DAY = (0.043 - 0.028) / (16 * 365.25);
    private static final double EARLY_DATE = 53000;
    private static final double SECONDS = 11 * 60;
    private static final double WFC_ARCSEC = 202;
    /** Range of the trails' rms widths, arcsec. */
    private static final double[] WIDTH = {0.1, 0.22};
    /** Range of the charge at the centre line of a trail, electrons per pixel. */
    private static final double[] PEAK = {60, 6000};

    private final Map<String, Trail> trails = new HashMap<>();

    /**
     * A trail.
     *
     * @param angle its direction from the x axis, radians
     * @param miss distance from the detector's centre at closest approach, pixels
     * @param sigma rms width, pixels
     * @param peak charge at the centre line, electrons per pixel
     */
    record Trail(double angle, double miss, double sigma, double peak) {

        /** @return signed distance from the trail's centre line, pixels */
        double distance(double x, double y) {
            return -x * Math.sin(angle) + y * Math.cos(angle) - miss;
        }
    }

    SatelliteEffect(VisitPlan visit) {
        Rng rng = visit.rng().of("satellites");
        int certain = rng.below(visit.exposures().size());
        double scale = visit.subject().detector().nominalScale();
        Geometry.Cut cut = visit.subject().geometry().cuts().get(0);
        for (int i = 0; i < visit.exposures().size(); i++) {
            ExposurePlan exposure = visit.exposures().get(i);
            double chance = (EARLY + A_DAY * (exposure.start() - EARLY_DATE))
                    * exposure.seconds()
                    / SECONDS
                    * (cut.width * scale / WFC_ARCSEC);
            boolean crossed = rng.uniform() < chance;
            Trail trail = new Trail(
                    rng.uniform(0, Math.PI),
                    rng.uniform(-0.4, 0.4) * cut.width,
                    rng.uniform(WIDTH[0], WIDTH[1]) / scale,
                    rng.logUniform(PEAK[0], PEAK[1]));
            if ((crossed || i == certain) && exposure.seconds() > ExposurePlan.NOT_TAKEN) {
                trails.put(exposure.root(), trail);
            }
        }
    }

    Map<String, Trail> trails() {
        return Map.copyOf(trails);
    }

    @Override
    public void changeLight(float[] light, Shot shot) {
        Trail trail = trails.get(shot.exposure().root());
        if (trail == null) {
            return;
        }
        Geometry.Cut cut = shot.cut();
        double peak = trail.peak / shot.exposure().seconds();
        for (int y = 0; y < cut.height; y++) {
            double row = cut.row(y) - cut.middleRow();
            for (int x = 0; x < cut.width; x++) {
                double d = trail.distance(cut.x0 + x - cut.chip.width / 2.0, row) / trail.sigma;
                if (d < 5 && d > -5) {
                    light[y * cut.width + x] += (float) (peak * Math.exp(-d * d / 2));
                }
            }
        }
    }
}
