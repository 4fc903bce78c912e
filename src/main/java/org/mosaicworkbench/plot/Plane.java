package org.mosaicworkbench.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.markers.Marker;

/**
 * An XChart plot area with two axes, each categorical or numeric, and its legend below, clear of the data. XChart has
 * no vertical category axis, no zero on a logarithmic axis and no side-by-side box plots, so these are drawn here.
 *
 * @param title title above the plot
 * @param x horizontal axis
 * @param y vertical axis
 * @param legend legend entries below the plot, in order; empty for a single series without a name
 * @param width width in pixels
 * @param height height in pixels
 */
record Plane(String title, Axis x, Axis y, List<Key> legend, int width, int height) {

    /** The appearance of a legend key. */
    enum Look {
        /** A symbol. */
        MARKER,
        /** A filled square. */
        FILL,
        /** A pale filled square. */
        WASH,
        /** A short line. */
        LINE;

        Color inside(Theme theme, int number) {
            return this == WASH ? theme.wash(number) : theme.fill(number);
        }
    }

    /**
     * A series in the legend.
     *
     * @param number index of its colour, fill and symbol
     */
    record Key(String name, int number, Look look) {}

    private static final int EDGE = 10;
    private static final int HEAD = 34;
    private static final int LINE = 16;
    private static final int GAP = 6;
    private static final int SWATCH = 10;
    private static final double SLANT = Math.toRadians(-32);
    private static final Font TITLE = Theme.font(Font.BOLD, 13);
    private static final Font NAMES = Theme.font(Font.PLAIN, 12);
    private static final Font MARKS = Theme.font(Font.PLAIN, 11);

    /** Adds a series to an XChart chart, with coordinates as positions along the axes. */
    interface Series extends BiConsumer<XYChart, Theme> {}

    /** Draws into the plot area in pixels, and converts positions to pixels. */
    static final class Pen {
        final Graphics2D on;
        final Theme theme;
        private final Plane plane;
        private final Rectangle2D area;

        Pen(Graphics2D on, Theme theme, Plane plane, Rectangle2D area) {
            this.on = on;
            this.theme = theme;
            this.plane = plane;
            this.area = area;
        }

        double x(double place) {
            return area.getX() + plane.x.part(place) * area.getWidth();
        }

        double y(double place) {
            return area.getMaxY() - plane.y.part(place) * area.getHeight();
        }

        /** The left edge of the plot area. */
        double left() {
            return area.getX();
        }

        /** The right edge of the plot area. */
        double right() {
            return area.getMaxX();
        }

        /** Draws a filled box between two corners, each given as {@code {x, y}}. */
        void box(double[] from, double[] to, Color inside, Color rim) {
            Rectangle2D box = new Rectangle2D.Double(
                    Math.min(x(from[0]), x(to[0])),
                    Math.min(y(from[1]), y(to[1])),
                    Math.abs(x(to[0]) - x(from[0])),
                    Math.abs(y(to[1]) - y(from[1])));
            on.setColor(inside);
            on.fill(box);
            on.setColor(rim);
            on.setStroke(new BasicStroke(1.2f));
            on.draw(box);
        }

        void line(double x1, double y1, double x2, double y2, Color colour, float thick) {
            on.setColor(colour);
            on.setStroke(new BasicStroke(thick));
            on.draw(new Line2D.Double(x(x1), y(y1), x(x2), y(y2)));
        }

        void text(String text, double x, double baseline, Color colour) {
            on.setFont(MARKS);
            on.setColor(colour);
            Figure.write(on, text, (int) Math.round(x - on.getFontMetrics().stringWidth(text) / 2.0), (int)
                    Math.round(baseline));
        }
    }

    /**
     * Draws the figure.
     *
     * @param series drawn by XChart
     * @param above drawn on top, within the plot area
     * @param empty text in the centre of an empty plot; empty if there is something to draw
     */
    Figure figure(Theme theme, Series series, Consumer<Pen> above, String empty) {
        return new Figure(title, width, height, theme, on -> {
            Rectangle2D area = area(on);
            marks(on, theme, area, empty.isEmpty());
            chart(on, theme, area, series);
            Pen pen = new Pen(on, theme, this, area);
            Shape before = on.getClip();
            on.clip(area);
            if (empty.isEmpty()) {
                above.accept(pen);
            } else {
                pen.on.setFont(Theme.font(Font.ITALIC, 12));
                pen.on.setColor(theme.faint());
                Figure.write(
                        pen.on,
                        empty,
                        (int) (area.getCenterX() - pen.on.getFontMetrics().stringWidth(empty) / 2.0),
                        (int) area.getCenterY());
            }
            on.setClip(before);
            words(on, theme, area);
        });
    }

