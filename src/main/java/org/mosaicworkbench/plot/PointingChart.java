package org.mosaicworkbench.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.mosaicworkbench.maths.UncertainShift;

/**
 * The pointing of exposures. On the left is an arrow for each exposure, to scale, with its error ellipse. If the arrows
 * of the agreeing exposures are too short to see, an enlarged copy of them is added. On the right are cut-outs of the
 * same sources in every exposure.
 *
 * @param title title above the figure
 * @param arrows one for each exposure
 * @param limit offset up to which exposures count as agreeing, pixels; drawn as a dashed circle
 * @param rows cut-outs of each exposure; empty to omit the right side
 */
public record PointingChart(String title, List<Arrow> arrows, double limit, List<Row> rows) {

    private static final int HEAD = 40;
    private static final int BOX = 236;
    private static final int LEFT = 52;
    private static final int BETWEEN = 62;
    private static final int NAMES = 92;
    private static final int GAP = 6;
    private static final int FOOT = 56;
    private static final double SIGMAS = 3;
    /**
     * If the arrows of agreeing exposures are shorter than this, in screen pixels, an enlarged copy of them is added.
     */
    private static final double TOO_SHORT = 12;

    /**
     * An exposure's shift.
     *
     * @param name label; empty for none
     * @param shift pixels to the right and up
     * @param off true if the exposure is misaligned
     */
    public record Arrow(String name, UncertainShift shift, boolean off) {

        private double reach() {
            return shift.size() + SIGMAS * Math.max(shift.errorX(), shift.errorY());
        }
    }

    /**
     * The cut-outs of one exposure.
     *
     * @param name name of the exposure
     * @param detail smaller text below the name
     * @param off true if the exposure is misaligned
     * @param stamps cut-outs in the order of the sources
     */
    public record Row(String name, String detail, boolean off, List<Stamp> stamps) {}

    /**
     * A square cut-out.
     *
     * @param side side in pixels
     * @param greys pixel values in row-major order from the bottom, from 0 for the sky to 1 for the brightest; NaN
     *     where there is no data
     * @param headerX position of the source from the header, pixels to the right of the centre of the central pixel
     * @param headerY likewise, upwards
     * @param x actual position of the source, pixels to the right of the centre of the central pixel; NaN if unknown
     * @param y likewise, upwards
     */
    public record Stamp(int side, float[] greys, double headerX, double headerY, double x, double y) {}

    /** Makes defensive copies. */
    public PointingChart {
        arrows = List.copyOf(arrows);
        rows = List.copyOf(rows);
    }

    /** Draws the figure. */
    public Figure figure(Theme theme) {
        int boxes = enlarged().isEmpty() ? 1 : 2;
        int stamp = stampSide();
        int columns = rows.stream().mapToInt(row -> row.stamps.size()).max().orElse(0);
        int leftHeight = boxes * (BOX + BETWEEN);
        int rightHeight = rows.size() * (stamp + GAP) + FOOT;
        int width = LEFT + BOX + 24 + (columns == 0 ? 0 : NAMES + columns * (stamp + GAP) + 12);
        int height = HEAD + Math.max(leftHeight, columns == 0 ? 0 : rightHeight);
        return new Figure(title, Math.max(width, 420), height, theme, on -> {
            on.setColor(theme.ink());
            on.setFont(Theme.font(Font.BOLD, 15));
            Figure.write(on, title, 12, 24);
            box(
                    on,
                    theme,
                    boxes == 1
                            ? arrows
                            : arrows.stream().map(PointingChart::nameless).toList(),
                    HEAD,
                    "to scale; ellipses: 3 sigma");
            if (boxes == 2) {
                box(
                        on,
                        theme,
                        enlarged(),
                        HEAD + BOX + BETWEEN,
                        "enlarged: those that agree; dashed: " + limit + " px");
            }
            if (columns > 0) {
                stamps(on, theme, stamp, columns);
            }
        });
    }

    /** Removes the name of an agreeing exposure, whose enlarged arrow is labelled instead. */
    private static Arrow nameless(Arrow arrow) {
        return arrow.off ? arrow : new Arrow("", arrow.shift, false);
    }

    private int stampSide() {
        return rows.size() <= 4 ? 112 : rows.size() <= 6 ? 88 : rows.size() <= 9 ? 72 : 52;
    }

    /**
     * The arrows of the agreeing exposures, to be drawn enlarged, if misaligned exposures make them too short to see;
     * otherwise empty.
     */
    private List<Arrow> enlarged() {
        List<Arrow> near = arrows.stream().filter(arrow -> !arrow.off).toList();
        double small = Math.max(limit, range(near));
        return near.isEmpty() || near.size() == arrows.size() || small / range(arrows) * BOX / 2 > TOO_SHORT * 3
                ? List.of()
                : near;
    }

    private double range(List<Arrow> which) {
        return 1.2
                * Math.max(
                        1.5 * limit,
                        which.stream().mapToDouble(Arrow::reach).max().orElse(0));
    }

