package org.mosaicworkbench.frames.measure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.mosaicworkbench.maths.OrderStatistics;

/**
 * The median of many sources, aligned to a fraction of a pixel. In the first round sources are aligned to the brightest
 * one, then to the median of the previous round, each at the offset of greatest similarity. A doubled source thus
 * aligns both its images with both images of the other sources, whichever is brighter, and the doubling survives. If
 * both images are equally bright, alignment on the brightest pixel would destroy the doubling.
 *
 * @param values {@value #SIDE} x {@value #SIDE} values in row-major order from the bottom row, {@value #FINER} per
 *     pixel along each axis; the largest is 1
 * @param patches the stacked sources; the values are 0 if there are none
 * @param places position of the common centre in each patch, pixels from the patch centre
 */
public record SourceStack(float[] values, List<Patch> patches, List<double[]> places) {

    /** Samples per pixel along each axis. */
    public static final int FINER = 6;

    public static final int SIDE = FINER * Patch.STAMP;

    private static final int HALF = Patch.STAMP / 2;
    private static final int REACH = Patch.MIDDLE - HALF;
    private static final int ROUNDS = 3;
    private static final double LEAST_CONTRAST = 10;
    private static final int FEW = 5;
    /** Ratio by which another image of a source must fit better to be preferred to its brightest image. */
    private static final double CLEARLY = 1.05;

    private static final double WEIGHT = 2;
    private static final int MOMENTS_REACH = 5;
    private static final int AREA_REACH = 6;
    private static final double CENTRED = 2.5;
    private static final double LOPSIDED_FROM = 1;
    private static final double LOPSIDED_TO = 8;

    /** @param patches brightest first; the faintest, which cannot be aligned, are omitted if there are enough others */
    public static SourceStack of(List<Patch> patches) {
        List<Patch> bright = patches.stream()
                .filter(patch -> patch.contrast() >= LEAST_CONTRAST)
                .toList();
        bright = bright.size() >= FEW ? bright : patches.subList(0, Math.min(FEW, patches.size()));
        if (bright.isEmpty()) {
            return new SourceStack(new float[SIDE * SIDE], List.of(), List.of());
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
        return new SourceStack(fine(bright, places), List.copyOf(bright), List.copyOf(places));
    }

    /** @return number of stacked sources */
    public int used() {
        return patches.size();
    }

    /**
     * The ellipticity (e1, e2) of each source: (xx - yy) / (xx + yy) and 2 xy / (xx + yy), from second moments weighted
     * by a Gaussian with a sigma of {@value #WEIGHT} pixels around the source's position.
     *
     * @return ellipticities; sources whose moments do not describe an ellipse are omitted
     */
    List<double[]> shapes() {
        List<double[]> shapes = new ArrayList<>();
        for (int i = 0; i < patches.size(); i++) {
            double[] shape = shape(patches.get(i), places.get(i));
            if (Math.hypot(shape[0], shape[1]) < 1) {
                shapes.add(shape);
            }
        }
        return shapes;
    }

    private static double[] shape(Patch patch, double[] place) {
        double xx = 0;
        double xy = 0;
        double yy = 0;
        int middleX = (int) Math.rint(place[0]);
        int middleY = (int) Math.rint(place[1]);
        for (int y = middleY - MOMENTS_REACH; y <= middleY + MOMENTS_REACH; y++) {
            for (int x = middleX - MOMENTS_REACH; x <= middleX + MOMENTS_REACH; x++) {
                double dx = x - place[0];
                double dy = y - place[1];
                double value = patch.at(x, y);
                double weighted =
                        Double.isNaN(value) ? 0 : value * Math.exp(-(dx * dx + dy * dy) / (2 * WEIGHT * WEIGHT));
                xx += weighted * dx * dx;
                xy += weighted * dx * dy;
                yy += weighted * dy * dy;
            }
        }
        return new double[] {(xx - yy) / (xx + yy), 2 * xy / (xx + yy)};
    }

    /**
     * The full width at half maximum, pixels, of a Gaussian that covers the same area as the stack. The area is (sum of
     * light)^2 / sum of (light^2) within {@value #AREA_REACH} pixels.
     */
    double width() {
        double light = 0;
        double squares = 0;
        for (int y = 0; y < SIDE; y++) {
            for (int x = 0; x < SIDE; x++) {
                if (square(x - SIDE / 2 + 0.5) + square(y - SIDE / 2 + 0.5) <= square(AREA_REACH * FINER)) {
                    light += values[y * SIDE + x];
                    squares += values[y * SIDE + x] * values[y * SIDE + x];
                }
            }
        }
        double area = light * light / squares / (FINER * FINER);
        return Math.sqrt(2 * Math.log(2) * area / Math.PI);
    }

    /**
     * The largest difference between the stack and the stack rotated by 180 degrees, as a fraction of its peak, more
     * than a pixel from the centre. The centre is the point of rotation that minimises the difference near the core.
     */
    double lopsided() {
        double least = Double.POSITIVE_INFINITY;
        int middleX = SIDE - 1;
        int middleY = SIDE - 1;
        for (int y = SIDE - 1 - 2 * FINER; y <= SIDE - 1 + 2 * FINER; y++) {
            for (int x = SIDE - 1 - 2 * FINER; x <= SIDE - 1 + 2 * FINER; x++) {
                double difference = turned(x, y, 0, CENTRED)[0];
                if (difference < least) {
                    least = difference;
                    middleX = x;
                    middleY = y;
                }
            }
        }
        return turned(middleX, middleY, LOPSIDED_FROM, LOPSIDED_TO)[1];
    }

    /**
     * Sum of squares and maximum of the differences between opposite positions. Their centre is given as the sum of two
     * opposite positions.
     */
    private double[] turned(int sumX, int sumY, double from, double to) {
        double squares = 0;
        double greatest = 0;
        int reach = (int) Math.ceil(to * FINER);
        for (int y = Math.max(0, sumY / 2 - reach); y <= Math.min(SIDE - 1, sumY / 2 + reach); y++) {
            for (int x = Math.max(0, sumX / 2 - reach); x <= Math.min(SIDE - 1, sumX / 2 + reach); x++) {
                double r = Math.sqrt(square(x - sumX / 2.0) + square(y - sumY / 2.0)) / FINER;
                boolean within = sumX - x >= 0 && sumX - x < SIDE && sumY - y >= 0 && sumY - y < SIDE;
                if (within && r >= from && r <= to) {
                    double difference = values[y * SIDE + x] - values[(sumY - y) * SIDE + sumX - x];
                    squares += difference * difference;
                    greatest = Math.max(greatest, difference);
                }
            }
        }
        return new double[] {squares, greatest};
    }

    /** The Gaussian-weighted centroid of the central 5 x 5 pixels; the patch centre if there is no light. */
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
        return sum > 0 ? new double[] {1.5 * sx / sum, 1.5 * sy / sum} : new double[2];
    }

