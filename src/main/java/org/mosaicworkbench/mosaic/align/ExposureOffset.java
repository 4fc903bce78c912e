package org.mosaicworkbench.mosaic.align;

/**
 * The pointing error in one exposure's header, relative to the visit's other exposures.
 *
 * @param rootname   nine characters
 * @param shift of the exposure's sources by its header
 * @param roll by how much the header's orientation is off
 * @param scale      the header's scale relative to the others'
 * @param fit what it was measured by
 * @param note       empty, or why the offset could not be measured (the numbers are NaN then) or that the exposure is
 *                   the one that the others were compared with, or the only one
 */
public record ExposureOffset(String rootname, Shift shift, Roll roll, double scale, Fit fit, String note) {

    /**
     * The offset between the positions of sources from the header and the true ones.
     *
     * @param dx how far along x the header places sources from where they are, pixels of the exposure at its
     *     centre; an error of CRPIX1 by +2 gives +2
     * @param dy likewise along y
     * @param error one-sigma error of dx and of dy, pixels, at the exposure's centre, however far from it the sources
     *     lie, and with the error of what it is compared with
     */
    public record Shift(double dx, double dy, double error) {}

    /**
     * The error of the header's orientation.
     *
     * @param degrees by how much the header's orientation is off, degrees, counter-clockwise on the sky with north up
     *     and east left
     * @param error one-sigma error of the roll, degrees; 0 if no roll was fitted
     */
    public record Roll(double degrees, double error) {}

    /**
     * The evidence for an offset.
     *
     * @param sources sources found on the exposure
     * @param matches sources that the fit used
     * @param rms of the fit's residuals, milliarcseconds
     */
    public record Fit(int sources, int matches, double rms) {}

    static ExposureOffset unknown(String rootname, int sources, String why) {
        return new ExposureOffset(
                rootname,
                new Shift(Double.NaN, Double.NaN, Double.NaN),
                new Roll(Double.NaN, Double.NaN),
                Double.NaN,
                new Fit(sources, 0, Double.NaN),
                why);
    }

    /** @return true if the offset was measured */
    public boolean measured() {
        return !Double.isNaN(shift.dx());
    }
}
