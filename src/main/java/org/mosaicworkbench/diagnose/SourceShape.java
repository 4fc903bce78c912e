package org.mosaicworkbench.diagnose;

import java.util.List;
import org.mosaicworkbench.mosaic.detect.Detection;
import org.mosaicworkbench.mosaic.detect.Neighbours;
import org.mosaicworkbench.mosaic.detect.SubtractedImage;

/**
 * The shape of a source: its variances, measured under a Gaussian window and corrected for it, in square pixels. All
 * are NaN if the source is cut off, has pixels without data in its core, or is wider than the window.
 *
 * @param x FITS pixel, 1-based
 * @param y FITS pixel, 1-based
 * @param plus the difference of the variances along x and y
 * @param cross twice the covariance of x and y
 * @param sum the sum of the variances along x and y
 */
record SourceShape(double x, double y, double plus, double cross, double sum) {

    /**
     * A source is not isolated if another one within this many pixels has more than {@code SPOILS} times its peak
     * value.
     */
    private static final double APART = 9;

    private static final double SPOILS = 0.05;
    private static final double SAME = 0.5;
    /** The sigma in pixels of the Gaussian window for the moments. */
    private static final double SIGMA = 2.5;

    private static final int REACH = 7;
    private static final double CORE = 4;

    /**
     * Measures the isolated sources among the {@value MatchedSource#MOST} brightest; fainter sources are not matched
     * between exposures.
     *
     * @param sources sources of the image, brightest first
     */
    static List<SourceShape> ofLone(SubtractedImage image, List<Detection> sources) {
        Neighbours places = new Neighbours(APART);
        sources.forEach(source -> places.add(source.x(), source.y()));
        return sources.stream()
                .limit(MatchedSource.MOST)
                .filter(source -> isLone(source, sources, places))
                .map(source -> of(image, source.x(), source.y()))
                .toList();
    }

    private static boolean isLone(Detection source, List<Detection> all, Neighbours places) {
        boolean[] spoilt = new boolean[1];
        places.within(source.x(), source.y(), APART, i -> {
            double apart = Math.hypot(all.get(i).x() - source.x(), all.get(i).y() - source.y());
            spoilt[0] |= all.get(i).peak() > SPOILS * source.peak() && apart > SAME && apart < APART;
        });
        return !spoilt[0];
    }

    boolean measured() {
        return !Double.isNaN(sum);
    }

    /** Corrects for the window: for a Gaussian source the inverse variances add. */
    static SourceShape of(SubtractedImage image, double x, double y) {
        double[] moments = moments(image, x - 1, y - 1);
        double det = (moments[1] * moments[3] - moments[2] * moments[2]) / moments[0];
        double a = moments[3] / det - 1 / (SIGMA * SIGMA);
        double b = -moments[2] / det;
        double c = moments[1] / det - 1 / (SIGMA * SIGMA);
        double inverse = a * c - b * b;
        return moments[0] > 0 && det > 0 && moments[1] > 0 && inverse > 0 && a > 0
                ? new SourceShape(x, y, (c - a) / inverse, -2 * b / inverse, (a + c) / inverse)
                : new SourceShape(x, y, Double.NaN, Double.NaN, Double.NaN);
    }

    /** The flux and the second moments xx, xy and yy about a 0-based position; all 0 if they cannot be measured. */
    private static double[] moments(SubtractedImage image, double x, double y) {
        int cx = (int) Math.rint(x);
        int cy = (int) Math.rint(y);
        double[] moments = new double[4];
        if (cx < REACH || cy < REACH || cx >= image.width() - REACH || cy >= image.height() - REACH) {
            return moments;
        }
        double[] alongX = window(cx - REACH - x);
        double[] alongY = window(cy - REACH - y);
        for (int row = cy - REACH; row <= cy + REACH; row++) {
            for (int column = cx - REACH; column <= cx + REACH; column++) {
                double dx = column - x;
                double dy = row - y;
                float value = image.at(column, row);
                if (!Float.isNaN(value)) {
                    double weighted = value * alongX[column - cx + REACH] * alongY[row - cy + REACH];
                    moments[0] += weighted;
                    moments[1] += weighted * dx * dx;
                    moments[2] += weighted * dx * dy;
                    moments[3] += weighted * dy * dy;
                } else if (dx * dx + dy * dy < CORE * CORE) {
                    return new double[4];
                }
            }
        }
        return moments;
    }

    /** A Gaussian along one axis; the window is the product of two. */
    private static double[] window(double start) {
        double[] window = new double[2 * REACH + 1];
        for (int i = 0; i < window.length; i++) {
            window[i] = Math.exp(-(start + i) * (start + i) / (2 * SIGMA * SIGMA));
        }
        return window;
    }
}