    private void box(Graphics2D on, Theme theme, List<Arrow> which, int top, String words) {
        double range = range(which);
        double scale = BOX / 2.0 / range;
        double cx = LEFT + BOX / 2.0;
        double cy = top + BOX / 2.0;
        on.setFont(Theme.font(Font.PLAIN, 11));
        double step = step(range);
        for (int i = (int) -Math.floor(range / step); i * step <= range; i++) {
            on.setColor(theme.grid());
            on.setStroke(new BasicStroke(0.7f));
            on.draw(new Line2D.Double(cx + i * step * scale, top, cx + i * step * scale, top + BOX));
            on.draw(new Line2D.Double(LEFT, cy - i * step * scale, LEFT + BOX, cy - i * step * scale));
            on.setColor(theme.ink());
            String label = label(i * step, step);
            Figure.write(
                    on,
                    label,
                    (int) (cx + i * step * scale - on.getFontMetrics().stringWidth(label) / 2.0),
                    top + BOX + 15);
            Figure.write(
                    on, label, LEFT - 6 - on.getFontMetrics().stringWidth(label), (int) (cy - i * step * scale + 4));
        }
        on.setColor(theme.faint());
        on.setStroke(new BasicStroke(1));
        on.drawRect(LEFT, top, BOX, BOX);
        on.setStroke(Theme.thinDashes());
        on.draw(new Ellipse2D.Double(cx - limit * scale, cy - limit * scale, 2 * limit * scale, 2 * limit * scale));
        on.setColor(theme.ink());
        on.setFont(Theme.font(Font.PLAIN, 12));
        Figure.write(on, "dx, dy of the header (px)", LEFT, top + BOX + 32);
        on.setFont(Theme.font(Font.ITALIC, 11));
        Figure.write(on, words, LEFT, top + BOX + 48);
        Shape clip = on.getClip();
        on.clipRect(LEFT, top, BOX, BOX);
        List<double[]> labels = new ArrayList<>();
        for (Arrow arrow : which) {
            draw(on, theme, arrow, new double[] {cx, cy, scale}, labels);
        }
        on.setClip(clip);
    }

    private static void draw(Graphics2D on, Theme theme, Arrow arrow, double[] frame, List<double[]> labels) {
        double x = frame[0] + arrow.shift.dx() * frame[2];
        double y = frame[1] - arrow.shift.dy() * frame[2];
        Color colour = theme.series(arrow.off ? 1 : 0);
        on.setColor(new Color(colour.getRed(), colour.getGreen(), colour.getBlue(), 60));
        Shape ellipse = AffineTransform.getTranslateInstance(x, y).createTransformedShape(ellipse(arrow, frame[2]));
        on.fill(ellipse);
        on.setColor(colour);
        on.setStroke(new BasicStroke(1));
        on.draw(ellipse);
        on.setStroke(new BasicStroke(2));
        on.draw(new Line2D.Double(frame[0], frame[1], x, y));
        double length = Math.hypot(x - frame[0], y - frame[1]);
        if (length > TOO_SHORT) {
            on.fill(head(x, y, (x - frame[0]) / length, (y - frame[1]) / length));
        } else {
            on.fill(new Ellipse2D.Double(x - 3, y - 3, 6, 6));
        }
        if (!arrow.name.isEmpty()) {
            label(on, arrow.name, x, y, frame, labels);
        }
    }

    /**
     * Places the label next to the arrow's tip, shifted towards the centre of the frame if it would leave the frame,
     * and below existing labels.
     */
    private static void label(Graphics2D on, String name, double x, double y, double[] frame, List<double[]> labels) {
        on.setFont(Theme.font(Font.BOLD, 11));
        double width = on.getFontMetrics().stringWidth(name);
        double left = x > frame[0] + BOX / 2.0 - width - 12 ? x - width - 8 : x + 8;
        double base =
                Math.max(frame[1] - BOX / 2.0 + 14, Math.min(frame[1] + BOX / 2.0 - 6, y < frame[1] ? y - 6 : y + 14));
        for (int tries = 0; tries < 12; tries++) {
            double at = base;
            boolean taken = labels.stream()
                    .anyMatch(l -> Math.abs(l[1] - at) < 12 && l[0] < left + width && left < l[0] + l[2]);
            if (!taken) {
                break;
            }
            base += base > frame[1] + BOX / 2.0 - 20 ? -12 * (tries + 1) : 12;
        }
        labels.add(new double[] {left, base, width});
        Figure.write(on, name, (int) left, (int) base);
    }

    private static Shape head(double x, double y, double ux, double uy) {
        Path2D head = new Path2D.Double();
        head.moveTo(x + ux, y + uy);
        head.lineTo(x - 9 * ux + 4 * uy, y - 9 * uy - 4 * ux);
        head.lineTo(x - 9 * ux - 4 * uy, y - 9 * uy + 4 * ux);
        head.closePath();
        return head;
    }

