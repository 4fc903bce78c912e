package org.mosaicworkbench.simulate;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.mosaicworkbench.sky.Wcs;

/**
 * An effect on the pixels of one visit's exposures. Properties of a chip are drawn once and are the same in all
 * exposures of the visit.
 */
interface PixelEffect {

    /**
     * Modifies the light that falls on a chip.
     *
     * @param light electrons per second per pixel, without the sky, row-major
     */
    default void changeLight(float[] light, Shot shot) {}

    /**
     * Adds charge that does not come from light and is not removed by the calibration.
     *
     * @param glow electrons per second per pixel, row-major
     */
    default void addGlow(float[] glow, Shot shot) {}

    /**
     * A chip in an exposure.
     *
     * @param exposure the exposure
     * @param cut the chip
     * @param wcs the chip's true coordinate system in this exposure
     * @param skyRate sky background, electrons per second per pixel
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
     * The effects shown by a visit's exposures, in the order in which they act on the light.
     *
     * @param stars the PSFs of the visit
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
