package org.mosaicworkbench.frames;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The median of many sources, laid on each other to a fraction of a pixel. The first is laid on the brightest source and
 * all others on the median of the round before, by the offset at which the two look most alike. So a source that is
 * there twice is laid with both its images on both images of the others, whichever is the brighter one, and the doubling
 * stays; laid on its own brightest pixel it would not, where the two are equally bright.
 *
 * @param values {@value #SIDE} x {@value #SIDE} values, row after row from the bottom, {@value #FINER} a pixel; the
 *               brightest is 1
 * @param places of the sources: where the common centre lies in each patch, pixels from its middle
 * @param used   how many sources; the values are 0 where there is none
 */
record SourceStack(float[] values, List<double[]> places, int used) {

    /** Samples a pixel along each axis. */
    static final int FINER = 6;
    static final int SIDE = FINER * Patch.STAMP;

    private static final int HALF = Patch.STAMP / 2;
    private static final int REACH = Patch.MIDDLE - HALF;
    private static final int ROUNDS = 3;
    private static final double LEAST_CONTRAST = 10;
    private static final int FEW = 5;
    /** Another image of a source is preferred to its brightest only where it fits clearly better. */
    private static final double CLEARLY = 1.05;

    /** @param patches brightest first; those too faint to be laid on others are left out where there are enough */
    static SourceStack of(List<Patch> patches) {
        List<Patch> bright = patches.stream().filter(patch -> patch.contrast() >= LEAST_CONTRAST).toList();
        bright = bright.size() >= FEW ? bright : patches.subList(0, Math.min(FEW, patches.size()));
        if (bright.isEmpty()) {
            return new SourceStack(new float[SIDE * SIDE], List.of(), 0);
        }
        List<double[]> places = new ArrayList<>();
        for (Patch patch : bright) {
            places.add(centre(patch));
        }
        double[] template = resampled(bright.get(0), places.get(0));
        for (int round = 0; round < ROUNDS; round++) {
            List<double[]> stamps = new ArrayList<>();
            for (int i = 0; i < bright.size(); i++) {
                places.set(i, fitted(bright.get(i), template, places.get(i)));
                stamps.add(scaled(resampled(bright.get(i), places.get(i))));
            }
            template = median(stamps);
        }
        return new SourceStack(fine(bright, places), List.copyOf(places), bright.size());
    }

    /** The light's centre in the 5 x 5 pixels in the middle, weighted by a Gaussian. */
    private static double[] centre(Patch patch) {
        double sum = 0;
        double sx = 0;
        double sy = 0;
        for (int dy = -2; dy <= 2; dy++) {
            for (int dx = -2; dx <= 2; dx++) {
                double light = Math.max(0, patch.at(dx, dy)) * Math.exp(-(dx * dx + dy * dy) / 2.0);
                sum += light;
                sx += light * dx;
                sy += light * dy;
            }
        }
        return new double[] {1.5 * sx / sum, 1.5 * sy / sum};
    }

    /** Where the template fits a patch best: whole pixels first, then the top of a parabola through the neighbours. */
    private static double[] fitted(Patch patch, double[] template, double[] place) {
        int startX = (int) Math.rint(place[0]);
        int startY = (int) Math.rint(place[1]);
        int bestX = startX;
        int bestY = startY;
        double best = likeness(patch, template, startX, startY);
        for (int y = -REACH; y <= REACH; y++) {
            for (int x = -REACH; x <= REACH; x++) {
                boolean near = Math.abs(x - startX) <= 1 && Math.abs(y - startY) <= 1;
                double likeness = likeness(patch, template, x, y);
                if (likeness > best * (near ? 1 : CLEARLY)) {
                    best = likeness;
                    bestX = x;
                    bestY = y;
                }
            }
        }
        return new double[] {
            bestX + top(likeness(patch, template, bestX - 1, bestY), best, likeness(patch, template, bestX + 1, bestY)),
            bestY + top(likeness(patch, template, bestX, bestY - 1), best, likeness(patch, template, bestX, bestY + 1))};
    }

    private static double top(double before, double at, double after) {
        double bend = before - 2 * at + after;
        return bend < 0 ? Math.max(-0.5, Math.min(0.5, 0.5 * (before - after) / bend)) : 0;
    }

    /** The correlation of the template with a patch moved by whole pixels. */
    private static double likeness(Patch patch, double[] template, int x, int y) {
        if (Math.abs(x) > REACH || Math.abs(y) > REACH) {
            return Double.NEGATIVE_INFINITY;
        }
        double product = 0;
        double squares = 0;
        for (int dy = -HALF; dy <= HALF; dy++) {
            for (int dx = -HALF; dx <= HALF; dx++) {
                float value = patch.at(x + dx, y + dy);
                if (!Float.isNaN(value)) {
                    product += template[(dy + HALF) * Patch.STAMP + dx + HALF] * value;
                    squares += (double) value * value;
                }
            }
        }
        return squares > 0 ? product / Math.sqrt(squares) : 0;
    }

    /** A patch's stamp with a place of it, in pixels from its middle, in the middle. */
    private static double[] resampled(Patch patch, double[] place) {
        double[] stamp = new double[Patch.STAMP * Patch.STAMP];
        for (int dy = -HALF; dy <= HALF; dy++) {
            for (int dx = -HALF; dx <= HALF; dx++) {
                stamp[(dy + HALF) * Patch.STAMP + dx + HALF] = cubic(patch, place[0] + dx, place[1] + dy);
            }
        }
        return stamp;
    }

    /** Brings the inner light to 1. */
    private static double[] scaled(double[] stamp) {
        double light = 0;
        for (int dy = -3; dy <= 3; dy++) {
            for (int dx = -3; dx <= 3; dx++) {
                double value = stamp[(dy + HALF) * Patch.STAMP + dx + HALF];
                light += Double.isNaN(value) ? 0 : value;
            }
        }
        double scale = light > 0 ? 1 / light : 0;
        return Arrays.stream(stamp).map(value -> scale * value).toArray();
    }

    private static double[] median(List<double[]> stamps) {
        double[] median = new double[stamps.get(0).length];
        double[] column = new double[stamps.size()];
        for (int i = 0; i < median.length; i++) {
            int n = 0;
            for (double[] stamp : stamps) {
                if (!Double.isNaN(stamp[i])) {
                    column[n++] = stamp[i];
                }
            }
            Arrays.sort(column, 0, n);
            median[i] = n == 0 ? 0 : (column[(n - 1) / 2] + column[n / 2]) / 2;
        }
        return median;
    }

    private static float[] fine(List<Patch> patches, List<double[]> places) {
        List<double[]> stamps = new ArrayList<>();
        for (int p = 0; p < patches.size(); p++) {
            double[] coarse = resampled(patches.get(p), places.get(p));
            double[] scaled = scaled(coarse);
            int middle = HALF * Patch.STAMP + HALF;
            double scale = coarse[middle] == 0 ? 0 : scaled[middle] / coarse[middle];
            double[] stamp = new double[SIDE * SIDE];
            for (int y = 0; y < SIDE; y++) {
                double dy = places.get(p)[1] + (y + 0.5) / FINER - 0.5 - HALF;
                for (int x = 0; x < SIDE; x++) {
                    double dx = places.get(p)[0] + (x + 0.5) / FINER - 0.5 - HALF;
                    stamp[y * SIDE + x] = scale * cubic(patches.get(p), dx, dy);
                }
            }
            stamps.add(stamp);
        }
        double[] median = median(stamps);
        double brightest = Arrays.stream(median).max().orElse(0);
        float[] values = new float[median.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = brightest > 0 ? (float) (median[i] / brightest) : 0;
        }
        return values;
    }

    /** Cubic convolution (Keys 1981, a = -0.5); NaN near pixels without data and beyond the patch. */
    private static double cubic(Patch patch, double x, double y) {
        int left = (int) Math.floor(x) - 1;
        int below = (int) Math.floor(y) - 1;
        if (left < -Patch.MIDDLE || below < -Patch.MIDDLE || left + 3 > Patch.MIDDLE || below + 3 > Patch.MIDDLE) {
            return Double.NaN;
        }
        double fx = x - left - 1;
        double fy = y - below - 1;
        double sum = 0;
        for (int j = 0; j < 4; j++) {
            double line = weight(0, fx) * patch.at(left, below + j) + weight(1, fx) * patch.at(left + 1, below + j)
                    + weight(2, fx) * patch.at(left + 2, below + j) + weight(3, fx) * patch.at(left + 3, below + j);
            sum += weight(j, fy) * line;
        }
        return sum;
    }

    private static double weight(int tap, double t) {
        return switch (tap) {
            case 0 -> t * (-0.5 + t * (1 - 0.5 * t));
            case 1 -> 1 + t * t * (-2.5 + 1.5 * t);
            case 2 -> t * (0.5 + t * (2 - 1.5 * t));
            default -> t * t * (-0.5 + 0.5 * t);
        };
    }
}
