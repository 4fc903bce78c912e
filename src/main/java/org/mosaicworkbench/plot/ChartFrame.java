package org.mosaicworkbench.plot;

/**
 * The common properties of all charts: title, axis titles with their units, and size.
 *
 * @param title title of the chart
 * @param x title of the horizontal axis; empty for none
 * @param y title of the vertical axis
 * @param width width in pixels
 * @param height height in pixels
 */
public record ChartFrame(String title, String x, String y, int width, int height) {

    private static final int WIDTH = 400;
    private static final int HEIGHT = 330;

    /** A chart of 400 x 330 pixels. */
    static ChartFrame of(String title, String x, String y) {
        return new ChartFrame(title, x, y, WIDTH, HEIGHT);
    }

    /** The same frame at a different size, in pixels. */
    ChartFrame size(int wide, int high) {
        return new ChartFrame(title, x, y, wide, high);
    }
}
