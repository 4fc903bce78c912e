package org.mosaicworkbench.mosaic.drizzle;

/**
 * The square kernel for drops that are whole pixels: neighbours share their edges, so each edge is computed only once.
 * As in {@link Coverage} an edge of height h contributes the area between itself and the pixel's right side to each
 * output pixel that it crosses, and h to all pixels to the right. Here each contribution is multiplied by the
 * difference between the drops on either side, so that one sum along each output row adds up all drops.
 *
 * <p>Contributions must cancel exactly beyond the last drop, so that a pixel without a drop has weight 0. Heights are
 * therefore rounded to multiples of 2^-24 pixels, and a drop's weight per area to about one part in {@value #PARTS}:
 * their products and sums are exact in double precision. This limits weights to an accuracy of about 1e-7 and positions
 * to 3e-8 pixels. Values are not rounded; their sums keep rounding errors of 1e-16 of the brightest value.
 */
final class SharedEdges {

    /** Adding and then subtracting this rounds to a multiple of 2^-24. */
    private static final double ROUNDING = 0x1.8p28;

    private static final double PARTS = 0x1p22;
    /**
     * The fraction of a full weight below which a pixel counts as empty: rounded positions leave a tiny weight in a bad
     * pixel.
     */
    private static final double NOTHING = 1e-7;
    /**
     * Absolute pixel value, in electrons per second, at which rounding errors would become visible in the rest of the
     * row.
     */
    static final float BRIGHTEST = 1e7f;

    private final Tile tile;
    private final double[] sums;
    private final int columns;
    /**
     * Value times weight of each drop in the current row; {@link #weight} holds the weights, and {@link #lowerValue}
     * and {@link #lowerWeight} hold the same for the row below.
     */
    private double[] value;

    private double[] weight;
    private double[] lowerValue;
    private double[] lowerWeight;
    /** Number of weight parts per pixel of area. */
    private double parts;
    /**
     * The difference in value times weight between the drops on either side of the current edge; {@link #moreWeight} is
     * that in weight.
     */
    private double more;

    private double moreWeight;

    /** @param columns the block's number of columns */
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
     * @param at the corners, with y rounded to 2^-24 pixels
     * @param values the row's values, starting at {@code from}; NaN if a pixel is bad
     * @param first whether it is the block's first row
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

    /** Closes the last row's drops, and converts everything to sums and weights. */
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
            // Without clamping, rounding errors at the ends could leave the tile.
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
