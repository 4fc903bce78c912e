package org.mosaicworkbench.corrupt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

class OffsetTest {

    private static final double ROUNDING = 1e-12;

    @Test
    void sizesFillTheirRangeWithEitherSign() {
        for (Threshold threshold : Threshold.values()) {
            List<Offset> many = Offset.draw(Kind.SHIFT, Mode.STOC, threshold, 4000, new SplittableRandom(1));
            for (ToDoubleFunction<Offset> axis : List.<ToDoubleFunction<Offset>>of(Offset::x, Offset::y)) {
                double[] sizes =
                        many.stream().mapToDouble(axis).map(Math::abs).sorted().toArray();
                double range = threshold.most() - threshold.least();
                assertTrue(sizes[0] >= threshold.least() && sizes[0] < threshold.least() + 0.01 * range);
                assertTrue(sizes[3999] < threshold.most() && sizes[3999] > threshold.most() - 0.01 * range);
                assertEquals(threshold.least() + range / 2, sizes[2000], 0.05 * range);
                assertEquals(
                        2000,
                        (double) many.stream()
                                .mapToDouble(axis)
                                .filter(v -> v > 0)
                                .count(),
                        150);
            }
        }
        assertEquals(
                List.of(0.0, 1.0, 0.5, 10.0, 10.0, 20.0, 0.0, 20.0),
                List.of(
                        Threshold.MINOR.least(),
                        Threshold.MINOR.most(),
                        Threshold.STANDARD.least(),
                        Threshold.STANDARD.most(),
                        Threshold.MAJOR.least(),
                        Threshold.MAJOR.most(),
                        Threshold.ANY.least(),
                        Threshold.ANY.most()));
    }

    @Test
    void staticIsOneOffsetAndStochasticOneForEach() {
        for (Kind kind : List.of(Kind.SHIFT, Kind.ROLL, Kind.CRPIX)) {
            assertEquals(1, new HashSet<>(draw(kind, Mode.STAT, 5)).size());
            assertEquals(5, new HashSet<>(draw(kind, Mode.STOC, 5)).size());
        }
    }

    @Test
    void aRollIsOneNumberAndTheOthersAreTwo() {
        for (Kind kind : Kind.values()) {
            assertEquals(kind == Kind.ROLL ? 1 : 2, kind.axes().size());
            assertEquals(kind == Kind.ROLL, draw(kind, Mode.STOC, 5).get(4).y() == 0);
        }
    }

    @Test
    void aDriftGrowsInOneDirection() {
        List<Offset> even = draw(Kind.DRIFT, Mode.STAT, 4);
        for (int i = 0; i < 4; i++) {
            assertEquals(even.get(3).x() * (i + 1) / 4, even.get(i).x(), ROUNDING);
            assertEquals(even.get(3).y() * (i + 1) / 4, even.get(i).y(), ROUNDING);
        }
        List<Offset> uneven = draw(Kind.DRIFT, Mode.STOC, 4);
        for (int i = 1; i < 4; i++) {
            assertTrue(uneven.get(i).size() > uneven.get(i - 1).size());
            assertEquals(
                    Math.atan2(uneven.get(0).y(), uneven.get(0).x()),
                    Math.atan2(uneven.get(i).y(), uneven.get(i).x()),
                    1e-9);
        }
        assertNotEquals(uneven.get(3).x() / 2, uneven.get(1).x(), 0.01);
    }

    @Test
    void reacquiringLeavesTheFirstAndMovesTheRest() {
        Set<Integer> breaks = new HashSet<>();
        for (long seed = 0; seed < 50; seed++) {
            List<Offset> offsets =
                    Offset.draw(Kind.REACQUIRE, Mode.STAT, Threshold.MAJOR, 4, new SplittableRandom(seed));
            int first = offsets.lastIndexOf(Offset.NONE) + 1;
            breaks.add(first);
            assertEquals(1, new HashSet<>(offsets.subList(first, 4)).size());
            assertEquals(Set.of(Offset.NONE), new HashSet<>(offsets.subList(0, first)));
        }
        assertEquals(Set.of(1, 2, 3), breaks);
        assertEquals(
                1,
                draw(Kind.REACQUIRE, Mode.STAT, 1).stream()
                        .filter(o -> !o.equals(Offset.NONE))
                        .count());
    }

    private static List<Offset> draw(Kind kind, Mode mode, int number) {
        return Offset.draw(kind, mode, Threshold.MAJOR, number, new SplittableRandom(3));
    }
}
