package org.mosaicworkbench.mosaic.drizzle;

/**
 * The square kernel where drops are whole pixels: neighbours have their edges in common, so each edge is worked on once
 * for both. As in {@link Coverage} an edge of height h leaves in each output pixel the area between itself and the
 * pixel's right side, and h in all pixels to the right of it; here each is multiplied by the difference of what the
 * drops on either side have to give, and one sum along each row of output gives all drops' shares at once.
 *
 * <p>What an edge leaves must vanish behind the last drop, so that a pixel that nothing falls on has weight 0 exactly.
 * Heights are therefore multiples of 2^-24 pixels, and a drop's weight by area one of {@value #PARTS} parts: their
 * products and the sums of these are exact in double precision. Weights are so right to some 1e-7, positions to 3e-8
 * pixels. Values are not rounded; in their sums rounding errors of 1e-16 of the brightest remain.
 */
final class SharedEdges {

    /** Adding and subtracting it rounds to a multiple of 2^-24. */
    private static final double ROUNDING = 0x1.8p28;

    private static final double PARTS = 0x1p22;
    /** Share of a whole weight below which a pixel has none: the rounding of positions beside a bad pixel. */
    private static final double NOTHING = 1e-7;
    /** Beyond this a value's rounding errors would show in its row. */
    static final float BRIGHTEST = 1e7f;

    private final Tile tile;
    private final double[] sums;
    private final int columns;
    /** What the drops of a row give, and those of the row below: value times weight, weight. */
    private double[] value;

    private double[] weight;
    private double[] lowerValue;
    private double[] lowerWeight;
    /** Parts of a weight for one pixel of area. */
    private double parts;
    /** By how much the drop on one side of the edge at hand gives more than that on the other. */
    private double more;

    private double moreWeight;

    /** @param columns of the block */
    SharedEdges(Tile tile, int columns) {
        this.tile = tile;
        this.sums = tile.sums;
        this.columns = columns;
        this.value = new double[columns + 1];
        this.weight = new double[columns + 1];
        this.lowerValue = new double[columns + 1];
        this.lowerWeight = new double[columns + 1];
    }

    /**
     * Adds a row of drops.
     *
     * @param at     the corners, whose y are rounded to 2^-24 pixels
     * @param values of the row from {@code from} on; NaN if a pixel is bad
     * @param first  whether it is the block's first row
     */
    void row(DropPositions at, float[] values, int from, boolean first) {
        if (first) {
            round(at.y);
        }
        round(at.upperY);
        swap();
        give(at, values, from);
        for (int i = 0; i < columns; i++) {
            more = value[i] - lowerValue[i];
            moreWeight = weight[i] - lowerWeight[i];
            edge(at.x[i], at.y[i], at.x[i + 1], at.y[i + 1]);
        }
        double leftValue = 0;
        double leftWeight = 0;
        for (int i = 0; i <= columns; i++) {
            more = leftValue - value[i];
            moreWeight = leftWeight - weight[i];
            edge(at.x[i], at.y[i], at.upperX[i], at.upperY[i]);
            leftValue = value[i];
            leftWeight = weight[i];
        }
    }

    /** Closes the last row's drops and makes sums and weights of it all. */
    void finish(DropPositions at, double pixelWeight, double perValue) {
        for (int i = 0; i < columns; i++) {
            more = -value[i];
            moreWeight = -weight[i];
            edge(at.upperX[i], at.upperY[i], at.upperX[i + 1], at.upperY[i + 1]);
        }
        double perPart = pixelWeight / parts;
        double nothing = NOTHING * parts;
        for (int y = 0; y < tile.height; y++) {
            double sum = 0;
            double all = 0;
            int i = 2 * y * tile.stride;
            for (int x = 0; x < tile.width; x++, i += 2) {
                sum += sums[i];
                all += sums[i + 1];
                boolean some = all > nothing;
                sums[i] = some ? sum * perPart * perValue : 0;
                sums[i + 1] = some ? all * perPart : 0;
            }
        }
    }

    private void swap() {
        double[] v = lowerValue;
        double[] w = lowerWeight;
        lowerValue = value;
        lowerWeight = weight;
        value = v;
        weight = w;
    }

    private void give(DropPositions at, float[] values, int from) {
        for (int i = 0; i < columns; i++) {
            double area = 0.5
                    * ((at.upperX[i + 1] - at.x[i]) * (at.upperY[i] - at.y[i + 1])
                            - (at.upperX[i] - at.x[i + 1]) * (at.upperY[i + 1] - at.y[i]));
            float here = values[from + i];
            parts = parts == 0 ? PARTS * Math.abs(area) : parts;
            boolean good = !Float.isNaN(here) && area != 0;
            weight[i] = good ? Math.rint(-parts / area) : 0;
            value[i] = good ? weight[i] * here : 0;
        }
    }

    private static void round(double[] y) {
        for (int i = 0; i < y.length; i++) {
            y[i] = y[i] + ROUNDING - ROUNDING;
        }
    }

    private void edge(double x1, double y1, double x2, double y2) {
        if (y1 == y2 || (more == 0 && moreWeight == 0)) {
            return;
        }
        int row = (int) y1;
        int last = (int) y2;
        if (row == last) {
            inRow(row, x1, y1, x2, y2);
            return;
        }
        double slope = (x2 - x1) / (y2 - y1);
        int step = last > row ? 1 : -1;
        int line = last > row ? row + 1 : row;
        double x = x1;
        double y = y1;
        for (; row != last; row += step, line += step) {
            // A rounding error beyond the ends would leave the tile.
            double nextX = Math.max(Math.min(x1, x2), Math.min(Math.max(x1, x2), x1 + slope * (line - y1)));
            inRow(row, x, y, nextX, line);
            x = nextX;
            y = line;
        }
        inRow(last, x, y, x2, y2);
    }

    private void inRow(int row, double x1, double y1, double x2, double y2) {
        int column = (int) x1;
        int last = (int) x2;
        int i = 2 * (row * tile.stride + column);
        if (column == last) {
            put(i, y2 - y1, (y2 - y1) * (column + 1 - 0.5 * (x1 + x2)));
            return;
        }
        double slope = (y2 - y1) / (x2 - x1);
        int step = last > column ? 1 : -1;
        int line = last > column ? column + 1 : column;
        double x = x1;
        double y = y1;
        for (; column != last; column += step, line += step, i += 2 * step) {
            double nextY = y1 + slope * (line - x1) + ROUNDING - ROUNDING;
            put(i, nextY - y, (nextY - y) * (column + 1 - 0.5 * (x + line)));
            x = line;
            y = nextY;
        }
        put(i, y2 - y, (y2 - y) * (column + 1 - 0.5 * (x + x2)));
    }

    private void put(int i, double height, double area) {
        double here = area + ROUNDING - ROUNDING;
        double right = height - here;
        sums[i] += here * more;
        sums[i + 1] += here * moreWeight;
        sums[i + 2] += right * more;
        sums[i + 3] += right * moreWeight;
    }
}
