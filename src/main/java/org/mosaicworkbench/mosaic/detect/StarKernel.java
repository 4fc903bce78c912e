package org.mosaicworkbench.mosaic.detect;

/**
 * The truncated Gaussian of a point finder and the constants derived from it (Stetson 1987, PASP 99, 191, section
 * III.A).
 */
final class StarKernel {

    private static final double TRUNCATED_AT = 1.5;

    private final double sigma;
    private final int radius;
    private final double noiseFactor;
    private final double[] line;
    private final double mean;
    private final double norm;

    /** @param sigma standard deviation of the stars' profile in pixels */
    StarKernel(double sigma) {
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

    double sigma() {
        return sigma;
    }

    /** The kernel's half-width, not counting the central pixel, in pixels. */
    int radius() {
        return radius;
    }

    /** The noise of a fitted height divided by that of a pixel. */
    double noiseFactor() {
        return noiseFactor;
    }

    /** The one-dimensional Gaussian, of height 1, at a distance in pixels from its centre. */
    double along(int distance) {
        return line[radius + distance];
    }

    /** The mean of all kernel values. */
    double mean() {
        return mean;
    }

    /** The sum of the zero-mean kernel's product with a Gaussian of height 1. */
    double norm() {
        return norm;
    }

    /** The mean of the pixels around the centre; NaN if the centre or one of its eight neighbours is bad. */
    double meanAround(SubtractedImage image, int x, int y) {
        double sum = 0;
        int n = 0;
        for (int dy = -radius; dy <= radius; dy++) {
            for (int dx = -radius; dx <= radius; dx++) {
                float value = image.at(x + dx, y + dy);
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

    /** Twice the difference of the heights along y and x, divided by their sum; 2 if one of them is not above 0. */
    double roundness(SubtractedImage image, int x, int y) {
        double alongX = 0;
        double alongY = 0;
        double lineMean = 0;
        for (double g : line) {
            lineMean += g / line.length;
        }
        for (int dy = -radius; dy <= radius; dy++) {
            for (int dx = -radius; dx <= radius; dx++) {
                float value = image.at(x + dx, y + dy);
                if (!Float.isNaN(value)) {
                    alongX += value * line[dy + radius] * (line[dx + radius] - lineMean);
                    alongY += value * line[dx + radius] * (line[dy + radius] - lineMean);
                }
            }
        }
        return alongX <= 0 || alongY <= 0 ? 2 : 2 * (alongY - alongX) / (alongY + alongX);
    }
}
