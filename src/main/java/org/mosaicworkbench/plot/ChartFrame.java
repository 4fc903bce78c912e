package org.mosaicworkbench.plot;

/**
 * What every chart has: its title, the names of its axes with their units, and its size.
 *
 * @param title  of the chart
 * @param x      name of the axis across; empty for none
 * @param y      name of the upright axis
 * @param width  in pixels
 * @param height in pixels
 */
public record ChartFrame(String title, String x, String y, int width, int height) {

    private static final int WIDTH = 400;
    private static final int HEIGHT = 330;

    /** A chart of 400 x 330 pixels. */
    static ChartFrame of(String title, String x, String y) {
        return new ChartFrame(title, x, y, WIDTH, HEIGHT);
    }

    /** The same at another size, in pixels. */
    ChartFrame size(int wide, int high) {
        return new ChartFrame(title, x, y, wide, high);
    }
}
