package org.mosaicworkbench.simulate;

import java.util.ArrayList;
import java.util.List;

/** Draws what guiding did to each exposure of a visit. */
final class GuidingErrors {

    private static final double GOOD_SCATTER = 0.03;
    private static final double SHARE_BAD = 0.125;

    private GuidingErrors() {}

    /**
     * Settles which error a visit of realistic guiding has, if any.
     *
     * @return a guiding of another kind than realistic
     */
    static Guiding outcome(Guiding asked, Rng rng) {
        if (asked.kind() != Guiding.Kind.REALISTIC) {
            return asked;
        }
        if (rng.uniform() >= SHARE_BAD) {
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
     * @param outcome of the visit
     * @param starts  seconds from the visit's start
     * @param seconds of each exposure
     * @param scatter true for the scatter of good guiding beside the error
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
