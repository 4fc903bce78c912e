package org.mosaicworkbench.diagnose;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The pattern of the pointing errors in a visit, in time order: which exposures agree, and what explains the others.
 * Three explanations with equally many parameters are tried: one deviating exposure, one jump between two exposures, or
 * a steady drift. Of the explanations that account for every exposure, the one with the lowest chi square is chosen.
 *
 * @param kind the kind of pattern
 * @param groups for each exposure, the index of its group; exposures in one group agree, and group 0 is the reference
 * @param split index of the first exposure after a jump; 0 unless the pattern is a single jump
 * @param tied true if another group is as large as the reference, so that either may be the wrong one
 */
record Pattern(Kind kind, int[] groups, int split, boolean tied) {

    /** Number of standard errors above which a difference is significant. */
    static final double SIGNIFICANT = 4;
    /** Scatter in pixels of exposures with good guiding, added to their errors when explanations are compared. */
    private static final double GOOD_GUIDING = 0.05;
    /** Denotes no exposure. */
    private static final int NONE = -1;

    /** The kinds of pattern. */
    enum Kind {
        /** All exposures agree. */
        ALIGNED,
        /** One exposure is mispointed or rotated. */
        ONE,
        /** The pointing jumps at one exposure: the guide stars were reacquired. */
        JUMP,
        /** The pointing moves steadily. */
        DRIFT,
        /** Several exposures are mispointed, and no one explanation accounts for all of them. */
        SEVERAL
    }

    /**
     * The pointings of the exposures, in time order.
     *
     * @param times mid-exposure times, days; all equal if unknown
     * @param values for each exposure, the shift along x and y, and the roll times the distance to the corner; pixels
     * @param errors for each pair of exposures, the one-sigma errors of their relative shift (in the direction where it
     *     is largest) and of their relative roll, pixels; on the diagonal, the errors of each exposure alone
     * @param limit the largest offset in pixels at which exposures count as agreeing, however small their errors
     */
    record Pointings(double[] times, double[][] values, double[][][] errors, double limit) {

        int size() {
            return values.length;
        }

        boolean agree(int i, int k) {
            double[] a = values[i];
            double[] b = values[k];
            return Math.hypot(a[0] - b[0], a[1] - b[1]) <= allowed(errors[i][k][0])
                    && Math.abs(a[2] - b[2]) <= allowed(errors[i][k][1]);
        }

        double allowed(double error) {
            return Math.max(limit, SIGNIFICANT * error);
        }
    }

    private record Explanation(Kind kind, int at, double chi2, boolean all) {}

    /**
     * The pattern if one exposure is known to be right: the exposures that agree with it are the reference, however
     * few.
     *
     * @param kept the exposure's index
     */
    static Pattern around(Pointings p, int kept) {
        Pattern free = of(p);
        return free.kind == Kind.ALIGNED ? free : several(p, kept);
    }

    /** Finds the pattern; a lone exposure counts as aligned. */
    static Pattern of(Pointings p) {
        int n = p.size();
        if (IntStream.range(0, n).allMatch(i -> IntStream.range(0, i).allMatch(k -> p.agree(i, k)))) {
            return new Pattern(Kind.ALIGNED, new int[n], 0, false);
        }
        Explanation best = null;
        for (int i = 0; i < n; i++) {
            if (n > 2) {
                best = better(best, explained(p, Kind.ONE, i));
            }
            if ((n == 2 && i == 1) || (i > 1 && i < n - 1)) {
                best = better(best, explained(p, Kind.JUMP, i));
            }
        }
        if (n > 2) {
            best = better(best, explained(p, Kind.DRIFT, 0));
        }
        return best == null ? several(p, NONE) : pattern(best, n);
    }

    private static Explanation better(Explanation best, Explanation other) {
        return other.all && (best == null || other.chi2 < best.chi2) ? other : best;
    }

    private static Pattern pattern(Explanation best, int n) {
        int[] groups = new int[n];
        switch (best.kind) {
            case ONE -> groups[best.at] = 1;
            case JUMP -> {
                boolean laterMany = n - best.at > best.at;
                for (int i = 0; i < n; i++) {
                    groups[i] = i >= best.at == laterMany ? 0 : 1;
                }
            }
            default -> Arrays.setAll(groups, i -> i);
        }
        boolean jump = best.kind == Kind.JUMP;
        return new Pattern(best.kind, groups, jump ? best.at : 0, jump && 2 * best.at == n);
    }

