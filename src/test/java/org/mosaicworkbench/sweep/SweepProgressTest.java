package org.mosaicworkbench.sweep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SweepProgressTest {

    private static final Plan PLAN =
            Plan.of(Space.of().range("x", 0, 1), new Method.Asha(3, 1), 9, 9, 1, Goal.SMALLEST);

    private static TrialReport report(int trial, int rung, double seconds) {
        return new TrialReport(
                new TrialStep(trial, rung, Settings.none(), 0, PLAN.rungs().get(rung), 0),
                new Outcome(1, new double[0]),
                "",
                new TrialReport.Work(seconds, "", Map.of()));
    }

    /** Nine trials with rungs of 1, 3 and 9 epochs, which 9, 3 and 1 trials reach, at 2 s per epoch: 18 + 12 + 12 s. */
    @Test
    void theTimeThatIsLeft() {
        assertTrue(Double.isNaN(SweepProgress.left(PLAN, List.of(), 0, 1)));
        List<TrialReport> reports = new ArrayList<>(List.of(report(0, 0, 2)));
        assertEquals(16 + 12 + 12, SweepProgress.left(PLAN, reports, 0, 2), 1e-9);
        assertEquals(20, SweepProgress.left(PLAN, reports, 0, 1), 1e-9);
        reports.add(report(1, 0, 2));
        reports.add(report(0, 1, 10));
        assertEquals(14 + 20 + 30, SweepProgress.left(PLAN, reports, 0, 14), 1e-9);
        assertEquals(14 + 20 + 30, SweepProgress.left(PLAN, reports, 2, 14), 1e-9);
        assertTrue(Double.isNaN(SweepProgress.left(PLAN, reports, 3, 14)));
    }
}
