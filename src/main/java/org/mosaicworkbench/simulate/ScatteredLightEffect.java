package org.mosaicworkbench.simulate;

/**
 * Light of the bright Earth, the Moon or a star outside the field, scattered in the telescope. It adds a background
 * gradient of 5 to 60 % of the sky level across the field, stronger in some exposures than in others. Near the Earth's
 * bright limb, scattered light can exceed the sky background (WFC3 instrument handbook, section 6.5; ACS instrument
 * handbook, section 9.4).
 */
final class ScatteredLightEffect implements PixelEffect {

    private static final double[] SHARE = {0.05, 0.6};

    private final VisitPlan visit;
    private final double angle;
    private final double share;
    private final double curved;

    ScatteredLightEffect(VisitPlan visit) {
        this.visit = visit;
        Rng rng = visit.rng().of("scattered light");
        angle = rng.uniform(0, 2 * Math.PI);
        share = rng.logUniform(SHARE[0], SHARE[1]);
        curved = rng.uniform(0, 0.5);
    }

    @Override
    public void changeLight(float[] light, Shot shot) {
        Geometry.Cut cut = shot.cut();
        double now = share
                * shot.skyRate()
                * visit.rng().of("scattered light " + shot.exposure().root()).uniform(0.3, 1.7);
        double side = cut.chip.width;
        double cos = Math.cos(angle) / side;
        double sin = Math.sin(angle) / side;
        for (int y = 0; y < cut.height; y++) {
            double row = cut.row(y) - cut.middleRow();
            for (int x = 0; x < cut.width; x++) {
                double along = (cut.x0 + x - side / 2) * cos + row * sin;
                light[y * cut.width + x] += (float) (now * (0.8 + along + curved * (along * along)));
            }
        }
    }
}