    /** Fits an explanation, as weighted means or a line in each coordinate, and computes the residuals. */
    private static Explanation explained(Pointings p, Kind kind, int at) {
        int n = p.size();
        double chi2 = 0;
        double[][] left = new double[n][3];
        for (int c = 0; c < 3; c++) {
            double[] model = kind == Kind.DRIFT ? line(p, c) : means(p, c, i -> kind == Kind.ONE ? i == at : i >= at);
            for (int i = 0; i < n; i++) {
                left[i][c] = p.values[i][c] - model[i];
                chi2 += left[i][c] * left[i][c] * weight(p, i, c);
            }
        }
        boolean all = IntStream.range(0, n)
                .allMatch(i -> Math.hypot(left[i][0], left[i][1]) <= p.allowed(p.errors[i][i][0])
                        && Math.abs(left[i][2]) <= p.allowed(p.errors[i][i][1]));
        return new Explanation(kind, at, chi2, all);
    }

    private static double weight(Pointings p, int i, int coordinate) {
        double error = p.errors[i][i][coordinate / 2];
        return 1 / (error * error + GOOD_GUIDING * GOOD_GUIDING);
    }

    private static double[] means(Pointings p, int c, java.util.function.IntPredicate second) {
        double[] sum = new double[2];
        double[] of = new double[2];
        for (int i = 0; i < p.size(); i++) {
            int part = second.test(i) ? 1 : 0;
            sum[part] += weight(p, i, c);
            of[part] += weight(p, i, c) * p.values[i][c];
        }
        return IntStream.range(0, p.size())
                .mapToDouble(i -> of[second.test(i) ? 1 : 0] / sum[second.test(i) ? 1 : 0])
                .toArray();
    }

    private static double[] line(Pointings p, int c) {
        double[] t = times(p);
        double w = 0;
        double wt = 0;
        double wv = 0;
        double wtt = 0;
        double wtv = 0;
        for (int i = 0; i < p.size(); i++) {
            double one = weight(p, i, c);
            w += one;
            wt += one * t[i];
            wv += one * p.values[i][c];
            wtt += one * t[i] * t[i];
            wtv += one * t[i] * p.values[i][c];
        }
        double slope = (w * wtv - wt * wv) / (w * wtt - wt * wt);
        double start = (wv - slope * wt) / w;
        return Arrays.stream(t).map(time -> start + slope * time).toArray();
    }

    /** Times since the first exposure; if times are unknown, the exposures' indices. */
    private static double[] times(Pointings p) {
        double first = p.times[0];
        boolean known = p.times[p.size() - 1] > first;
        return IntStream.range(0, p.size())
                .mapToDouble(i -> known ? (p.times[i] - first) / (p.times[p.size() - 1] - first) : i)
                .toArray();
    }

    /**
     * Groups the exposures: first the largest set that agree with each other, then the largest such set of the
     * remaining exposures, and so on.
     *
     * @param kept the exposure whose set comes first; {@link #NONE} for the largest set
     */
    private static Pattern several(Pointings p, int kept) {
        int[] groups = new int[p.size()];
        Arrays.fill(groups, -1);
        int first = 0;
        boolean tied = false;
        for (int number = 0; Arrays.stream(groups).anyMatch(g -> g < 0); number++) {
            List<Integer> largest = List.of();
            for (int i = 0; i < groups.length; i++) {
                List<Integer> set = groups[i] < 0 ? agreeing(p, groups, i) : List.of();
                largest = set.size() > largest.size() ? set : largest;
            }
            if (number == 0 && kept != NONE) {
                largest = agreeing(p, groups, kept);
            }
            for (int i : largest) {
                groups[i] = number;
            }
            tied |= number == 1 && largest.size() == first && kept == NONE;
            first = number == 0 ? largest.size() : first;
        }
        return new Pattern(Kind.SEVERAL, groups, 0, tied);
    }

    /** An exposure, and the ungrouped exposures that agree with all those already chosen. */
    private static List<Integer> agreeing(Pointings p, int[] groups, int one) {
        List<Integer> set = new ArrayList<>(List.of(one));
        IntStream.range(0, groups.length)
                .filter(k -> k != one && groups[k] < 0 && set.stream().allMatch(i -> p.agree(i, k)))
                .forEach(set::add);
        return set;
    }

    VisitDiagnosis.Agreement agreement() {
        return kind == Kind.ALIGNED
                ? VisitDiagnosis.Agreement.ALL
                : tied ? VisitDiagnosis.Agreement.TIED : VisitDiagnosis.Agreement.MOST;
    }

    /** @return true for the reference exposures */
    boolean[] reference() {
        boolean[] reference = new boolean[groups.length];
        for (int i = 0; i < groups.length; i++) {
            reference[i] = groups[i] == 0;
        }
        return reference;
    }
}
