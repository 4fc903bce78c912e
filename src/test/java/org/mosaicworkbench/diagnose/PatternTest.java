package org.mosaicworkbench.diagnose;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class PatternTest {

    private static final double LIMIT = 0.2;

    /**
     * Exposures at equal intervals, each measured with an error, shifted along x and rotated by a roll at the corner.
     */
    private static Pattern of(double error, double[]... values) {
        int n = values.length;
        double[] times = new double[n];
        double[][] all = new double[n][];
        double[][][] errors = new double[n][n][];
        for (int i = 0; i < n; i++) {
            times[i] = 55000 + 0.01 * i;
            all[i] = new double[] {values[i][0], 0, values[i].length > 1 ? values[i][1] : 0};
            for (int k = 0; k < n; k++) {
                double one = i == k ? error : error * Math.sqrt(2);
                errors[i][k] = new double[] {one, one};
            }
        }
        return Pattern.of(new Pattern.Pointings(times, all, errors, LIMIT));
    }

    private static double[] at(double... value) {
        return value;
    }

    private static void check(Pattern.Kind kind, int split, boolean tied, int[] groups, Pattern found) {
        assertEquals(kind, found.kind());
        assertEquals(split, found.split());
        assertEquals(tied, found.tied());
        assertArrayEquals(groups, found.groups());
    }

    @Test
    void whatDiffersByLessThanTheLimitOrTheErrorsAgrees() {
        check(Pattern.Kind.ALIGNED, 0, false, new int[4], of(0.01, at(0), at(0.1), at(-0.05), at(0.05)));
        check(Pattern.Kind.ALIGNED, 0, false, new int[3], of(0.3, at(0), at(1.2), at(0.3)));
    }

    @Test
    void oneAmongManyIsNamedWhereverItStands() {
        check(Pattern.Kind.ONE, 0, false, new int[] {0, 1, 0, 0}, of(0.01, at(0.03), at(0.4), at(-0.02), at(0)));
        check(Pattern.Kind.ONE, 0, false, new int[] {0, 0, 0, 1}, of(0.01, at(0), at(0), at(0), at(40)));
        check(Pattern.Kind.ONE, 0, false, new int[] {1, 0, 0}, of(0.01, at(5), at(0.05), at(0)));
        check(Pattern.Kind.ONE, 0, false, new int[] {0, 0, 1}, of(0.01, at(0, 0), at(0, 0.02), at(0, 3)));
    }

    @Test
    void aJumpPutsTheManyInTheRight() {
        check(
                Pattern.Kind.JUMP,
                3,
                false,
                new int[] {0, 0, 0, 1, 1},
                of(0.01, at(0), at(0.05), at(0), at(7), at(7.05)));
        check(
                Pattern.Kind.JUMP,
                2,
                false,
                new int[] {1, 1, 0, 0, 0},
                of(0.01, at(0), at(0.05), at(7), at(7), at(7.05)));
        check(Pattern.Kind.JUMP, 2, true, new int[] {0, 0, 1, 1}, of(0.01, at(0), at(0.05), at(7), at(7.05)));
        check(Pattern.Kind.JUMP, 1, true, new int[] {0, 1}, of(0.01, at(0), at(3)));
    }

    /** Each agrees with the middle ones, which are too uncertain to join those at the ends. */
    @Test
    void whatDisagreesIsNeverInOneGroup() {
        Pattern found = of(0.1, at(0), at(0.5), at(1), at(0.5), at(0), at(1));
        check(Pattern.Kind.SEVERAL, 0, false, new int[] {0, 0, 1, 0, 0, 1}, found);
    }

    /** An error that is not a number should never occur, but still yields a verdict. */
    @Test
    void errorsThatAreNoNumbersPutEachByItself() {
        check(Pattern.Kind.SEVERAL, 0, true, new int[] {0, 1, 2}, of(Double.NaN, at(0), at(0), at(0)));
    }

    @Test
    void aDriftIsToldFromAJump() {
        Pattern fast = of(0.01, at(0), at(1), at(2.02), at(3));
        assertEquals(Pattern.Kind.DRIFT, fast.kind());
        assertArrayEquals(new boolean[] {true, false, false, false}, fast.reference());
        assertEquals(
                Pattern.Kind.DRIFT,
                of(0.01, at(0), at(0.12), at(0.24), at(0.36), at(0.48)).kind());
        assertEquals(
                Pattern.Kind.JUMP, of(0.01, at(0), at(0.02), at(0.5), at(0.47)).kind());
        assertEquals(
                Pattern.Kind.DRIFT,
                of(0.01, at(0, 0), at(0, 1), at(0, 2), at(0, 3)).kind());
    }

    @Test
    void whatNothingExplainsFallsIntoGroups() {
        check(Pattern.Kind.SEVERAL, 0, false, new int[] {0, 1, 0, 2, 0}, of(0.01, at(0), at(5), at(0), at(-3), at(0)));
        check(Pattern.Kind.SEVERAL, 0, true, new int[] {0, 1, 0, 1, 2}, of(0.01, at(0), at(5), at(0), at(5), at(20)));
        Pattern none = of(0.01, at(0), at(5), at(-3), at(20));
        assertTrue(none.tied());
        assertArrayEquals(new int[] {0, 1, 2, 3}, none.groups());
        assertFalse(none.reference()[1]);
    }
}
