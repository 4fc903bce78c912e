package org.mosaicworkbench.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.util.List;
import org.knowm.xchart.style.AxesChartStyler;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * The colours, dash patterns and markers of figures. Series use the palette of Okabe and Ito (2008), ordered so that
 * consecutive colours differ in lightness. Each series has its own dash pattern and marker, so that nothing depends on
 * hue alone.
 */
public enum Theme {
    /** Black on white. */
    LIGHT(
            new Color(0xffffff),
            new Color(0x1a1a1a),
            new Color(0xdddddd),
            new Color(0x767676),
            List.of(
                    new Color(0x0072b2),
                    new Color(0xd55e00),
                    new Color(0x009e73),
                    new Color(0xb0608f),
                    new Color(0x7a6a00),
                    new Color(0x4a4a4a))),
    /** White on black. */
    DARK(
            new Color(0x1b1e23),
            new Color(0xe8e8e8),
            new Color(0x3a3f46),
            new Color(0x9aa0a6),
            List.of(
                    new Color(0x56b4e9),
                    new Color(0xf0e442),
                    new Color(0x2fd0a2),
                    new Color(0xe59bc8),
                    new Color(0xe69f00),
                    new Color(0xcccccc)));

    private static final float[][] DASHES = {null, {7, 4}, {2, 3}, {9, 3, 2, 3}, {4, 2}, {1, 2}, {12, 4}};
    /** There is one more marker than there are colours, so that a combination repeats only after 42 series. */
    private static final Marker[] MARKERS = {
        SeriesMarkers.CIRCLE,
        SeriesMarkers.SQUARE,
        SeriesMarkers.TRIANGLE_UP,
        SeriesMarkers.DIAMOND,
        SeriesMarkers.TRIANGLE_DOWN,
        SeriesMarkers.PLUS,
        SeriesMarkers.CROSS
    };
    /** Fractions of colour mixed into the background, so that filled series also differ in greyscale. */
    private static final double[] TINTS = {1, 0.3, 0.65, 0.12, 0.85, 0.45, 0.2};

    private static final int LIGHTEST_CELL = 235;
    private static final int CELL_RANGE = 175;

    private final Color paper;
    private final Color ink;
    private final Color grid;
    private final Color faint;

    @SuppressWarnings("ImmutableEnumChecker") // Immutable: created by List.of.
    private final List<Color> series;

    Theme(Color paper, Color ink, Color grid, Color faint, List<Color> series) {
        this.paper = paper;
        this.ink = ink;
        this.grid = grid;
        this.faint = faint;
        this.series = series;
    }

    Color paper() {
        return paper;
    }

    Color ink() {
        return ink;
    }

    Color faint() {
        return faint;
    }

    Color grid() {
        return grid;
    }

    /** The fill of a series' bars; their outline has the series colour. */
    Color fill(int number) {
        return mixed(paper, series(number), TINTS[number % TINTS.length]);
    }

    /** The fill of a box, pale so that its median stands out. */
    Color wash(int number) {
        return mixed(paper, series(number), TINTS[number % TINTS.length] / 2);
    }

    /**
     * Blue above 0 and orange below (yellow in the dark theme), fading to the background colour at 0; the grid colour
     * for NaN.
     */
    Color diverging(double part) {
        if (Double.isNaN(part)) {
            return grid;
        }
        return mixed(paper, series(part < 0 ? 1 : 0), Math.min(1, Math.abs(part)));
    }

    private static Color mixed(Color from, Color to, double part) {
        return new Color(
                (int) Math.round(from.getRed() + part * (to.getRed() - from.getRed())),
                (int) Math.round(from.getGreen() + part * (to.getGreen() - from.getGreen())),
                (int) Math.round(from.getBlue() + part * (to.getBlue() - from.getBlue())));
    }

    Color series(int number) {
        return series.get(number % series.size());
    }

    BasicStroke stroke(int number) {
        return new BasicStroke(2, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10, DASHES[number % DASHES.length], 0);
    }

    static BasicStroke thinDashes() {
        return new BasicStroke(1, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10, new float[] {4, 4}, 0);
    }

    Marker marker(int number) {
        return MARKERS[number % MARKERS.length];
    }

    /** The background of a table cell: blue, stronger for a larger fraction; the grid colour for NaN. */
    Color cell(double part) {
        if (Double.isNaN(part)) {
            return grid;
        }
        int down = (int) Math.round(CELL_RANGE * part);
        return this == LIGHT
                ? new Color(LIGHTEST_CELL - down, LIGHTEST_CELL - down * 2 / 3, 250 - down / 3)
                : new Color(40 + down / 6, 48 + down / 2, 58 + down * 4 / 5);
    }

    /**
     * Black or white, whichever has more contrast (WCAG 2.1, section 1.4.3: both have a contrast of 4.58 at a luminance
     * of 0.179).
     */
    static Color on(Color background) {
        double luminance = 0.2126 * linear(background.getRed())
                + 0.7152 * linear(background.getGreen())
                + 0.0722 * linear(background.getBlue());
        return luminance > 0.179 ? Color.BLACK : Color.WHITE;
    }

    private static double linear(int value) {
        double v = value / 255.0;
        return v <= 0.03928 ? v / 12.92 : Math.pow((v + 0.055) / 1.055, 2.4);
    }

    static Font font(int style, int size) {
        return new Font(Font.SANS_SERIF, style, size);
    }

    void dress(AxesChartStyler style) {
        style.setPlotGridLinesColor(grid).setPlotGridLinesStroke(new BasicStroke(0.7f));
        style.setAxisTickLabelsColor(ink)
                .setAxisTickMarksColor(faint)
                .setAxisTitleFont(font(Font.PLAIN, 12))
                .setAxisTickLabelsFont(font(Font.PLAIN, 11))
                .setErrorBarsColorSeriesColor(true);
        style.setXAxisTitleColor(ink).setYAxisTitleColor(ink);
        style.setChartBackgroundColor(paper)
                .setPlotBackgroundColor(paper)
                .setChartFontColor(ink)
                .setChartTitleFont(font(Font.BOLD, 13))
                .setChartTitleBoxVisible(false)
                .setPlotBorderColor(faint)
                .setLegendBackgroundColor(new Color(paper.getRed(), paper.getGreen(), paper.getBlue(), 210))
                .setLegendBorderColor(paper)
                .setLegendFont(font(Font.PLAIN, 11))
                .setLegendPadding(5)
                .setLegendPosition(Styler.LegendPosition.InsideSE)
                .setAnnotationTextFont(font(Font.ITALIC, 12))
                .setAnnotationTextFontColor(faint)
                .setAntiAlias(true)
                .setMarkerSize(7)
                .setChartPadding(8);
    }
}
