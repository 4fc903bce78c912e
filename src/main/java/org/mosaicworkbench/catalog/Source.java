package org.mosaicworkbench.catalog;

/**
 * One line of a catalog.
 *
 * @param ra right ascension in degrees, ICRS
 * @param dec declination in degrees, ICRS
 * @param x {@code X-Center}, the pixel coordinate in the catalog's own image, in the catalog's convention; NaN if it
 *     has none
 * @param y {@code Y-Center}, likewise
 * @param flag the smallest value in its {@code Flags} columns, 0 for a point source or a sum of 1 extended, 4
 *     saturated, 8 faint, 16 hot pixel, 32 swarm, 64 edge; {@link #NO_FLAG} if it has no such column
 * @param saturated whether it is saturated in any filter; {@code flag} may come from a filter in which it is not
 */
public record Source(double ra, double dec, double x, double y, int flag, boolean saturated) {

    /** Creates a source that is saturated if its flag has the saturation bit. */
    public Source(double ra, double dec, double x, double y, int flag) {
        this(ra, dec, x, y, flag, flag != NO_FLAG && (flag & SATURATED) != 0);
    }

    /** The bit of a flag that marks saturation. */
    static final int SATURATED = 4;

    /** The value of a missing flag: worse than any other. */
    public static final int NO_FLAG = 100;
}
