package org.mosaicworkbench.simulate;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.mosaicworkbench.sky.Wcs;

/** An effect on the pixels of one visit's exposures. What belongs to a chip is drawn once and stays the same. */
interface PixelEffect {

    /**
     * Changes the light that falls on a chip.
     *
     * @param light electrons per second per pixel without the sky, row-major
     */
    default void changeLight(float[] light, Shot shot) {}

    /**
     * Adds charge that does not come as light and that the calibration does not know.
     *
     * @param glow electrons per second per pixel, row-major
     */
    default void addGlow(float[] glow, Shot shot) {}

    /**
     * A chip in an exposure.
     *
     * @param exposure the exposure
     * @param cut      the chip
     * @param wcs      where it truly pointed
     * @param skyRate  electrons per second per pixel of the sky
     */
    record Shot(ExposurePlan exposure, Geometry.Cut cut, Wcs wcs, double skyRate) {

        static Shot of(VisitPlan visit, ExposurePlan exposure, Geometry.Cut cut, double skyRate) {
            return new Shot(
                    exposure,
                    cut,
                    visit.subject().geometry().wcs(exposure.pointing().actual(), cut),
                    skyRate);
        }

        int pixels() {
            return cut.width * cut.height;
        }
    }

    /**
     * Those that the exposures of a visit show, in the order in which light meets them.
     *
     * @param stars the images of its stars
     */
    static List<PixelEffect> of(VisitPlan visit, StarImages stars) {
        List<PixelEffect> effects = new ArrayList<>();
        add(effects, visit, Effect.GHOSTS, () -> new GhostEffect(visit, stars));
        add(effects, visit, Effect.SATELLITES, () -> new SatelliteEffect(visit));
        add(effects, visit, Effect.SCATTERED_LIGHT, () -> new ScatteredLightEffect(visit));
        add(effects, visit, Effect.BLOBS, () -> new BlobEffect(visit));
        add(effects, visit, Effect.PERSISTENCE, () -> new PersistenceEffect(visit, stars));
        add(effects, visit, Effect.HOT_PIXELS, () -> new HotPixelEffect(visit));
        add(effects, visit, Effect.COLUMNS, () -> new ColumnEffect(visit));
        return effects;
    }

    private static void add(List<PixelEffect> effects, VisitPlan visit, Effect effect, Supplier<PixelEffect> made) {
        if (visit.shows(effect)) {
            effects.add(made.get());
        }
    }
}
