package org.mosaicworkbench.simulate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.mosaicworkbench.io.BadInput;

class GuidingErrorsTest {

    private static final double[] STARTS = {0, 600, 1200, 1800};
    private static final double[] SECONDS = {500, 500, 500, 500};

    private static List<SimulatedMisalignment> draw(Guiding guiding, boolean scatter, int seed) {
        return GuidingErrors.draw(guiding, STARTS, SECONDS, scatter, new Rng(seed));
    }

    @Test
    void mostRealVisitsAreGoodToATenthOfAPixel() {
        int good = 0;
        int visits = 2000;
        for (int i = 0; i < visits; i++) {
            Guiding outcome = GuidingErrors.outcome(Guiding.realistic(), new Rng(i));
            if (draw(outcome, true, i).stream().allMatch(m -> Math.hypot(m.dx(), m.dy()) < 0.1)) {
                good++;
            }
        }
        assertTrue(good > 0.83 * visits && good < 0.9 * visits, good + " of " + visits);
    }

    @Test
    void aShiftHitsOneExposureByItsSize() {
        List<SimulatedMisalignment> errors = draw(Guiding.shift(2.5), false, 1);
        assertEquals(
                1,
                errors.stream()
                        .filter(m -> Math.abs(Math.hypot(m.dx(), m.dy()) - 2.5) < 1e-12)
                        .count());
        assertEquals(
                3, errors.stream().filter(SimulatedMisalignment.NONE::equals).count());
    }

    @Test
    void aReacquisitionHitsAllThatFollow() {
        for (int seed = 0; seed < 20; seed++) {
            List<SimulatedMisalignment> errors = draw(Guiding.reacquisition(4), false, seed);
            assertEquals(SimulatedMisalignment.NONE, errors.get(0));
            assertEquals(4, Math.hypot(errors.get(3).dx(), errors.get(3).dy()), 1e-12);
            for (int i = 1; i < 4; i++) {
                assertTrue(errors.get(i).equals(errors.get(3)) || errors.get(i).equals(SimulatedMisalignment.NONE));
            }
        }
    }

    @Test
    void aDriftGrowsWithTimeAndTrailsTheStars() {
        List<SimulatedMisalignment> errors = draw(Guiding.drift(9.2), false, 3);
        double length = 2300;
        for (int i = 0; i < 4; i++) {
            SimulatedMisalignment m = errors.get(i);
            assertEquals(9.2 * (STARTS[i] + 250) / length, Math.hypot(m.dx(), m.dy()), 1e-9);
            assertEquals(9.2 * 500 / length, Math.hypot(m.trailX(), m.trailY()), 1e-9);
        }
    }

    @Test
    void aRollTurnsOneExposure() {
        List<SimulatedMisalignment> errors = draw(Guiding.roll(0.3), false, 4);
        assertEquals(
                0.3,
                IntStream.range(0, 4)
                        .mapToDouble(i -> Math.abs(errors.get(i).roll()))
                        .sum(),
                1e-12);
    }

    @Test
    void wrongSizesAreRefused() {
        assertEquals(
                "the guiding error 'shift' has size 0.0; it must be above 0 and at most 500.0 pixels; give it as"
                        + " 'error'",
                assertThrows(BadInput.class, () -> Guiding.shift(0)).getMessage());
        assertEquals(
                "the guiding error 'roll' has size 9.0; it must be above 0 and at most 5.0 degrees; give it as 'error'",
                assertThrows(BadInput.class, () -> Guiding.roll(9)).getMessage());
        assertEquals(
                "the guiding 'aligned' takes no size, but got 2.0; leave 'error' out",
                assertThrows(BadInput.class, () -> Guiding.named("aligned", 2)).getMessage());
        assertEquals(
                "guiding is 'lost'; it must be one of realistic, aligned, exact, shift, roll, drift, reacquisition",
                assertThrows(BadInput.class, () -> Guiding.named("lost", 2)).getMessage());
    }
}
