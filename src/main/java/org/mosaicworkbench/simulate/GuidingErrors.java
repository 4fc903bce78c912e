package org.mosaicworkbench.simulate;

import java.util.ArrayList;
import java.util.List;

/** Draws the pointing errors of each exposure of a visit. */
final class GuidingErrors {

    private static final double GOOD_SCATTER = 0.03;
    private static final double SHARE_BAD = 0.125;
    /** Fraction of the observatory's labelled datasets of 2021 that are labelled misaligned: 65 of 1,172. */
    static final double ARCHIVE_SHARE_BAD = 0.055;
    /**
     * Rms scatter of the pointing between exposures, arcsec per axis; {@link #BETWEEN_ORBITS} is the rms scatter
     * between guide-star acquisitions, arcsec per axis.
     */
    private static final double ORBIT_SCATTER = 0.003;

    private static final double BETWEEN_ORBITS = 0.012;
    /** Time in seconds between the starts of two exposures above which the guide stars are reacquired in between. */
    private static final double PAUSE = 2000;

    private static final double LOST_LOCK = 0.01;

    private GuidingErrors() {}

    /**
     * Replaces {@link Guiding.Kind#REALISTIC} by a random outcome: aligned, or one of the errors. Guiding of any other
     * kind is returned unchanged.
     *
     * @return never of kind {@link Guiding.Kind#REALISTIC}
     */
    static Guiding outcome(Guiding asked, Rng rng) {
        return outcome(asked, SHARE_BAD, rng);
    }

    /** @param bad fraction of the visits that have an error */
    static Guiding outcome(Guiding asked, double bad, Rng rng) {
        if (asked.kind() != Guiding.Kind.REALISTIC) {
            return asked;
        }
        if (rng.uniform() >= bad) {
            return Guiding.aligned();
        }
        double which = rng.uniform();
        if (which < 0.4) {
            return Guiding.reacquisition(rounded(rng.logUniform(0.3, 20)));
        }
        if (which < 0.65) {
            return Guiding.drift(rounded(rng.logUniform(0.5, 10)));
        }
        return which < 0.85
                ? Guiding.shift(rounded(rng.logUniform(0.3, 20)))
                : Guiding.roll(rounded(rng.logUniform(0.005, 0.2)));
    }

    /**
     * @param outcome guiding outcome of the visit
     * @param starts start of each exposure, seconds from the start of the visit
     * @param seconds exposure time of each exposure, seconds
     * @param scatter whether to add the scatter of {@link Guiding.Kind#ALIGNED} to the error
     */
    static List<SimulatedMisalignment> draw(
            Guiding outcome, double[] starts, double[] seconds, boolean scatter, Rng rng) {
        int n = starts.length;
        double direction = rng.uniform(0, 2 * Math.PI);
        double x = outcome.size() * Math.cos(direction);
        double y = outcome.size() * Math.sin(direction);
        int chosen = rng.below(n);
        int reacquired = n == 1 ? 0 : 1 + rng.below(n - 1);
        double sign = rng.uniform() < 0.5 ? -1 : 1;
        double length = starts[n - 1] + seconds[n - 1];
        List<SimulatedMisalignment> errors = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            double along = (starts[i] + seconds[i] / 2) / length;
            double during = seconds[i] / length;
            SimulatedMisalignment error = switch (outcome.kind()) {
                case SHIFT -> i == chosen ? new SimulatedMisalignment(x, y, 0, 0, 0) : SimulatedMisalignment.NONE;
                case REACQUISITION ->
                    i >= reacquired ? new SimulatedMisalignment(x, y, 0, 0, 0) : SimulatedMisalignment.NONE;
                case ROLL ->
                    i == chosen
                            ? new SimulatedMisalignment(0, 0, sign * outcome.size(), 0, 0)
                            : SimulatedMisalignment.NONE;
                case DRIFT -> new SimulatedMisalignment(x * along, y * along, 0, x * during, y * during);
                case REALISTIC, ALIGNED, EXACT -> SimulatedMisalignment.NONE;
            };
            errors.add(scatter ? scattered(error, rng) : error);
        }
        return errors;
    }

    /**
     * Adds the rms pointing scatter of visits that span several orbits: 3 mas per axis between exposures and 12 mas per
     * axis between guide-star acquisitions. In one visit in a hundred, the guide stars are lost in one exposure, so
     * that its sources trail.
     *
     * @param errors errors of the exposures
     * @param starts start of each exposure, seconds from the start of the visit
     * @param scale arcsec per pixel
     */
    static List<SimulatedMisalignment> scattered(
            List<SimulatedMisalignment> errors, double[] starts, double scale, Rng rng) {
        int lost = rng.uniform() < LOST_LOCK ? rng.below(errors.size()) : -1;
        double angle = rng.uniform(0, 2 * Math.PI);
        double length = rng.logUniform(2, 12);
        double east = 0;
        double north = 0;
        List<SimulatedMisalignment> scattered = new ArrayList<>();
        for (int i = 0; i < errors.size(); i++) {
            if (i > 0 && starts[i] - starts[i - 1] > PAUSE) {
                east = BETWEEN_ORBITS / scale * rng.gaussian();
                north = BETWEEN_ORBITS / scale * rng.gaussian();
            }
            SimulatedMisalignment e = errors.get(i);
            scattered.add(new SimulatedMisalignment(
                    e.dx() + east + ORBIT_SCATTER / scale * rng.gaussian(),
                    e.dy() + north + ORBIT_SCATTER / scale * rng.gaussian(),
                    e.roll(),
                    e.trailX() + (i == lost ? length * Math.cos(angle) : 0),
                    e.trailY() + (i == lost ? length * Math.sin(angle) : 0)));
        }
        return scattered;
    }

    private static SimulatedMisalignment scattered(SimulatedMisalignment e, Rng rng) {
        return new SimulatedMisalignment(
                e.dx() + GOOD_SCATTER * rng.gaussian(),
                e.dy() + GOOD_SCATTER * rng.gaussian(),
                e.roll() + 2e-4 * rng.gaussian(),
                e.trailX(),
                e.trailY());
    }

    private static double rounded(double size) {
        return Math.rint(size * 1000) / 1000;
    }
}
