package org.mosaicworkbench.plot;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.knowm.xchart.XYChart;

/**
 * A scatter plot of groups of points, each group with its own colour and symbol. Smaller groups are drawn over larger
 * ones, and of overlapping points in a group only one is drawn. With very many points, one random point per small area
 * is drawn, always the same one. The colours then mix in proportion to the groups, no isolated point is lost, and
 * drawing time depends only on what is visible. Option methods return a changed copy; {@link #figure} draws.
 *
 * @param frame title, axis titles and size
 * @param points groups in the order of the legend
 * @param across scale of the horizontal axis
 * @param up scale of the vertical axis
 * @param range range of both axes, {@code {x0, x1, y0, y1}}; NaN to use the data's range
 * @param first index of the first group's colour and symbol
 */
public record ScatterChart(ChartFrame frame, List<Points> points, Scale across, Scale up, double[] range, int first) {

    /** Side in pixels of the cells in which points cover each other. */
    private static final double CELL = 2;

    private static final int OPACITY = 170;
    /** Number of points above which only one point per small area is drawn. */
    private static final int MANY = 5000;

    private static final double SPOT = 3;

    /** Makes defensive copies. */
    public ScatterChart {
        points = List.copyOf(points);
        range = range.clone();
    }

    /** Points on linear axes, 400 x 330 pixels. */
    public static ScatterChart of(String title, String x, String y, Points... points) {
        return new ScatterChart(
                ChartFrame.of(title, x, y),
                Arrays.asList(points),
                Scale.LINEAR,
                Scale.LINEAR,
                new double[] {Double.NaN, Double.NaN, Double.NaN, Double.NaN},
                0);
    }

    @Override
    public double[] range() {
        return range.clone();
    }

    /** The chart with different scales for its axes. */
    public ScatterChart scale(Scale horizontal, Scale vertical) {
        return new ScatterChart(frame, points, horizontal, vertical, range, first);
    }

    /** The chart with fixed ranges of both axes; NaN to use the data's range. */
    public ScatterChart range(double x0, double x1, double y0, double y1) {
        return new ScatterChart(frame, points, across, up, new double[] {x0, x1, y0, y1}, first);
    }

    /**
     * The chart whose first group has the colour and symbol of a later one, so that a group looks the same in all
     * charts of a panel.
     */
    public ScatterChart from(int number) {
        return new ScatterChart(frame, points, across, up, range, number);
    }

    /** The chart at a different size, in pixels. */
    public ScatterChart size(int wide, int high) {
        return new ScatterChart(frame.size(wide, high), points, across, up, range, first);
    }

    /** Draws the figure. */
    public Figure figure(Theme theme) {
        List<double[][]> places = points.stream().map(this::places).toList();
        Axis horizontal = Axis.numbers(frame.x(), across, values(true), new double[] {range[0], range[1]}, false);
        Axis vertical = Axis.numbers(frame.y(), up, values(false), new double[] {range[2], range[3]}, false);
        List<Plane.Key> keys = new ArrayList<>();
        for (int i = 0; i < points.size(); i++) {
            if (!points.get(i).name().isEmpty()) {
                keys.add(new Plane.Key(points.get(i).name(), first + i, Plane.Look.MARKER));
            }
        }
        boolean some = places.stream().anyMatch(place -> place[0].length > 0);
        return new Plane(frame.title(), horizontal, vertical, keys, frame.width(), frame.height())
                .figure(
                        theme,
                        (chart, look) -> draw(chart, look, places, horizontal, vertical),
                        pen -> {},
                        some ? "" : "no points");
    }

    private void draw(XYChart chart, Theme theme, List<double[][]> places, Axis horizontal, Axis vertical) {
        int most = places.stream().mapToInt(place -> place[0].length).sum();
        double pixelX = (horizontal.high() - horizontal.low()) / frame.width();
        double pixelY = (vertical.high() - vertical.low()) / frame.height();
        List<double[][]> drawn = most > MANY
                ? mixed(places, SPOT * pixelX, SPOT * pixelY)
                : places.stream()
                        .map(place -> seen(place, CELL * pixelX, CELL * pixelY))
                        .toList();
        int size = most > MANY ? 3 : most > 300 ? 6 : 8;
        IntStream.range(0, drawn.size())
                .boxed()
                .sorted(Comparator.comparing((Integer i) -> -drawn.get(i)[0].length))
                .forEach(i -> Plane.points(chart, theme, "group " + i, drawn.get(i)[0], drawn.get(i)[1], new int[] {
                    first + i, size, most > MANY ? 255 : OPACITY
                }));
    }

    /**
     * Keeps one point per small area: the n-th point in an area replaces the point kept so far with probability 1 / n,
     * so that all points are equally likely to remain.
     */
    static List<double[][]> mixed(List<double[][]> places, double spotX, double spotY) {
        SplittableRandom random = new SplittableRandom(1);
        Map<Long, int[]> spots = new LinkedHashMap<>();
        for (int group = 0; group < places.size(); group++) {
            for (int i = 0; i < places.get(group)[0].length; i++) {
                int[] spot = spots.computeIfAbsent(cell(places.get(group), i, spotX, spotY), key -> new int[3]);
                if (random.nextInt(++spot[0]) == 0) {
                    spot[1] = group;
                    spot[2] = i;
                }
            }
        }
        return IntStream.range(0, places.size())
                .mapToObj(group -> some(
                        places.get(group),
                        spots.values().stream()
                                .filter(spot -> spot[1] == group)
                                .mapToInt(spot -> spot[2])
                                .toArray()))
                .toList();
    }

    /** Keeps the first point of each cell, at its position. */
    static double[][] seen(double[][] places, double cellX, double cellY) {
        Set<Long> taken = new HashSet<>();
        return some(
                places,
                IntStream.range(0, places[0].length)
                        .filter(i -> taken.add(cell(places, i, cellX, cellY)))
                        .toArray());
    }

    private static long cell(double[][] places, int i, double cellX, double cellY) {
        return (Math.round(places[0][i] / cellX) << Integer.SIZE) ^ (Math.round(places[1][i] / cellY) & 0xffffffffL);
    }

    private static double[][] some(double[][] places, int[] kept) {
        return new double[][] {
            Arrays.stream(kept).mapToDouble(i -> places[0][i]).toArray(),
            Arrays.stream(kept).mapToDouble(i -> places[1][i]).toArray()
        };
    }

    private double[][] places(Points own) {
        double[] xs = Arrays.stream(own.x()).map(across::place).toArray();
        double[] ys = Arrays.stream(own.y()).map(up::place).toArray();
        return some(
                new double[][] {xs, ys},
                IntStream.range(0, xs.length)
                        .filter(i -> Double.isFinite(xs[i]) && Double.isFinite(ys[i]))
                        .toArray());
    }

    /** The values of the points that are drawn. */
    private double[] values(boolean horizontal) {
        return points.stream()
                .flatMapToDouble(own -> {
                    double[] xs = own.x();
                    double[] ys = own.y();
                    return IntStream.range(0, xs.length)
                            .filter(i -> Double.isFinite(across.place(xs[i])) && Double.isFinite(up.place(ys[i])))
                            .mapToDouble(i -> horizontal ? xs[i] : ys[i]);
                })
                .toArray();
    }
}