    /** The ellipse on the screen, where y increases downwards. */
    private static Shape ellipse(Arrow arrow, double scale) {
        double xx = arrow.shift.errorX() * arrow.shift.errorX();
        double yy = arrow.shift.errorY() * arrow.shift.errorY();
        double xy = -arrow.shift.correlation() * arrow.shift.errorX() * arrow.shift.errorY();
        double half = Math.hypot((xx - yy) / 2, xy);
        double a = SIGMAS * scale * Math.sqrt((xx + yy) / 2 + half);
        double b = SIGMAS * scale * Math.sqrt(Math.max(0, (xx + yy) / 2 - half));
        return AffineTransform.getRotateInstance(0.5 * Math.atan2(2 * xy, xx - yy))
                .createTransformedShape(new Ellipse2D.Double(-a, -b, 2 * a, 2 * b));
    }

    private static double step(double range) {
        double power = Math.pow(10, Math.floor(Math.log10(range)));
        return range / power >= 5 ? 2 * power : range / power >= 2 ? power : power / 2;
    }

    private static String label(double value, double step) {
        int decimals = (int) Math.max(0, Math.ceil(-Math.log10(step) - 1e-9));
        return String.format(Locale.ROOT, "%." + decimals + "f", value + 0.0);
    }

    private void stamps(Graphics2D on, Theme theme, int stamp, int columns) {
        int left = LEFT + BOX + 24 + NAMES;
        for (int r = 0; r < rows.size(); r++) {
            Row row = rows.get(r);
            int top = HEAD + r * (stamp + GAP);
            on.setColor(row.off ? theme.series(1) : theme.ink());
            on.setFont(Theme.font(row.off ? Font.BOLD : Font.PLAIN, 12));
            Figure.write(on, row.name, left - NAMES + 4, top + stamp / 2);
            on.setColor(theme.faint());
            on.setFont(Theme.font(Font.PLAIN, 10));
            Figure.write(on, row.detail, left - NAMES + 4, top + stamp / 2 + 14);
            for (int c = 0; c < row.stamps.size(); c++) {
                stamp(on, theme, row.stamps.get(c), left + c * (stamp + GAP), top, stamp);
            }
        }
        on.setColor(theme.ink());
        on.setFont(Theme.font(Font.ITALIC, 11));
        int below = HEAD + rows.size() * (stamp + GAP) + 12;
        int side = rows.stream()
                .flatMap(row -> row.stamps.stream())
                .mapToInt(Stamp::side)
                .max()
                .orElse(0);
        Figure.write(on, columns + " sources in every exposure, " + side + " pixels a side", left, below);
        Figure.write(on, "cross: where the header puts the source; ring: where it is", left, below + 15);
    }

    private static void stamp(Graphics2D on, Theme theme, Stamp stamp, int left, int top, int size) {
        BufferedImage image = new BufferedImage(stamp.side, stamp.side, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < stamp.side; y++) {
            for (int x = 0; x < stamp.side; x++) {
                float grey = stamp.greys[(stamp.side - 1 - y) * stamp.side + x];
                int level = Float.isNaN(grey) ? 255 : Math.round(245 * (1 - Math.max(0, Math.min(1, grey))));
                image.setRGB(x, y, Float.isNaN(grey) ? 0xd0d8e4 : level << 16 | level << 8 | level);
            }
        }
        on.setRenderingHint(
                RenderingHints.KEY_INTERPOLATION,
                stamp.side * 2 > size
                        ? RenderingHints.VALUE_INTERPOLATION_BICUBIC
                        : RenderingHints.VALUE_INTERPOLATION_NEAREST_NEIGHBOR);
        on.drawImage(image, left, top, size, size, null);
        on.setColor(theme.faint());
        on.setStroke(new BasicStroke(1));
        on.drawRect(left, top, size, size);
        double scale = (double) size / stamp.side;
        double cx = left + size / 2.0;
        double cy = top + size / 2.0;
        Shape clip = on.getClip();
        on.clipRect(left, top, size, size);
        on.setColor(Theme.LIGHT.series(0));
        on.setStroke(new BasicStroke(1.4f));
        for (int side = -1; side <= 1; side += 2) {
            double hx = cx + stamp.headerX * scale;
            double hy = cy - stamp.headerY * scale;
            on.draw(new Line2D.Double(hx + side * 5, hy, hx + side * 13, hy));
            on.draw(new Line2D.Double(hx, hy + side * 5, hx, hy + side * 13));
        }
        if (!Double.isNaN(stamp.x)) {
            double radius = Math.max(7, 3 * scale);
            on.setColor(Theme.LIGHT.series(1));
            on.draw(new Ellipse2D.Double(
                    cx + stamp.x * scale - radius, cy - stamp.y * scale - radius, 2 * radius, 2 * radius));
        }
        on.setClip(clip);
    }
}
