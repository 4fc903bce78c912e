package org.mosaicworkbench.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.geom.Rectangle2D;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * A heat map with the number written in each cell, so that nothing depends on colour alone. Option methods return a
 * changed copy; {@link #figure} draws.
 *
 * @param title title of the chart
 * @param rows row names from the top
 * @param columns column names from the left
 * @param values values by row and column; NaN for an empty cell
 * @param limit value shown in the strongest colour; its negative is shown in the strongest opposite colour
 */
public record HeatMap(String title, List<String> rows, List<String> columns, double[][] values, double limit) {

    private static final int CELL_WIDTH = 62;
    private static final int CELL_HEIGHT = 34;

    /**
     * @throws IllegalArgumentException if there is not one value for each pair of names, or the limit is not positive
     */
    public HeatMap {
        rows = List.copyOf(rows);
        columns = List.copyOf(columns);
        int wide = columns.size();
        if (values.length != rows.size() || Arrays.stream(values).anyMatch(row -> row.length != wide)) {
            throw new IllegalArgumentException("heat map '" + title + "' has " + values.length + " rows of values for "
                    + rows.size() + " x " + columns.size() + " names; there must be one for each pair");
        }
        if (!(limit > 0)) {
            throw new IllegalArgumentException(
                    "heat map '" + title + "' has the limit " + limit + "; it must be above 0");
        }
        values = Arrays.stream(values).map(double[]::clone).toArray(double[][]::new);
    }

    /** A heat map of values between -1 and 1, as for correlations. */
    public static HeatMap of(String title, List<String> rows, List<String> columns, double[][] values) {
        return new HeatMap(title, rows, columns, values, 1);
    }

    @Override
    public double[][] values() {
        return Arrays.stream(values).map(double[]::clone).toArray(double[][]::new);
    }

    /** The map with a different value for the strongest colour. */
    public HeatMap limit(double largest) {
        return new HeatMap(title, rows, columns, values, largest);
    }

    /** Draws the figure, sized to fit the names. */
    public Figure figure(Theme theme) {
        int longest = rows.stream().mapToInt(String::length).max().orElse(0);
        return new Plane(
                        title,
                        Axis.names("", columns),
                        Axis.namesDown("", rows),
                        List.of(),
                        Math.max(400, 60 + 7 * longest + CELL_WIDTH * columns.size()),
                        Math.max(200, 80 + CELL_HEIGHT * rows.size()))
                .figure(theme, (chart, look) -> {}, this::draw, rows.isEmpty() || columns.isEmpty() ? "no values" : "");
    }

    private void draw(Plane.Pen pen) {
        for (int row = 0; row < rows.size(); row++) {
            for (int column = 0; column < columns.size(); column++) {
                cell(pen, rows.size() - 1 - row, column, values[row][column]);
            }
        }
    }

    private void cell(Plane.Pen pen, double row, double column, double value) {
        Color behind = pen.theme.diverging(value / limit);
        Rectangle2D box = new Rectangle2D.Double(
                pen.x(column - 0.5),
                pen.y(row + 0.5),
                pen.x(column + 0.5) - pen.x(column - 0.5),
                pen.y(row - 0.5) - pen.y(row + 0.5));
        pen.on.setColor(behind);
        pen.on.fill(box);
        pen.on.setColor(pen.theme.paper());
        pen.on.setStroke(new BasicStroke(1.5f));
        pen.on.draw(box);
        pen.on.setFont(Theme.font(Font.PLAIN, 11));
        pen.text(
                Double.isNaN(value) ? "\u2013" : text(value),
                box.getCenterX(),
                box.getCenterY() + 4,
                Double.isNaN(value) ? pen.theme.ink() : Theme.on(behind));
    }

    private String text(double value) {
        String text = String.format(Locale.ROOT, limit > 10 ? "%.0f" : "%.2f", value);
        return (text.matches("-0(\\.0*)?") ? text.substring(1) : text).replace("-", "\u2212");
    }
}
