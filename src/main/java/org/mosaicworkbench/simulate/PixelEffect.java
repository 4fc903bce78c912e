package org.mosaicworkbench.simulate;

import java.util.ArrayList;
import java.util.List;

/** An effect on the pixels of one visit's exposures. What belongs to a chip is drawn once and stays the same. */
interface PixelEffect {

    /**
     * Changes the light that falls on a chip.
     *
     * @param light electrons a second a pixel without the sky, row-major
     */
    default void changeLight(float[] light, Shot shot) {}

    /**
     * Adds charge that does not come as light and that the calibration does not know.
     *
     * @param glow electrons a second a pixel, row-major
     */
    default void addGlow(float[] glow, Shot shot) {}

    /**
     * A chip in an exposure.
     *
     * @param exposure the exposure
     * @param cut      the chip
     * @param skyRate  electrons a second a pixel of the sky
     */
    record Shot(ExposurePlan exposure, Geometry.Cut cut, double skyRate) {

        int pixels() {
            return cut.width * cut.height;
        }
    }

    /** @return those that the exposures of a visit show */
    static List<PixelEffect> of(VisitPlan visit) {
        List<PixelEffect> effects = new ArrayList<>();
        if (visit.shows(Effect.PERSISTENCE)) {
            effects.add(new PersistenceEffect(visit));
        }
        if (visit.shows(Effect.HOT_PIXELS)) {
            effects.add(new HotPixelEffect(visit));
        }
        if (visit.shows(Effect.COLUMNS)) {
            effects.add(new ColumnEffect(visit));
        }
        return effects;
    }
}
