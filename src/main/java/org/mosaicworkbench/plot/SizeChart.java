package org.mosaicworkbench.plot;

import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * Predicted against true sizes on logarithmic axes, with error bars and the line of equality. Sizes beyond the ends of
 * the axes are drawn at the ends.
 *
 * @param frame title, axis titles and size
 * @param groups groups of true sizes ({@code x}) and predicted sizes ({@code y}) with their intervals
 */
public record SizeChart(ChartFrame frame, List<Line> groups) {

    private static final double SMALLEST = 0.01;
    private static final double LARGEST = 200;
    private static final int MARKER = 6;
    private static final int OPAQUE = 220;
    private static final float THIN = 0.5f;

    /** Copies the list. */
    public SizeChart {
        groups = List.copyOf(groups);
    }

    /** A chart of 400 x 330 pixels. */
    public static SizeChart of(String title, Line... groups) {
        return new SizeChart(
                ChartFrame.of(title, "true misalignment (pixels)", "predicted (pixels, 68 % interval)"),
                List.of(groups));
    }

    /** Draws the figure. */
    public Figure figure(Theme theme) {
        List<Plane.Key> keys = IntStream.range(0, groups.size())
                .filter(i -> groups.get(i).x().length > 0)
                .mapToObj(i -> new Plane.Key(groups.get(i).name(), i, Plane.Look.MARKER))
                .toList();
        return new Plane(frame.title(), axis(frame.x()), axis(frame.y()), keys, frame.width(), frame.height())
                .figure(
                        theme,
                        (chart, look) -> IntStream.range(0, groups.size())
                                .forEach(i -> Plane.points(
                                        chart,
                                        look,
                                        groups.get(i).name(),
                                        places(groups.get(i).x()),
                                        places(groups.get(i).y()),
                                        new int[] {i, MARKER, OPAQUE})),
                        pen -> bars(pen, theme),
                        keys.isEmpty() ? "no sizes are known" : "");
    }

    private static Axis axis(String title) {
        double[] ends = {SMALLEST, LARGEST};
        return Axis.numbers(title, Scale.LOGARITHMIC, ends, ends, false);
    }

    private void bars(Plane.Pen pen, Theme theme) {
        double low = place(SMALLEST);
        double high = place(LARGEST);
        pen.line(low, low, high, high, theme.faint(), 1);
        for (int i = 0; i < groups.size(); i++) {
            Line group = groups.get(i);
            for (int k = 0; k < group.low().length; k++) {
                double x = place(group.x()[k]);
                pen.line(x, place(group.low()[k]), x, place(group.high()[k]), theme.series(i), THIN);
            }
        }
    }

    private static double[] places(double[] sizes) {
        return DoubleStream.of(sizes).map(SizeChart::place).toArray();
    }

    private static double place(double size) {
        return Scale.LOGARITHMIC.place(Math.min(LARGEST, Math.max(SMALLEST, size)));
    }
}
