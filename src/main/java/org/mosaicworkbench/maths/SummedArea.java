package org.mosaicworkbench.maths;

/** A summed-area table: the sum of the counts in any rectangle of a square grid, from four look-ups. */
public final class SummedArea {

    private final int side;
    /** Sums over all positions to the left of and below each corner. */
    private final int[] below;

    /** @param side positions along a side of the grid */
    public SummedArea(int side) {
        this.side = side;
        this.below = new int[(side + 1) * (side + 1)];
    }

    /**
     * Computes the table anew.
     *
     * @param counts side x side counts, row after row
     */
    public void fill(int[] counts) {
        for (int y = 0; y < side; y++) {
            int row = 0;
            for (int x = 0; x < side; x++) {
                row += counts[y * side + x];
                below[(y + 1) * (side + 1) + x + 1] = below[y * (side + 1) + x + 1] + row;
            }
        }
    }

    /**
     * The sum of the counts at x from {@code left} to {@code right - 1} and y from {@code low} to {@code high - 1}, all
     * within the grid.
     */
    public int sum(int left, int low, int right, int high) {
        int wide = side + 1;
        return below[high * wide + right]
                - below[high * wide + left]
                - below[low * wide + right]
                + below[low * wide + left];
    }
}
