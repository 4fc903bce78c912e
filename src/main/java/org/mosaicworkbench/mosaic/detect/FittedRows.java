package org.mosaicworkbench.mosaic.detect;

import java.util.Arrays;
import org.mosaicworkbench.io.Band;

/**
 * The least-squares heights of a Gaussian at the pixels of a band, row by row: (G - mean G) . image / ((G - mean G) .
 * G). Only the rows needed next are kept, and sums along rows are computed once. Within the Gaussian's radius of the
 * border nothing is fitted, and heights are 0.
 */
final class FittedRows {

    private final SubtractedImage image;
    private final StarKernel kernel;
    private final int radius;
    private final int end;
    private final boolean empty;
    /** The last image row that was summed; heights lag behind it by the radius. */
    private int read;

    private final float[] row;
    private final Sums[] sums;
    private final Heights[] heights = new Heights[3];
    private float[] below;
    private Heights here;
    private float[] above;

    /**
     * Weighted and unweighted sums along a row; 0 outside the span of columns with data within the Gaussian's radius.
     */
    private static final class Sums {
        final float[] gaussian;
        final float[] box;
        int from;
        int to;

        Sums(int width) {
            gaussian = new float[width];
            box = new float[width];
        }
    }

    /** The heights of a row; 0 outside the span of columns with data within the Gaussian's radius. */
    private static final class Heights {
        final float[] values;
        int from;
        int to;

        Heights(int width) {
            values = new float[width];
        }
    }

    FittedRows(SubtractedImage image, StarKernel kernel, Band band) {
        this.image = image;
        this.kernel = kernel;
        this.radius = kernel.radius();
        this.row = new float[image.width()];
        this.sums = new Sums[2 * radius + 1];
        Arrays.setAll(sums, i -> new Sums(image.width()));
        Arrays.setAll(heights, i -> new Heights(image.width()));
        int start = Math.max(radius, band.from());
        // A band at the image's edge may have no row with a possible peak.
        this.end = Math.max(start, Math.min(image.height() - radius, band.to()));
        this.read = start - radius - 2;
        this.empty = start == end;
        while (!empty && y() < start - 1) {
            advance();
        }
    }

    /** @return false if there are no more rows */
    boolean next() {
        if (empty || y() + 1 >= end) {
            return false;
        }
        advance();
        below = at(y() - 1).values;
        here = at(y());
        above = at(y() + 1).values;
        return true;
    }

    /** The current row. */
    int y() {
        return read - radius - 1;
    }

    /** The heights of the current row. */
    float[] heights() {
        return here.values;
    }

    /** The first column that can have a height. */
    int from() {
        return here.from;
    }

    /** The column after the last one that can have a height. */
    int to() {
        return here.to;
    }

    /** Whether none of the eight neighbours of a pixel is higher; among equal pixels the first is the peak. */
    boolean isPeak(int x) {
        float[] row = here.values;
        float peak = row[x];
        return row[x - 1] < peak
                && row[x + 1] <= peak
                && below[x] < peak
                && above[x] <= peak
                && below[x - 1] < peak
                && below[x + 1] < peak
                && above[x - 1] <= peak
                && above[x + 1] <= peak;
    }

    private Heights at(int y) {
        return heights[Math.floorMod(y, heights.length)];
    }

    private void advance() {
        read++;
        if (read >= 0 && read < image.height()) {
            sum(sums[read % sums.length]);
        }
        fit(read - radius, at(read - radius));
    }

    private void sum(Sums into) {
        image.row(read, row);
        int first = 0;
        int last = row.length;
        while (first < last && Float.isNaN(row[first])) {
            first++;
        }
        while (last > first && Float.isNaN(row[last - 1])) {
            last--;
        }
        clear(into.gaussian, into.from, into.to);
        clear(into.box, into.from, into.to);
        for (int x = 0; x < row.length; x++) {
            row[x] = Float.isNaN(row[x]) ? 0 : row[x];
        }
        into.from = first == last ? 0 : Math.max(radius, first - radius);
        into.to = first == last ? 0 : Math.max(into.from, Math.min(row.length - radius, last + radius));
        along(row, into, kernel);
    }

    private static void along(float[] row, Sums into, StarKernel kernel) {
        float[] gaussian = into.gaussian;
        float[] box = into.box;
        int to = into.to;
        float middle = (float) kernel.along(0);
        for (int x = into.from; x < to; x++) {
            gaussian[x] = middle * row[x];
            box[x] = row[x];
        }
        for (int k = 1; k <= kernel.radius(); k++) {
            float weight = (float) kernel.along(k);
            for (int x = into.from; x < to; x++) {
                float both = row[x - k] + row[x + k];
                gaussian[x] += weight * both;
                box[x] += both;
            }
        }
    }

    private void fit(int y, Heights into) {
        clear(into.values, into.from, into.to);
        into.from = image.width();
        into.to = 0;
        if (y >= radius && y < image.height() - radius) {
            for (Sums one : sums) {
                if (one.from < one.to) {
                    into.from = Math.min(into.from, one.from);
                    into.to = Math.max(into.to, one.to);
                }
            }
            float mean = (float) (kernel.mean() / kernel.norm());
            for (int k = -radius; k <= radius; k++) {
                Sums one = sums[(y + k) % sums.length];
                add(into.values, one, (float) (kernel.along(k) / kernel.norm()), mean);
            }
        }
    }

    private static void add(float[] values, Sums one, float weight, float mean) {
        float[] gaussian = one.gaussian;
        float[] box = one.box;
        for (int x = one.from; x < one.to; x++) {
            values[x] += weight * gaussian[x] - mean * box[x];
        }
    }

    private static void clear(float[] values, int from, int to) {
        if (from < to) {
            Arrays.fill(values, from, to, 0);
        }
    }
}
