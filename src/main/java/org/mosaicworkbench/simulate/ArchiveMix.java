package org.mosaicworkbench.simulate;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.mosaicworkbench.visit.Detector;

/**
 * The frequencies of visit properties in the archive. Detectors, target classes, exposure counts and WCS solutions
 * follow the marginal distributions of the observatory's table of 1,172 single-visit mosaics of July 2021
 * (spacetelescope/spacekit, MIT). That table does not cover the other properties; they follow the options in the
 * instrument handbooks.
 */
final class ArchiveMix {

    /** Number of datasets per detector and target class, in the order of {@link #CLASSES}. */
    private static final Map<Detector, int[]> DATASETS = new EnumMap<>(Map.of(
            Detector.HRC, new int[] {11, 24, 1, 2, 19, 13, 4, 0},
            Detector.IR, new int[] {7, 102, 41, 5, 43, 32, 83, 1},
            Detector.SBC, new int[] {6, 10, 1, 1, 5, 3, 1, 0},
            Detector.UVIS, new int[] {19, 101, 22, 10, 45, 31, 56, 0},
            Detector.WFC, new int[] {7, 173, 72, 13, 42, 51, 115, 0}));
    /**
     * The categories that represent each target class, drawn with equal frequency; a category listed twice is drawn
     * twice as often.
     */
    private static final List<List<Category>> CLASSES = List.of(
            List.of(Category.CALIBRATION),
            List.of(Category.DEEP_FIELD, Category.DEEP_FIELD, Category.SPIRAL_GALAXY, Category.ELLIPTICAL_GALAXY),
            List.of(Category.GALAXY_CLUSTER),
            List.of(Category.NEBULA),
            List.of(Category.FIELD_STARS),
            List.of(Category.OPEN_CLUSTER, Category.GLOBULAR_CLUSTER),
            List.of(Category.PARALLEL_FIELD),
            List.of(Category.SOLAR_SYSTEM));
    /** Pairs of an exposure count and the number of datasets with that count. */
    private static final int[][] EXPOSURES = {
        {1, 101}, {2, 163}, {3, 96}, {4, 342}, {5, 79}, {6, 102}, {7, 11}, {8, 104}, {9, 41}, {10, 20}, {11, 10},
        {12, 32}, {13, 3}, {14, 6}, {15, 4}, {16, 14}, {17, 3}, {18, 7}, {20, 7}, {22, 5}, {24, 8}, {28, 3}, {30, 6},
        {37, 2}, {50, 1}, {82, 1}
    };
    /** Fraction of the mosaics that are fitted to a catalog, and fraction with corrected guide-star coordinates. */
    private static final Map<Detector, double[]> SOLUTIONS = new EnumMap<>(Map.of(
            Detector.HRC, new double[] {0.473, 0.311},
            Detector.IR, new double[] {0.761, 0.226},
            Detector.SBC, new double[] {0.593, 0.259},
            Detector.UVIS, new double[] {0.947, 0.039},
            Detector.WFC, new double[] {0.945, 0.047}));
    /**
     * Median residuals of fits with more than 10 matches, mas per axis; half of the residuals are within a factor of
     * 1.5 of the median.
     */
    private static final Map<Detector, Double> RESIDUALS = new EnumMap<>(
            Map.of(Detector.HRC, 15.0, Detector.IR, 27.0, Detector.SBC, 20.0, Detector.UVIS, 10.0, Detector.WFC, 13.0));

    private static final double RESIDUAL_SPREAD = 0.6;
    /** Fraction of the visits that use a subarray. */
    private static final Map<Detector, Double> SUBARRAYS = new EnumMap<>(
            Map.of(Detector.HRC, 0.1, Detector.IR, 0.06, Detector.SBC, 0.0, Detector.UVIS, 0.2, Detector.WFC, 0.06));
    /** Fractions of the visits with one, two, three and four filters; a visit has no more filters than exposures. */
    private static final double[] FILTERS = {0.5, 0.33, 0.1, 0.07};

    private ArchiveMix() {}

    static Detector detector(List<Detector> among, Rng rng) {
        return among.get(drawn(
                among.stream()
                        .mapToDouble(d -> IntStream.of(DATASETS.get(d)).sum())
                        .toArray(),
                rng));
    }

