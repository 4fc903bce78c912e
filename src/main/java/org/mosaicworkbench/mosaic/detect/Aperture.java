package org.mosaicworkbench.mosaic.detect;

/**
 * A circular aperture on an image. A pixel on the rim is weighted by the fraction of its 8 x 8 subpixels that lie
 * inside.
 *
 * @param sum the sum of the pixel values
 * @param area the area in pixels, excluding pixels without data
 */
record Aperture(double sum, double area) {

    private static final int POINTS = 8;
    /** Half the diagonal of a pixel, rounded up. */
    private static final double HALF_DIAGONAL = 0.71;

    /**
     * @param x centre, FITS pixel, 1-based
     * @param y centre, FITS pixel, 1-based
     * @param radius pixels
     */
    static Aperture on(SubtractedImage image, double x, double y, double radius) {
        double sum = 0;
        double area = 0;
        int right = Math.min(image.width(), (int) (x + radius + 2));
        int top = Math.min(image.height(), (int) (y + radius + 2));
        for (int py = Math.max(1, (int) (y - radius - 1)); py <= top; py++) {
            for (int px = Math.max(1, (int) (x - radius - 1)); px <= right; px++) {
                double share = share(px - x, py - y, radius);
                float value = share > 0 ? image.at(px - 1, py - 1) : Float.NaN;
                if (!Float.isNaN(value)) {
                    sum += share * value;
                    area += share;
                }
            }
        }
        return new Aperture(sum, area);
    }

    private static double share(double dx, double dy, double radius) {
        double square = dx * dx + dy * dy;
        double within = radius - HALF_DIAGONAL;
        if (within > 0 && square < within * within) {
            return 1;
        }
        if (square > (radius + HALF_DIAGONAL) * (radius + HALF_DIAGONAL)) {
            return 0;
        }
        int inside = 0;
        for (int j = 0; j < POINTS; j++) {
            double ey = dy + (j + 0.5) / POINTS - 0.5;
            for (int i = 0; i < POINTS; i++) {
                double ex = dx + (i + 0.5) / POINTS - 0.5;
                inside += ex * ex + ey * ey <= radius * radius ? 1 : 0;
            }
        }
        return (double) inside / (POINTS * POINTS);
    }
}
