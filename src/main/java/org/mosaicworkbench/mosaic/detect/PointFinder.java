package org.mosaicworkbench.mosaic.detect;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.mosaicworkbench.io.Band;

/**
 * Finds point sources with the DAOFIND algorithm (Stetson 1987, PASP 99, 191, section III.A). The image is correlated
 * with a zero-mean Gaussian of the stars' width, so that each pixel holds the height of the best-fitting Gaussian at
 * its position. Local maxima above a threshold are sources unless they are too sharp (cosmic rays, hot pixels), too
 * blunt or too elongated. Positions are then refined by a centroid in a Gaussian window that follows the source
 * (Bertin's windowed position, with the step doubled for convergence).
 *
 * @param fwhm full width at half maximum of a star in pixels
 * @param threshold the smallest ratio of a source's height to its noise
 */
public record PointFinder(double fwhm, double threshold) {

    private static final double SIGMA_PER_FWHM = 1 / 2.3548200450309493;
    private static final double SHARPEST = 1.0;
    private static final double BLUNTEST = 0.2;
    private static final double ROUNDEST = 1.0;
    /**
     * Minimum sigma of the window in pixels; in a narrower window, centroids are biased towards pixel centres, for IR
     * stars by up to 0.17 px.
     */
    private static final double NARROWEST_WINDOW = 1.2;

    private static final int CENTROID_ROUNDS = 25;
    private static final double CENTROID_CONVERGED = 1e-4;

    /** @throws IllegalArgumentException if an option is out of range */
    public PointFinder {
        if (!(fwhm > 0.5 && fwhm < 50)) {
            throw new IllegalArgumentException(
                    "the FWHM of stars is " + fwhm + " pixels; it must be between 0.5 and 50");
        }
        if (!(threshold > 0)) {
            throw new IllegalArgumentException("the detection threshold is " + threshold + "; it must be above 0");
        }
    }

    /**
     * Finds the sources of an image.
     *
     * @param image pixels that are NaN are ignored
     * @param threads number of bands of rows searched at the same time; the result does not depend on it
     * @return the sources, brightest first
     */
    public List<Detection> find(SubtractedImage image, int threads) {
        StarKernel kernel = new StarKernel(fwhm * SIGMA_PER_FWHM);
        List<Detection> found = new ArrayList<>();
        Band.map(image.height(), threads, band -> inBand(image, kernel, band)).forEach(found::addAll);
        return merged(found);
    }

    private List<Detection> inBand(SubtractedImage image, StarKernel kernel, Band band) {
        List<Detection> found = new ArrayList<>();
        FittedRows fitted = new FittedRows(image, kernel, band);
        float[] noises = new float[image.width()];
        float least = (float) (threshold * kernel.noiseFactor());
        while (fitted.next()) {
            float[] heights = fitted.heights();
            int to = fitted.to();
            if (fitted.from() < to) {
                image.noises(fitted.y(), noises);
            }
            for (int x = fitted.from(); x < to; x++) {
                if (heights[x] > least * noises[x] && fitted.isPeak(x)) {
                    Detection source =
                            measure(image, kernel, x, fitted.y(), heights[x], noises[x] * kernel.noiseFactor());
                    if (source != null) {
                        found.add(source);
                    }
                }
            }
        }
        return found;
    }

    private static Detection measure(
            SubtractedImage image, StarKernel kernel, int x, int y, double peak, double noise) {
        double around = kernel.meanAround(image, x, y);
        if (Double.isNaN(around)) {
            return null;
        }
        double sharpness = (image.at(x, y) - around) / peak;
        double roundness = kernel.roundness(image, x, y);
        if (!(sharpness > BLUNTEST && sharpness < SHARPEST && Math.abs(roundness) < ROUNDEST)) {
            return null;
        }
        double[] centre = centroid(image, x, y, Math.max(NARROWEST_WINDOW, kernel.sigma()));
        if (centre == null || Math.hypot(centre[0] - x, centre[1] - y) > Math.max(1, kernel.sigma())) {
            return null;
        }
        return new Detection(centre[0] + 1, centre[1] + 1, peak, peak / noise, sharpness, roundness);
    }

    /**
     * The windowed centroid, 0-based; null if the window leaves the image or contains no light, or if the centroid
     * diverges.
     */
    static double[] centroid(SubtractedImage image, double x, double y, double sigma) {
        int reach = Math.max(2, (int) Math.ceil(2.5 * sigma));
        double[] alongX = new double[2 * reach + 1];
        double[] alongY = new double[2 * reach + 1];
        Window pixels = null;
        double cx = x;
        double cy = y;
        for (int round = 0; round < CENTROID_ROUNDS; round++) {
            int left = (int) Math.rint(cx) - reach;
            int below = (int) Math.rint(cy) - reach;
            if (left < 0 || below < 0 || left + 2 * reach >= image.width() || below + 2 * reach >= image.height()) {
                return null;
            }
            if (pixels == null || pixels.left != left || pixels.below != below) {
                pixels = Window.of(image, left, below, alongX.length);
            }
            window(alongX, left - cx, sigma);
            window(alongY, below - cy, sigma);
            double sum = 0;
            double sx = 0;
            double sy = 0;
            for (int py = 0; py <= 2 * reach; py++) {
                for (int px = 0; px <= 2 * reach; px++) {
                    double value = pixels.values[py * alongX.length + px];
                    if (!Double.isNaN(value)) {
                        double w = value * alongX[px] * alongY[py];
                        sum += w;
                        sx += w * (left + px - cx);
                        sy += w * (below + py - cy);
                    }
                }
            }
            if (!(sum > 0)) {
                return null;
            }
            cx += 2 * sx / sum;
            cy += 2 * sy / sum;
            if (!(Math.hypot(cx - x, cy - y) < 3 + 2 * sigma)) {
                return null;
            }
            if (Math.abs(sx) + Math.abs(sy) < CENTROID_CONVERGED * sum) {
                break;
            }
        }
        return new double[] {cx, cy};
    }

    /** The square of pixels under the window; it is kept because it seldom moves from one round to the next. */
    private record Window(int left, int below, float[] values) {

        static Window of(SubtractedImage image, int left, int below, int side) {
            float[] values = new float[side * side];
            for (int i = 0; i < values.length; i++) {
                values[i] = image.at(left + i % side, below + i / side);
            }
            return new Window(left, below, values);
        }
    }

    /** A Gaussian along one axis; the window is the product of two. */
    private static void window(double[] values, double start, double sigma) {
        for (int i = 0; i < values.length; i++) {
            values[i] = Math.exp(-(start + i) * (start + i) / (2 * sigma * sigma));
        }
    }

    /** Merges two maxima whose centroids converged to the same position. */
    private List<Detection> merged(List<Detection> found) {
        found.sort(Comparator.comparingDouble(Detection::peak)
                .reversed()
                .thenComparingDouble(Detection::y)
                .thenComparingDouble(Detection::x));
        Neighbours seen = new Neighbours(Math.max(1, fwhm));
        List<Detection> kept = new ArrayList<>();
        for (Detection source : found) {
            if (seen.nearest(source.x(), source.y(), 0.5 * fwhm) < 0) {
                seen.add(source.x(), source.y());
                kept.add(source);
            }
        }
        return kept;
    }
}
