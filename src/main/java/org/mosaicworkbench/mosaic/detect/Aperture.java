package org.mosaicworkbench.mosaic.detect;

/**
 * A round aperture on an image; pixels on its rim count by the share of 8 x 8 points in them that lie inside.
 *
 * @param sum  of the pixels
 * @param area in pixels; those without data are left out
 */
record Aperture(double sum, double area) {

    private static final int POINTS = 8;

    /**
     * @param x      centre, FITS pixel, 1-based
     * @param y      centre, FITS pixel, 1-based
     * @param radius pixels
     */
    static Aperture on(float[] pixels, int width, int height, double x, double y, double radius) {
        double sum = 0;
        double area = 0;
        for (int py = Math.max(1, (int) (y - radius - 1)); py <= Math.min(height, (int) (y + radius + 2)); py++) {
            for (int px = Math.max(1, (int) (x - radius - 1)); px <= Math.min(width, (int) (x + radius + 2)); px++) {
                float value = pixels[(py - 1) * width + px - 1];
                double share = Float.isNaN(value) ? 0 : share(px - x, py - y, radius);
                if (share > 0) {
                    sum += share * value;
                    area += share;
                }
            }
        }
        return new Aperture(sum, area);
    }

    private static double share(double dx, double dy, double radius) {
        double distance = Math.hypot(dx, dy);
        if (distance < radius - 0.71) {
            return 1;
        }
        if (distance > radius + 0.71) {
            return 0;
        }
        int inside = 0;
        for (int j = 0; j < POINTS; j++) {
            for (int i = 0; i < POINTS; i++) {
                double ex = dx + (i + 0.5) / POINTS - 0.5;
                double ey = dy + (j + 0.5) / POINTS - 0.5;
                inside += ex * ex + ey * ey <= radius * radius ? 1 : 0;
            }
        }
        return (double) inside / (POINTS * POINTS);
    }
}
