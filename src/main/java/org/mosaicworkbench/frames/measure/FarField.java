package org.mosaicworkbench.frames.measure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * A duplicate image of the field at offsets beyond the range of {@link DoubleField}, shifted but not rotated. Each
 * star-like peak within {@value PairVotes#REACH} pixels of a source votes for its offset from the source. Peaks
 * narrower than a star, such as cosmic rays and hot pixels, do not vote; neither do features on both sides of a source,
 * such as its spikes.
 *
 * <p>With fewer than {@value #FEWEST} sources, significance and share are NaN. If no peak votes, significance and share
 * are 0.
 *
 * @param significance minus log10 of an upper limit on the probability that any offset gets this many votes by chance;
 *     0 if that limit exceeds 1
 * @param share fraction of the sources that voted
 * @param shift shift from the brighter image to the fainter one, with its one-sigma error; NaN if no peak votes
 * @param ratio flux ratio of companion to source, the median over the sources that voted
 * @param pairs number of pairs that voted
 */
public record FarField(double significance, double share, SecondImage.Shift shift, double ratio, int pairs) {

    /** Distance in pixels within which the source's own light interferes. */
    private static final double NEAREST = 6;
    /**
     * Distance in pixels within which a peak may belong to the spikes or rings of a bright star, which have
     * counterparts on the opposite side.
     */
    private static final double OWN_LIGHT = 64;
    /** Flux of a counterpart on the opposite side, relative to that of the peak, above which the peak does not vote. */
    private static final double LIKE = 0.5;

    private static final int AROUND = 4;
    private static final int MOST = 1200;
    private static final int FEWEST = 3;
    private static final double LEAST_RATIO = 0.02;
    private static final double MOST_RATIO = 1.4;
    /** Minimum light of a peak in 3 x 3 pixels, in units of the noise of a pixel. */
    private static final double LEAST_LIGHT = 12;

    private static final double LEAST_PEAK = 3;
    private static final double LEAST_CONTRAST = 4;

    private static final int[][] RING = {{1, 0}, {0, 1}, {-1, 0}, {0, -1}, {1, 1}, {-1, 1}, {-1, -1}, {1, -1}};

    /**
     * @param stack stack whose sources are examined
     * @param pixels pixels in row-major order; NaN if there is no data
     */
    public static FarField of(SourceStack stack, StarShape star, float[] pixels, int width, int height) {
        return stack.used() < FEWEST
                ? none(Double.NaN)
                : new Search(new PixelGrid(pixels, width, height), star).in(stack);
    }

    static FarField none(double nothing) {
        SecondImage.Shift nowhere = new SecondImage.Shift(Double.NaN, Double.NaN, Double.NaN);
        return new FarField(nothing, nothing, nowhere, Double.NaN, 0);
    }

    /** A peak and its light in 3 x 3 pixels above the surroundings. */
    private record Peak(int x, int y, double light) {}

    /** The search for star-like peaks in an image. */
    private record Search(PixelGrid pixels, StarShape star) {

        FarField in(SourceStack stack) {
            double[] noises =
                    stack.patches().stream().mapToDouble(Patch::noise).sorted().toArray();
            double sky = stack.patches().stream()
                    .mapToDouble(patch -> pixels.at(patch.x(), patch.y()) - patch.peak())
                    .min()
                    .orElseThrow();
            List<Peak> peaks = peaks(sky, noises[noises.length / 2]);
            List<double[]> places = Surroundings.places(stack);
            List<PairVotes.Pair> pairs = new ArrayList<>();
            int able = 0;
            for (int i = 0; i < places.size(); i++) {
                int x = (int) Math.rint(places.get(i)[0]);
                int y = (int) Math.rint(places.get(i)[1]);
                double own = light(x, y);
                able += own > 0 ? 1 : 0;
                for (int k = 0; k < peaks.size(); k++) {
                    Peak peak = peaks.get(k);
                    int dx = peak.x - x;
                    int dy = peak.y - y;
                    if (Math.abs(dx) < PairVotes.REACH
                            && Math.abs(dy) < PairVotes.REACH
                            && dx * dx + dy * dy >= NEAREST * NEAREST
                            && own > 0
                            && peak.light > LEAST_RATIO * own
                            && peak.light < MOST_RATIO * own
                            && !isBothSides(peak, x, y)) {
                        pairs.add(new PairVotes.Pair(
                                i, k, peak.x - places.get(i)[0], peak.y - places.get(i)[1], peak.light / own));
                    }
                }
            }
            return PairVotes.of(pairs, Math.max(1, able));
        }

        private boolean isBothSides(Peak peak, int x, int y) {
            return Math.hypot(peak.x - x, peak.y - y) < OWN_LIGHT
                    && light(2 * x - peak.x, 2 * y - peak.y) > LIKE * peak.light;
        }

        /**
         * The brightest star-like peaks.
         *
         * @param sky the lowest sky level around any source; pixels that do not exceed it significantly, which are the
         *     majority, are skipped
         */
        private List<Peak> peaks(double sky, double noise) {
            List<Peak> peaks = new ArrayList<>();
            for (int y = AROUND + 1; y < pixels.height() - AROUND - 1; y++) {
                for (int x = AROUND + 1; x < pixels.width() - AROUND - 1; x++) {
                    if (pixels.at(x, y) > sky + LEAST_PEAK * noise && stands(x, y, LEAST_PEAK * noise)) {
                        double light = light(x, y);
                        if (light > LEAST_LIGHT * noise) {
                            peaks.add(new Peak(x, y, light));
                        }
                    }
                }
            }
            return peaks.stream()
                    .sorted(Comparator.comparingDouble(Peak::light)
                            .reversed()
                            .thenComparingInt(Peak::y)
                            .thenComparingInt(Peak::x))
                    .limit(2L * MOST)
                    .filter(this::isStar)
                    .limit(MOST)
                    .toList();
        }

        private boolean stands(int x, int y, double least) {
            double beside = pixels.at(x - AROUND, y)
                    + pixels.at(x + AROUND, y)
                    + pixels.at(x, y - AROUND)
                    + pixels.at(x, y + AROUND);
            return pixels.at(x, y) - beside / 4 > least && pixels.isTop(x, y);
        }

        private boolean isStar(Peak peak) {
            Patch patch = Patch.around(pixels.pixels(), pixels.width(), pixels.height(), peak.x, peak.y);
            return patch.contrast() > LEAST_CONTRAST && star.fits(patch);
        }

        /** The light in 3 x 3 pixels above the surroundings; NaN if it cannot be measured. */
        private double light(int x, int y) {
            double[] around = new double[RING.length];
            for (int r = 0; r < RING.length; r++) {
                around[r] = pixels.light(x + AROUND * RING[r][0], y + AROUND * RING[r][1]);
            }
            Arrays.sort(around);
            return pixels.light(x, y) - (around[3] + around[4]) / 2;
        }
    }
}
