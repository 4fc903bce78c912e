package org.mosaicworkbench.mosaic.detect;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Finds point sources as DAOFIND does (Stetson 1987, PASP 99, 191, section III.A): the image is correlated with a
 * Gaussian of the stars' width less its mean, so that a pixel holds the height of the Gaussian that fits best there;
 * local maxima above a threshold are sources when they are neither too sharp (cosmic rays, hot pixels), nor too blunt,
 * nor too long. Positions are then refined by a centroid in a Gaussian window that follows the source
 * (Bertin's windowed position, with the step doubled for convergence).
 *
 * @param fwhm      full width at half maximum of a star in pixels
 * @param threshold the least ratio of a source's height to its noise
 */
public record PointFinder(double fwhm, double threshold) {

    private static final double SIGMA_PER_FWHM = 1 / 2.3548200450309493;
    private static final double TRUNCATED_AT = 1.5;
    private static final double SHARPEST = 1.0;
    private static final double BLUNTEST = 0.2;
    private static final double ROUNDEST = 1.0;
    /**
     * Pixels; in a narrower window a centroid is drawn to the pixels' middles, in that of IR stars by up to 0.17 px.
     */
    private static final double NARROWEST_WINDOW = 1.2;

    private static final int CENTROID_ROUNDS = 25;
    private static final double CENTROID_CONVERGED = 1e-4;

    /** @throws IllegalArgumentException when an option is out of range */
    public PointFinder {
        if (!(fwhm > 0.5 && fwhm < 50)) {
            throw new IllegalArgumentException(
                    "the full width of stars is " + fwhm + " pixels; it must be between 0.5 and 50");
        }
        if (!(threshold > 0)) {
            throw new IllegalArgumentException("the detection threshold is " + threshold + "; it must be above 0");
        }
    }

    /**
     * Finds the sources of an image.
     *
     * @param image without background, row after row; NaN where a pixel is bad
     * @param width of the image, pixels
     * @param noises of its pixels
     * @return brightest first
     */
    public List<Detection> find(float[] image, int width, PixelNoise noises) {
        int height = image.length / width;
        Shape shape = new Shape(fwhm * SIGMA_PER_FWHM);
        float[] fitted = shape.heights(image, width, height);
        List<Detection> found = new ArrayList<>();
        int margin = shape.radius;
        float[] row = new float[width];
        for (int y = margin; y < height - margin; y++) {
            noises.noises(y, row);
            for (int x = margin; x < width - margin; x++) {
                int i = y * width + x;
                double noise = row[x] * shape.noiseFactor;
                if (fitted[i] > threshold * noise && isPeak(fitted, width, x, y)) {
                    Detection source = measure(image, fitted, width, height, x, y, noise, shape);
                    if (source != null) {
                        found.add(source);
                    }
                }
            }
        }
        return merged(found);
    }

    private Detection measure(
            float[] image, float[] fitted, int width, int height, int x, int y, double noise, Shape shape) {
        double peak = fitted[y * width + x];
        double around = shape.meanAround(image, width, x, y);
        if (Double.isNaN(around)) {
            return null;
        }
        double sharpness = (image[y * width + x] - around) / peak;
        double roundness = shape.roundness(image, width, x, y);
        if (!(sharpness > BLUNTEST && sharpness < SHARPEST && Math.abs(roundness) < ROUNDEST)) {
            return null;
        }
        double[] centre = centroid(image, width, height, x, y, Math.max(NARROWEST_WINDOW, shape.sigma));
        if (centre == null || Math.hypot(centre[0] - x, centre[1] - y) > Math.max(1, shape.sigma)) {
            return null;
        }
        return new Detection(centre[0] + 1, centre[1] + 1, peak, peak / noise, sharpness, roundness);
    }

    private static boolean isPeak(float[] fitted, int width, int x, int y) {
        float peak = fitted[y * width + x];
        for (int dy = -1; dy <= 1; dy++) {
            for (int dx = -1; dx <= 1; dx++) {
                float other = fitted[(y + dy) * width + x + dx];
                boolean before = dy < 0 || (dy == 0 && dx < 0);
                if (before ? other >= peak : other > peak) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Windowed centroid, 0-based; null where it runs away or meets bad pixels only. */
    static double[] centroid(float[] image, int width, int height, double x, double y, double sigma) {
        int reach = Math.max(2, (int) Math.ceil(2.5 * sigma));
        double cx = x;
        double cy = y;
        for (int round = 0; round < CENTROID_ROUNDS; round++) {
            int left = (int) Math.rint(cx) - reach;
            int below = (int) Math.rint(cy) - reach;
            if (left < 0 || below < 0 || left + 2 * reach >= width || below + 2 * reach >= height) {
                return null;
            }
            double sum = 0;
            double sx = 0;
            double sy = 0;
            for (int py = below; py <= below + 2 * reach; py++) {
                for (int px = left; px <= left + 2 * reach; px++) {
                    double value = image[py * width + px];
                    if (!Double.isNaN(value)) {
                        double w = value
                                * Math.exp(-((px - cx) * (px - cx) + (py - cy) * (py - cy)) / (2 * sigma * sigma));
                        sum += w;
                        sx += w * (px - cx);
                        sy += w * (py - cy);
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
                return new double[] {cx, cy};
            }
        }
        return new double[] {cx, cy};
    }

    /** Two maxima whose centroids ran together are one source. */
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

    /** The truncated Gaussian and what follows from it. */
    private static final class Shape {

        final double sigma;
        final int radius;
        final double noiseFactor;
        private final double[] line;
        private final double mean;
        private final double norm;

        Shape(double sigma) {
            this.sigma = sigma;
            this.radius = Math.max(2, (int) Math.ceil(TRUNCATED_AT * sigma * 1.05));
            int side = 2 * radius + 1;
            this.line = new double[side];
            double sum = 0;
            double squares = 0;
            for (int i = 0; i < side; i++) {
                line[i] = Math.exp(-(i - radius) * (i - radius) / (2 * sigma * sigma));
                sum += line[i];
                squares += line[i] * line[i];
            }
            this.mean = sum * sum / (side * side);
            this.norm = squares * squares - sum * sum * mean;
            this.noiseFactor = 1 / Math.sqrt(norm);
        }

        /** The least-squares height of the Gaussian at each pixel: (G - mean G) . image / ((G - mean G) . G). */
        float[] heights(float[] image, int width, int height) {
            float[] gaussian = new float[image.length];
            float[] box = new float[image.length];
            for (int y = 0; y < height; y++) {
                alongRow(image, y * width, width, gaussian, box);
            }
            float[] result = new float[image.length];
            for (int y = radius; y < height - radius; y++) {
                for (int x = radius; x < width - radius; x++) {
                    double g = 0;
                    double b = 0;
                    for (int k = -radius; k <= radius; k++) {
                        int i = (y + k) * width + x;
                        g += line[k + radius] * gaussian[i];
                        b += box[i];
                    }
                    result[y * width + x] = (float) ((g - mean * b) / norm);
                }
            }
            return result;
        }

        private void alongRow(float[] image, int start, int width, float[] gaussian, float[] box) {
            for (int x = radius; x < width - radius; x++) {
                double g = 0;
                double b = 0;
                for (int k = -radius; k <= radius; k++) {
                    float value = image[start + x + k];
                    if (!Float.isNaN(value)) {
                        g += line[k + radius] * value;
                        b += value;
                    }
                }
                gaussian[start + x] = (float) g;
                box[start + x] = (float) b;
            }
        }

        /** The mean of the pixels around the centre; NaN where one of the eight next to it, or it, is bad. */
        double meanAround(float[] image, int width, int x, int y) {
            double sum = 0;
            int n = 0;
            for (int dy = -radius; dy <= radius; dy++) {
                for (int dx = -radius; dx <= radius; dx++) {
                    float value = image[(y + dy) * width + x + dx];
                    boolean near = Math.max(Math.abs(dx), Math.abs(dy)) <= 1;
                    if (Float.isNaN(value)) {
                        if (near) {
                            return Double.NaN;
                        }
                    } else if ((dx != 0 || dy != 0) && dx * dx + dy * dy <= radius * radius) {
                        sum += value;
                        n++;
                    }
                }
            }
            return sum / n;
        }

        double roundness(float[] image, int width, int x, int y) {
            double alongX = 0;
            double alongY = 0;
            double lineMean = 0;
            for (double g : line) {
                lineMean += g / line.length;
            }
            for (int dy = -radius; dy <= radius; dy++) {
                for (int dx = -radius; dx <= radius; dx++) {
                    float value = image[(y + dy) * width + x + dx];
                    if (!Float.isNaN(value)) {
                        alongX += value * line[dy + radius] * (line[dx + radius] - lineMean);
                        alongY += value * line[dx + radius] * (line[dy + radius] - lineMean);
                    }
                }
            }
            return alongX <= 0 || alongY <= 0 ? 2 : 2 * (alongY - alongX) / (alongY + alongX);
        }
    }
}
