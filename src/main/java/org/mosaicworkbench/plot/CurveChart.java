package org.mosaicworkbench.plot;

import java.awt.geom.Path2D;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Curves of many points, such as densities, each with its own colour and dash pattern. Option methods return a changed
 * copy; {@link #figure} draws.
 *
 * @param frame title, axis titles and size
 * @param curves curves in order; error bars are not drawn; a curve is interrupted at points that are not finite
 * @param range range of both axes, {@code {x0, x1, y0, y1}}; NaN to use the data's range
 * @param empty text shown if there is nothing to draw
 */
public record CurveChart(ChartFrame frame, List<Line> curves, double[] range, String empty) {

    /** Makes defensive copies. */
    public CurveChart {
        curves = List.copyOf(curves);
        range = range.clone();
    }

    /** Curves with the data's ranges, 400 x 330 pixels. */
    public static CurveChart of(String title, String x, String y, Line... curves) {
        return new CurveChart(
                ChartFrame.of(title, x, y),
                Arrays.asList(curves),
                new double[] {Double.NaN, Double.NaN, Double.NaN, Double.NaN},
                "nothing to draw");
    }

    @Override
    public double[] range() {
        return range.clone();
    }

    /** The chart with fixed ranges of both axes; NaN to use the data's range. */
    public CurveChart range(double x0, double x1, double y0, double y1) {
        return new CurveChart(frame, curves, new double[] {x0, x1, y0, y1}, empty);
    }

    /** The chart with a different message to show when there is nothing to draw. */
    public CurveChart empty(String words) {
        return new CurveChart(frame, curves, range, words);
    }

    /** The chart at a different size, in pixels. */
    public CurveChart size(int wide, int high) {
        return new CurveChart(frame.size(wide, high), curves, range, empty);
    }

    /** Draws the figure. */
    public Figure figure(Theme theme) {
        List<Plane.Key> keys = new ArrayList<>();
        for (int i = 0; i < curves.size(); i++) {
            if (!curves.get(i).name().isEmpty()) {
                keys.add(new Plane.Key(curves.get(i).name(), i, Plane.Look.LINE));
            }
        }
        double[] xs = curves.stream()
                .flatMapToDouble(curve -> Arrays.stream(curve.x()))
                .toArray();
        double[] ys = curves.stream()
                .flatMapToDouble(curve -> Arrays.stream(curve.y()))
                .toArray();
        boolean some = curves.stream()
                .anyMatch(curve -> IntStream.range(0, curve.x().length)
                        .anyMatch(i -> Double.isFinite(curve.x()[i]) && Double.isFinite(curve.y()[i])));
        return new Plane(
                        frame.title(),
                        Axis.numbers(frame.x(), Scale.LINEAR, xs, new double[] {range[0], range[1]}, false),
                        Axis.numbers(frame.y(), Scale.LINEAR, ys, new double[] {range[2], range[3]}, false),
                        keys,
                        frame.width(),
                        frame.height())
                .figure(theme, (chart, look) -> {}, this::draw, some ? "" : empty);
    }

    private void draw(Plane.Pen pen) {
        for (int i = 0; i < curves.size(); i++) {
            double[] xs = curves.get(i).x();
            double[] ys = curves.get(i).y();
            Path2D path = new Path2D.Double();
            boolean down = false;
            for (int p = 0; p < xs.length; p++) {
                boolean finite = Double.isFinite(xs[p]) && Double.isFinite(ys[p]);
                if (finite && down) {
                    path.lineTo(pen.x(xs[p]), pen.y(ys[p]));
                } else if (finite) {
                    path.moveTo(pen.x(xs[p]), pen.y(ys[p]));
                }
                down = finite;
            }
            pen.on.setColor(pen.theme.series(i));
            pen.on.setStroke(pen.theme.stroke(i));
            pen.on.draw(path);
        }
    }
}