    /**
     * The position where the template fits a patch best: whole pixels first, then the vertex of a parabola through the
     * neighbours.
     */
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
            bestY + top(likeness(patch, template, bestX, bestY - 1), best, likeness(patch, template, bestX, bestY + 1))
        };
    }

    /**
     * Offset of the vertex of the parabola through three values from the middle one; 0 if a neighbour is out of range.
     */
    private static double top(double before, double at, double after) {
        double bend = before - 2 * at + after;
        return bend < 0 && Double.isFinite(bend) ? Math.max(-0.5, Math.min(0.5, 0.5 * (before - after) / bend)) : 0;
    }

    /** The correlation of the template with a patch shifted by whole pixels. */
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

    /** A patch's stamp resampled so that a position, in pixels from the patch centre, is at the stamp's centre. */
    private static double[] resampled(Patch patch, double[] place) {
        double[] xs = new double[Patch.STAMP];
        double[] ys = new double[Patch.STAMP];
        for (int i = 0; i < Patch.STAMP; i++) {
            xs[i] = place[0] + (i - HALF);
            ys[i] = place[1] + (i - HALF);
        }
        return cubic(patch, xs, ys);
    }

    /** Scales a stamp so that the light in its central 7 x 7 pixels sums to 1. */
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
            median[i] = n == 0 ? 0 : OrderStatistics.median(column, 0, n);
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
            double[] xs = new double[SIDE];
            double[] ys = new double[SIDE];
            for (int i = 0; i < SIDE; i++) {
                xs[i] = places.get(p)[0] + (i + 0.5) / FINER - 0.5 - HALF;
                ys[i] = places.get(p)[1] + (i + 0.5) / FINER - 0.5 - HALF;
            }
            double[] stamp = cubic(patches.get(p), xs, ys);
            for (int i = 0; i < stamp.length; i++) {
                stamp[i] *= scale;
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

    /**
     * Samples a patch on a grid of positions, in row-major order: cubic convolution (Keys 1981, a = -0.5) along rows,
     * then across them; NaN near pixels without data and beyond the patch.
     */
    private static double[] cubic(Patch patch, double[] xs, double[] ys) {
        double[][] lines = new double[Patch.SIDE][xs.length];
        for (int i = 0; i < xs.length; i++) {
            int left = (int) Math.floor(xs[i]) + Patch.MIDDLE - 1;
            boolean within = left >= 0 && left + 3 < Patch.SIDE;
            double[] w = weights(xs[i] - (left - Patch.MIDDLE) - 1);
            for (int row = 0; row < Patch.SIDE; row++) {
                int at = row * Patch.SIDE + left;
                float[] v = patch.values();
                lines[row][i] =
                        within ? w[0] * v[at] + w[1] * v[at + 1] + w[2] * v[at + 2] + w[3] * v[at + 3] : Double.NaN;
            }
        }
        double[] values = new double[xs.length * ys.length];
        Arrays.fill(values, Double.NaN);
        for (int j = 0; j < ys.length; j++) {
            int below = (int) Math.floor(ys[j]) + Patch.MIDDLE - 1;
            double[] w = weights(ys[j] - (below - Patch.MIDDLE) - 1);
            for (int i = 0; below >= 0 && below + 3 < Patch.SIDE && i < xs.length; i++) {
                values[j * xs.length + i] = w[0] * lines[below][i]
                        + w[1] * lines[below + 1][i]
                        + w[2] * lines[below + 2][i]
                        + w[3] * lines[below + 3][i];
            }
        }
        return values;
    }

    private static double[] weights(double t) {
        return new double[] {
            t * (-0.5 + t * (1 - 0.5 * t)),
            1 + t * t * (-2.5 + 1.5 * t),
            t * (0.5 + t * (2 - 1.5 * t)),
            t * t * (-0.5 + 0.5 * t)
        };
    }

    private static double square(double value) {
        return value * value;
    }
}
