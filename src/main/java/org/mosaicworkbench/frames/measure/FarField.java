package org.mosaicworkbench.frames.measure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * A duplicate image of the field farther away than {@link DoubleField} searches, shifted and not turned: each star-like
 * peak of light within {@value PairVotes#REACH} pixels of a source votes for its offset from it. Peaks that are
 * narrower
 * than a star, as cosmic rays and hot pixels are, have no vote, nor has what a source has on both sides, as its spikes.
 *
 * <p>With fewer than {@value #FEWEST} sources significance and share are NaN; where nothing votes they are 0.
 *
 * @param significance minus the decimal logarithm of the probability that chance gives so many votes to any of the
 *                     offsets; 0 if it exceeds 1
 * @param share        of the sources that voted
 * @param shift        from the brighter image to the fainter one, with its one-sigma error; NaN if nothing votes
 * @param ratio        of a companion's light to its source's, the median of those that voted
 * @param pairs        how many voted
 */
public record FarField(double significance, double share, SecondImage.Shift shift, double ratio, int pairs) {

    /** Nearer than this the light of the source itself is in the way, pixels. */
    private static final double NEAREST = 6;
    /** As far as the spikes and rings of bright stars reach, which have their like on the other side. */
    private static final double OWN_LIGHT = 64;
    /** The share of a companion's light that its like on the other side has at least. */
    private static final double LIKE = 0.5;

    private static final int AROUND = 4;
    private static final int MOST = 1200;
    private static final int FEWEST = 3;
    private static final double LEAST_RATIO = 0.02;
    private static final double MOST_RATIO = 1.4;
    /** Light of a peak in 3 x 3 pixels, by the noise of a pixel. */
    private static final double LEAST_LIGHT = 12;

    private static final double LEAST_PEAK = 3;
    private static final double LEAST_CONTRAST = 4;

    private static final int[][] RING = {{1, 0}, {0, 1}, {-1, 0}, {0, -1}, {1, 1}, {-1, 1}, {-1, -1}, {1, -1}};

    /**
     * @param stack  whose sources are looked at
     * @param pixels row after row; NaN where there is no data
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

    /** A peak of light and how much there is in 3 x 3 pixels above what is around. */
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
         * The brightest that are like stars.
         *
         * @param sky the lowest about a source: most pixels are no brighter, and need no closer look
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

        /** Above what is around; NaN if it cannot be told. */
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