    private Rectangle2D area(Graphics2D on) {
        int left = EDGE + (y.title().isEmpty() ? 0 : LINE + GAP) + widest(on, y) + 2 * GAP;
        int right = 2 * EDGE;
        double across = width - left - right;
        double bottom = EDGE
                + legendRows(on).size() * LINE
                + (legend.isEmpty() ? 0 : GAP)
                + (x.title().isEmpty() ? 0 : LINE + GAP / 2.0)
                + markHeight(on, across)
                + GAP;
        return new Rectangle2D.Double(left, HEAD, across, Math.max(1, height - HEAD - bottom));
    }

    private static int widest(Graphics2D on, Axis axis) {
        FontMetrics metrics = on.getFontMetrics(MARKS);
        return axis.marks().stream()
                .mapToInt(mark -> metrics.stringWidth(mark.text()))
                .max()
                .orElse(0);
    }

    /** Names wider than their space are slanted. */
    private boolean slanted(Graphics2D on, double across) {
        return x.names() && widest(on, x) > across / Math.max(1, x.marks().size()) - 4;
    }

    private double markHeight(Graphics2D on, double across) {
        return slanted(on, across) ? LINE + Math.sin(-SLANT) * widest(on, x) : LINE;
    }

    private void chart(Graphics2D on, Theme theme, Rectangle2D area, Series series) {
        int w = (int) Math.round(area.getWidth());
        int h = (int) Math.round(area.getHeight());
        XYChart chart = new XYChartBuilder().width(w).height(h).build();
        theme.dress(chart.getStyler());
        chart.getStyler()
                .setXAxisMin(x.low())
                .setXAxisMax(x.high())
                .setYAxisMin(y.low())
                .setYAxisMax(y.high())
                .setAxisTicksVisible(false)
                .setAxisTitlesVisible(false)
                .setPlotMargin(0)
                .setPlotGridLinesVisible(false)
                .setPlotContentSize(1)
                .setPlotBorderVisible(false)
                .setChartTitleVisible(false)
                .setChartPadding(0)
                .setLegendVisible(false)
                .setPlotBackgroundColor(new Color(0, 0, 0, 0))
                .setChartBackgroundColor(new Color(0, 0, 0, 0));
        series.accept(chart, theme);
        if (!chart.getSeriesMap().isEmpty()) {
            Graphics2D own = (Graphics2D) on.create();
            own.translate(area.getX(), area.getY());
            chart.paint(own, w, h);
            own.dispose();
        }
        on.setColor(theme.faint());
        on.setStroke(new BasicStroke(1));
        on.draw(area);
    }

    /**
     * @param numbers whether numeric axes have ticks; an empty plot has no such ticks, because they would be
     *     meaningless
     */
    private void marks(Graphics2D on, Theme theme, Rectangle2D area, boolean numbers) {
        on.setFont(MARKS);
        FontMetrics metrics = on.getFontMetrics();
        boolean slant = slanted(on, area.getWidth());
        double nextFree = Double.NEGATIVE_INFINITY;
        for (Axis.Mark mark : marked(x, numbers).stream()
                .sorted((a, b) -> Double.compare(a.at(), b.at()))
                .toList()) {
            double at = area.getX() + x.part(mark.at()) * area.getWidth();
            gridLine(on, theme, !x.names(), at, area.getY(), at, area.getMaxY());
            double half = metrics.stringWidth(mark.text()) / 2.0;
            if (slant) {
                slanted(on, theme, mark.text(), at + 4, area.getMaxY() + LINE - 4);
            } else if (at - half >= nextFree) {
                on.setColor(theme.ink());
                Figure.write(on, mark.text(), (int) Math.round(at - half), (int) (area.getMaxY() + LINE));
                nextFree = at + half + GAP;
            }
        }
        for (Axis.Mark mark : marked(y, numbers)) {
            double at = area.getMaxY() - y.part(mark.at()) * area.getHeight();
            gridLine(on, theme, !y.names(), area.getX(), at, area.getMaxX(), at);
            on.setColor(theme.ink());
            Figure.write(on, mark.text(), (int) (area.getX() - GAP - metrics.stringWidth(mark.text())), (int)
                    Math.round(at + 4));
        }
    }

    private static List<Axis.Mark> marked(Axis axis, boolean numbers) {
        return numbers || axis.names() ? axis.marks() : List.of();
    }

    private static void gridLine(
            Graphics2D on, Theme theme, boolean wanted, double x1, double y1, double x2, double y2) {
        if (wanted) {
            on.setColor(theme.grid());
            on.setStroke(new BasicStroke(0.7f));
            on.draw(new Line2D.Double(x1, y1, x2, y2));
        }
    }