    static Category category(Detector detector, List<Category> among, Rng rng) {
        int[] datasets = DATASETS.get(detector);
        double[] weights = new double[among.size()];
        for (int i = 0; i < CLASSES.size(); i++) {
            List<Category> seen = CLASSES.get(i);
            for (Category category : seen) {
                int at = among.indexOf(category);
                if (at >= 0) {
                    // The minimum allows a class to be requested alone even if the table has none for this detector.
                    weights[at] += Math.max(datasets[i], 1e-3) / seen.size();
                }
            }
        }
        return among.get(drawn(weights, rng));
    }

    static int exposures(Rng rng) {
        return EXPOSURES[
                drawn(
                        IntStream.range(0, EXPOSURES.length)
                                .mapToDouble(i -> EXPOSURES[i][1])
                                .toArray(),
                        rng)][0];
    }

    static int filters(int exposures, Rng rng) {
        return Math.min(exposures, 1 + drawn(FILTERS, rng));
    }

    /** @return side of the field in pixels */
    static int size(Detector detector, Rng rng) {
        if (rng.uniform() >= SUBARRAYS.get(detector)) {
            return Geometry.FULL;
        }
        return detector.chips() == 2 ? 512 << rng.below(2) : 256 << rng.below(2);
    }

    /** The suffix of {@code WCSNAME} in the exposures' headers, before any fit by this software. */
    static String solution(Detector detector, Rng rng) {
        double[] shares = SOLUTIONS.get(detector);
        double u = rng.uniform();
        return u < shares[0] ? "-FIT_REL_GAIAeDR3" : u < shares[0] + shares[1] ? "-GSC240" : "";
    }

    /** @return rms residual of a fit to the catalog, mas per axis */
    static double residual(Detector detector, Rng rng) {
        return RESIDUALS.get(detector) * Math.exp(RESIDUAL_SPREAD * rng.gaussian());
    }

    /**
     * Surface density of the stars listed by Gaia, before crowding removes some of them.
     *
     * @return stars per square arcmin brighter than G = 20.9
     */
    static double density(Category category, Rng rng) {
        return switch (category) {
            case DEEP_FIELD, SPIRAL_GALAXY, ELLIPTICAL_GALAXY, SOLAR_SYSTEM -> mixed(rng, 1.2, 0.5, 0.25, 7, 1.5);
            case GALAXY_CLUSTER -> mixed(rng, 1.2, 0.45, 0.03, 5, 1);
            case PARALLEL_FIELD -> mixed(rng, 1.1, 0.5, 0.25, 25, 2);
            case FIELD_STARS -> mixed(rng, 1.5, 0.6, 0.45, 12, 1.8);
            case OPEN_CLUSTER, GLOBULAR_CLUSTER -> mixed(rng, 420, 1.1, 0.25, 15, 1);
            case NEBULA -> mixed(rng, 2, 0.8, 0.7, 30, 1);
            case CALIBRATION -> mixed(rng, 1, 0.8, 0.42, 250, 1.2);
        };
    }

    /** Draws whether a visit shows an effect that its detector can have, at the frequency of typical programmes. */
    static boolean shows(Effect effect, Rng rng) {
        double share = switch (effect) {
            case PSF_CHANGE, BREATHING, HOT_PIXELS, CTE, BLOBS -> 1;
            case COLUMNS -> 0.3;
            case PERSISTENCE, GHOSTS, SCATTERED_LIGHT -> 0.15;
            case BLEEDING -> 0.1;
            case ELONGATION, SATELLITES -> 0.05;
            case ABERRATION -> 0;
        };
        return rng.uniform() < share;
    }

    /**
     * Draws from a mixture of two log-normal distributions, each given by its median and the standard deviation of the
     * natural logarithm.
     */
    private static double mixed(
            Rng rng, double median, double spread, double share, double otherMedian, double otherSpread) {
        boolean other = rng.uniform() < share;
        return Math.min(
                1200, (other ? otherMedian : median) * Math.exp((other ? otherSpread : spread) * rng.gaussian()));
    }

    /** Draws an index with probability proportional to its weight. */
    static int drawn(double[] weights, Rng rng) {
        double total = 0;
        for (double w : weights) {
            total += w;
        }
        double u = rng.uniform() * total;
        int i = 0;
        while (i < weights.length - 1 && u >= weights[i]) {
            u -= weights[i];
            i++;
        }
        return i;
    }
}
