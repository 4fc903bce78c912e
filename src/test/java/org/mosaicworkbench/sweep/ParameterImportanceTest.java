package org.mosaicworkbench.sweep;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ParameterImportanceTest {

    @Test
    void ratioByHand() {
        assertEquals(1, ParameterImportance.ratio(new int[] {0, 0, 1, 1}, new double[] {2, 2, 5, 5}));
        assertEquals(0, ParameterImportance.ratio(new int[] {0, 0, 1, 1}, new double[] {1, 2, 2, 1}));
        assertEquals(0.8, ParameterImportance.ratio(new int[] {0, 0, 1, 1}, new double[] {1, 2, 3, 4}), 1e-12);
        assertEquals(0, ParameterImportance.ratio(new int[] {0, 1}, new double[] {3, 3}));
        assertArrayEquals(new double[] {3, 0.5, 2, 0.5}, ParameterImportance.ranks(new double[] {9, 1, 5, 1}));
    }

    @Test
    void whatMattersIsFoundAndWhatDoesNotIsChance() {
        Space space = Space.of()
                .choice("word", "a", "b")
                .log("rate", 1, 100)
                .range("idle", 0, 1)
                .choice("fixed", 7);
        List<Settings> drawn = space.random(4, 60);
        List<TrialReport> reports = IntStream.range(0, 60)
                .mapToObj(i -> {
                    Settings s = drawn.get(i);
                    double metric = (s.text("word").equals("a") ? 0 : 4) + Math.log10(s.number("rate"));
                    return new TrialReport(
                            new TrialStep(i, 0, s, i, 1, 0),
                            new Outcome(i == 5 ? Double.NaN : metric, new double[0]),
                            i == 5 ? "failed" : "",
                            new TrialReport.Work(1, "", Map.of()));
                })
                .toList();
        List<ParameterImportance> all = ParameterImportance.of(space, reports, Goal.SMALLEST, 1);
        assertEquals(
                List.of("word", "rate", "idle", "fixed"),
                all.stream().map(ParameterImportance::parameter).toList());
        assertTrue(all.get(0).part() > 0.7 && all.get(1).part() > 0.1, all.toString());
        assertEquals(
                List.of(true, true, false, false),
                all.stream().map(ParameterImportance::shown).toList());
        assertTrue(Double.isNaN(all.get(3).part()));
        assertEquals(3, ParameterImportance.known(all).size());
    }
}