    /** Draws rotated text that ends at a point. */
    private static void slanted(Graphics2D on, Theme theme, String text, double x, double y) {
        on.setColor(theme.ink());
        turned(on, text, -on.getFontMetrics().stringWidth(text), x, y, SLANT);
    }

    /** Rotates the outlines rather than the canvas, because the SVG writer would also rotate everything after them. */
    private static void turned(Graphics2D on, String text, double from, double x, double y, double angle) {
        AffineTransform turn = AffineTransform.getTranslateInstance(x, y);
        turn.rotate(angle);
        on.fill(turn.createTransformedShape(
                on.getFont().createGlyphVector(on.getFontRenderContext(), text).getOutline((float) from, 0)));
    }

    private void words(Graphics2D on, Theme theme, Rectangle2D area) {
        on.setColor(theme.ink());
        on.setFont(TITLE);
        Figure.write(on, title, (int) (area.getCenterX() - on.getFontMetrics().stringWidth(title) / 2.0), HEAD - 12);
        on.setFont(NAMES);
        double below = area.getMaxY() + markHeight(on, area.getWidth()) + LINE + GAP / 2.0;
        Figure.write(
                on, x.title(), (int) (area.getCenterX() - on.getFontMetrics().stringWidth(x.title()) / 2.0), (int)
                        below);
        turned(
                on,
                y.title(),
                -on.getFontMetrics().stringWidth(y.title()) / 2.0,
                EDGE + LINE - 4,
                area.getCenterY(),
                -Math.PI / 2);
        legend(on, theme);
    }

    private List<List<Key>> legendRows(Graphics2D on) {
        FontMetrics metrics = on.getFontMetrics(MARKS);
        List<List<Key>> rows = new ArrayList<>();
        int used = width;
        for (Key key : legend) {
            int wide = keyWidth(metrics, key);
            if (used + wide > width - 2 * EDGE) {
                rows.add(new ArrayList<>());
                used = 0;
            }
            rows.get(rows.size() - 1).add(key);
            used += wide;
        }
        return rows;
    }

    private static int keyWidth(FontMetrics metrics, Key key) {
        return swatchWidth(key) + 2 * GAP + metrics.stringWidth(key.name()) + EDGE;
    }

    private static int swatchWidth(Key key) {
        return key.look() == Look.LINE ? 3 * SWATCH : SWATCH;
    }

    private void legend(Graphics2D on, Theme theme) {
        on.setFont(MARKS);
        FontMetrics metrics = on.getFontMetrics();
        List<List<Key>> rows = legendRows(on);
        for (int row = 0; row < rows.size(); row++) {
            int wide = rows.get(row).stream()
                            .mapToInt(key -> keyWidth(metrics, key))
                            .sum()
                    - EDGE;
            int at = (width - wide) / 2;
            int baseline = height - EDGE - (rows.size() - 1 - row) * LINE;
            for (Key key : rows.get(row)) {
                swatch(on, theme, key, at, baseline - SWATCH + 1);
                on.setColor(theme.ink());
                Figure.write(on, key.name(), at + swatchWidth(key) + GAP, baseline);
                at += keyWidth(metrics, key);
            }
        }
    }

    private static void swatch(Graphics2D on, Theme theme, Key key, int x, int y) {
        if (key.look() == Look.LINE) {
            on.setColor(theme.series(key.number()));
            on.setStroke(theme.stroke(key.number()));
            on.draw(new Line2D.Double(x, y + SWATCH / 2.0, x + swatchWidth(key), y + SWATCH / 2.0));
        } else if (key.look() != Look.MARKER) {
            Rectangle2D box = new Rectangle2D.Double(x, y, SWATCH, SWATCH);
            on.setColor(key.look().inside(theme, key.number()));
            on.fill(box);
            on.setColor(theme.series(key.number()));
            on.setStroke(new BasicStroke(1.2f));
            on.draw(box);
        } else {
            Marker marker = theme.marker(key.number());
            on.setColor(theme.series(key.number()));
            marker.paint(on, x + SWATCH / 2.0, y + SWATCH / 2.0, SWATCH - 2);
        }
    }

    /**
     * Draws points with XChart's symbols.
     *
     * @param look index of the colour and symbol, size in pixels, opacity 0 to 255
     */
    static void points(XYChart chart, Theme theme, String name, double[] x, double[] y, int[] look) {
        if (x.length > 0) {
            Color colour = theme.series(look[0]);
            XYSeries points = chart.addSeries(name, x, y);
            points.setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Scatter);
            points.setMarker(theme.marker(look[0]));
            points.setMarkerColor(new Color(colour.getRed(), colour.getGreen(), colour.getBlue(), look[2]));
            chart.getStyler().setMarkerSize(look[1]);
        }
    }
}
